namespace Imi.Web.Api.Models;

/// <summary>The machine translation of what the caller sees of an exchange.</summary>
/// <param name="Language">The target language, as a BCP 47 tag.</param>
/// <param name="State"><c>complete</c>, <c>incomplete</c> (texts can be requested), or <c>waiting</c> (a request is not finished).</param>
/// <param name="Fault">
/// Why the last attempt failed: <c>unreachable</c>, <c>busy</c>, <c>refused</c>, <c>nonsense</c> or <c>failed</c>; null if it did not.
/// </param>
/// <param name="Unsupported">The languages of texts that no engine translates into the target language, or none that the definition allows.</param>
/// <param name="Texts">The translated texts.</param>
public sealed record ApiTranslation(string Language, string State, string? Fault, IReadOnlyList<string> Unsupported, IReadOnlyList<ApiTranslatedText> Texts);
