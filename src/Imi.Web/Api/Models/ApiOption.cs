namespace Imi.Web.Api.Models;

/// <summary>An option of a choice field.</summary>
public sealed record ApiOption(string Code, string Label);
