using Imi.Kernel.Foundation.Audit;

namespace Imi.Kernel.Features.Translation;

/// <summary>Explains the journal entries about machine translation in a report on processing.</summary>
internal sealed class TranslationMeaning : IJournalMeaning
{
    public string? PurposeOf(JournalEntry entry) =>
        entry.What
            is TranslationService.Requested
                or TranslationService.Sent
                or TranslationCorrectionService.Corrected
                or TranslationCorrectionService.TakenBack
                or TranslationCorrectionService.Rated
            ? "Machine translation so that an authority that takes part understands the exchange (Regulation (EU) No 1024/2012, Article 13)"
            : null;

    public IReadOnlyList<string>? DataOf(JournalEntry entry) => null;
}
