namespace Imi.Kernel.Foundation.Ledger;

/// <summary>The number of exchanges, drafts and former users that a retention run processed.</summary>
/// <param name="Warned">Exchanges whose parties were warned.</param>
/// <param name="Hidden">Exchanges whose personal data were blocked.</param>
/// <param name="Deleted">Exchanges whose content was deleted.</param>
/// <param name="Drafts">Drafts that were removed.</param>
/// <param name="Users">Former users whose data were deleted.</param>
public sealed record RetentionCounts(int Warned, int Hidden, int Deleted, int Drafts, int Users)
{
    /// <summary>Nothing was processed.</summary>
    public static RetentionCounts None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Whether nothing was processed.</summary>
    public bool IsNothing => this == None;
}
