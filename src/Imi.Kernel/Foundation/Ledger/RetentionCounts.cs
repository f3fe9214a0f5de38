namespace Imi.Kernel.Foundation.Ledger;

/// <summary>To how many exchanges and users retention did what.</summary>
/// <param name="Warned">The parties were warned.</param>
/// <param name="Hidden">The personal data were hidden.</param>
/// <param name="Deleted">The content was deleted.</param>
/// <param name="Drafts">Drafts that were removed.</param>
/// <param name="Users">Former users whose data were deleted.</param>
public sealed record RetentionCounts(int Warned, int Hidden, int Deleted, int Drafts, int Users)
{
    /// <summary>To none.</summary>
    public static RetentionCounts None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Whether anything was done.</summary>
    public bool IsNothing => this == None;
}
