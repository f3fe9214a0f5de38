using Imi.Kernel.Foundation.Audit;

namespace Imi.Kernel.Features.Translation;

/// <summary>Explains the journal entries about machine translation in a report on processing.</summary>
internal sealed class TranslationMeaning : IJournalMeaning
{
    private const string Basis = "(Regulation (EU) No 1024/2012, Article 13)";

    public string? PurposeOf(JournalEntry entry) =>
        entry.What switch
        {
            TranslationService.Requested or TranslationService.Sent =>
                $"Machine translation so that an authority that takes part understands the exchange {Basis}",
            TranslationCorrectionService.Corrected or TranslationCorrectionService.TakenBack or TranslationCorrectionService.Rated =>
                $"Correction or rating of a machine translation so that the authorities that take part understand the exchange {Basis}",
            _ => null,
        };

    public IReadOnlyList<string>? DataOf(JournalEntry entry) => null;
}
