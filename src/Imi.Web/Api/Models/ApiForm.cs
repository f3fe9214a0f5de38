namespace Imi.Web.Api.Models;

/// <summary>A form of a procedure or an action.</summary>
public sealed record ApiForm(string Name, IReadOnlyList<ApiSection> Sections);
