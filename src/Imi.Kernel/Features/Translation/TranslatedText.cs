using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.Translation;

/// <summary>The machine translation of a text, with the corrections of its readers.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Source">The language of the original, as a BCP 47 tag.</param>
/// <param name="Engines">The names of the engines that translated it.</param>
/// <param name="Via">The language through which it was translated, because no engine translates directly; null for a direct translation.</param>
/// <param name="On">The day of the translation in Brussels; the latest if sentences were translated on several days.</param>
/// <param name="IsUncertain">Whether an engine lost or added something that must not change, such as a number: the reader must check the original.</param>
public sealed record TranslatedText(string Text, string Source, IReadOnlyList<string> Engines, string? Via, DateOnly On, bool IsUncertain)
{
    /// <summary>Whether the original is in another language than its author declared.</summary>
    public bool IsDetected { get; init; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; init; }

    /// <summary>The key by which the page of its sentences names it. It does not show the text.</summary>
    public string Key { get; init; } = "";

    /// <summary>Its sentences in their order; a sentence that the text repeats is listed once.</summary>
    public IReadOnlyList<TranslatedSegment> Segments { get; init; } = [];

    /// <summary>Whether the person may correct and rate its sentences now.</summary>
    public bool MayCorrect { get; init; }

    /// <summary>The authorities in whose name sentences were corrected, each once; empty if none was.</summary>
    public IReadOnlyList<Authority> CorrectedBy =>
        [.. Segments.Select(segment => segment.CorrectedBy).OfType<Authority>().DistinctBy(authority => authority.Id)];

    /// <summary>The day of the last correction in Brussels; null if no sentence was corrected.</summary>
    public DateOnly? CorrectedOn => Segments.Max(segment => segment.CorrectedOn);

    /// <summary>Whether people corrected every sentence, so that it is no longer the text of a machine.</summary>
    public bool IsCorrected => Segments.Count > 0 && Segments.All(segment => segment.IsCorrected);
}
