using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>What an authority may do in a procedure.</summary>
public sealed record ApiMandate(
    string Module,
    string Procedure,
    Capacity Capacity,
    DateOnly? Until,
    Guid? Coordinator,
    IReadOnlyList<Guid> FurtherCoordinators
);
