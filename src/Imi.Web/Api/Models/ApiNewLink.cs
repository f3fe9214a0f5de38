namespace Imi.Web.Api.Models;

/// <summary>Another exchange to link to.</summary>
public sealed record ApiNewLink(string? Number = null);
