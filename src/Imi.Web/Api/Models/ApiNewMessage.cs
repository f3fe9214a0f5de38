namespace Imi.Web.Api.Models;

/// <summary>A message to write.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">The language that it is written in; else the person's own.</param>
public sealed record ApiNewMessage(string? Text = null, string? Language = null);
