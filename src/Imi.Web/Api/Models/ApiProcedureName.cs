namespace Imi.Web.Api.Models;

/// <summary>A procedure of a module.</summary>
public sealed record ApiProcedureName(string Name, string Title, string Code);
