namespace Imi.Web.Api.Models;

/// <summary>A link to create, by the number of the other exchange.</summary>
public sealed record ApiNewLink(string? Number = null);
