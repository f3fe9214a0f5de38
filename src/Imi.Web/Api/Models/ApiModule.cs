using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A policy module.</summary>
public sealed record ApiModule(
    string Name,
    string Title,
    string Description,
    ApiLegalBasis LegalBasis,
    IReadOnlyList<string> Languages,
    string Version,
    IReadOnlyList<ApiProcedureName> Procedures
);
