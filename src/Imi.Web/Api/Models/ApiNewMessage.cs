namespace Imi.Web.Api.Models;

/// <summary>A message to write.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">The language in which the message is written; your own language if absent.</param>
public sealed record ApiNewMessage(string? Text = null, string? Language = null);
