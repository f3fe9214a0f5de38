using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A procedure with its form and workflow and their texts.</summary>
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
