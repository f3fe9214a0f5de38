namespace Imi.Kernel.Features.Translation;

/// <summary>The machine translation of a text.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Source">The language of the original, as a BCP 47 tag.</param>
/// <param name="Engines">The names of the engines that translated it.</param>
/// <param name="Via">The language through which it was translated, because no engine translates directly; null for a direct translation.</param>
/// <param name="On">The day of the translation in Brussels; the latest if sentences were translated on several days.</param>
/// <param name="IsUncertain">Whether an engine lost or added something that must not change, such as a number: the reader must check the original.</param>
public sealed record TranslatedText(string Text, string Source, IReadOnlyList<string> Engines, string? Via, DateOnly On, bool IsUncertain);
