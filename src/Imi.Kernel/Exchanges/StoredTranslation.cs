using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>The machine translation of a text, with the corrections of its readers.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Source">The language of the original, as a BCP 47 tag.</param>
/// <param name="Target">The language of the translation, as a BCP 47 tag.</param>
/// <param name="Engines">The names of the engines that translated it.</param>
/// <param name="Via">The language through which it was translated; null for a direct translation.</param>
/// <param name="On">The day of the machine translation in Brussels.</param>
/// <param name="IsUncertain">Whether something that must not change, such as a number, may be lost.</param>
public sealed record StoredTranslation(string Text, string Source, string Target, IReadOnlyList<string> Engines, string? Via, DateOnly On, bool IsUncertain)
{
    /// <summary>Whether the original is in another language than its author declared.</summary>
    public bool IsDetected { get; init; }

    /// <summary>The authorities in whose name sentences were corrected; empty if none was.</summary>
    public IReadOnlyList<Authority> CorrectedBy { get; init; } = [];

    /// <summary>The day of the last correction in Brussels; null if no sentence was corrected.</summary>
    public DateOnly? CorrectedOn { get; init; }

    /// <summary>Whether people corrected every sentence, so that it is no longer the text of a machine.</summary>
    public bool IsCorrected { get; init; }
}
