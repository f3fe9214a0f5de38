using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>A mandate: the capacity in which an authority takes part in a procedure.</summary>
public sealed record ApiMandate(
    string Module,
    string Procedure,
    Capacity Capacity,
    DateOnly? Until,
    Guid? Coordinator,
    IReadOnlyList<Guid> FurtherCoordinators
);
