namespace Imi.Web.Api.Models;

/// <summary>What became of the machine translation of a file.</summary>
/// <param name="Attachment">The id of the file.</param>
/// <param name="Language">The target language, as a BCP 47 tag.</param>
/// <param name="Source">The language of the original, as a BCP 47 tag; null if nobody has asked for the translation.</param>
/// <param name="State">
/// <c>ready</c> (it can be downloaded), <c>waiting</c> (a request is not finished), <c>none</c> (it can be requested), <c>no-engine</c> (no engine translates
/// from the language of the original), or <c>impossible</c>.
/// </param>
/// <param name="Reason">Why it is impossible: <c>unsupported-kind</c>, <c>no-text</c>, <c>too-long</c> or <c>unreadable</c>; else null.</param>
/// <param name="Fault">
/// Why the last attempt failed: <c>unreachable</c>, <c>busy</c>, <c>refused</c>, <c>nonsense</c> or <c>failed</c>; null if it did not.
/// </param>
/// <param name="Content">The address of the translated file; null if it is not ready.</param>
public sealed record ApiFileTranslation(Guid Attachment, string Language, string? Source, string State, string? Reason, string? Fault, string? Content);
