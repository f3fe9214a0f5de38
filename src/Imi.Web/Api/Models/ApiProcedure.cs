using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A procedure: its form and workflow with texts.</summary>
public sealed record ApiProcedure(
    string Module,
    string Name,
    string Title,
    string Description,
    string? Provision,
    string Version,
    string Language,
    ApiForm Form,
    IReadOnlyList<ApiState> States,
    IReadOnlyList<ApiAction> Actions
);
