namespace Imi.Web.Api.Models;

/// <summary>A section of a form.</summary>
public sealed record ApiSection(string Name, string Title, string Help, IReadOnlyList<ApiElement> Elements);
