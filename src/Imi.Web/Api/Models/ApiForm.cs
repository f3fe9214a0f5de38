namespace Imi.Web.Api.Models;

/// <summary>A form.</summary>
public sealed record ApiForm(string Name, IReadOnlyList<ApiSection> Sections);
