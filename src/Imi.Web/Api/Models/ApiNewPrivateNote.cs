namespace Imi.Web.Api.Models;

/// <summary>An internal note to add.</summary>
/// <param name="Text">The text, at most 4,000 characters.</param>
public sealed record ApiNewPrivateNote(string? Text = null);
