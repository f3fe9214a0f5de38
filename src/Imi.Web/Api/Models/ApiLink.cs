using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A linked exchange.</summary>
public sealed record ApiLink(Guid Id, string? Number, string Module, string Procedure, string State, string Kind);
