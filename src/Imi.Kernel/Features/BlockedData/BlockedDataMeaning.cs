using Imi.Kernel.Foundation.Audit;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>Explains the journal entries about the reading of hidden data in a report on processing.</summary>
internal sealed class BlockedDataMeaning : IJournalMeaning
{
    public string? PurposeOf(JournalEntry entry)
    {
        if (!entry.Detail.Contains(BlockedDataRequestService.PurposePrefix, StringComparison.Ordinal))
            return null;
        var ground = entry.Detail.Contains(nameof(BlockedDataGround.Proof), StringComparison.Ordinal)
            ? "proof of an exchange with the data subject's consent"
            : "overriding reason of public interest";
        return $"Reading of hidden data: {ground} (Regulation (EU) No 1024/2012, Article 14(3))";
    }

    public IReadOnlyList<string>? DataOf(JournalEntry entry) => entry.What == BlockedDataRequestService.ViewEntry ? [] : null;
}
