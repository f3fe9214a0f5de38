namespace Imi.Kernel.Exchanges;

/// <summary>A file of an exchange.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">What its content shows it to be.</param>
/// <param name="Size">In bytes.</param>
/// <param name="UserId">Who attached it.</param>
/// <param name="AuthorityId">In which authority's name.</param>
/// <param name="At">When, UTC.</param>
public sealed record AttachedFile(Guid Id, string Name, string ContentType, long Size, Guid UserId, Guid AuthorityId, DateTime At)
{
    /// <summary>Whether the place where a picture was taken was removed from it.</summary>
    public bool IsPositionRemoved { get; init; }

    /// <summary>Its place among the files of the same name, from 1; null where no other has its name.</summary>
    public int? Namesake { get; init; }

    /// <summary>That it was withdrawn, so that it cannot be opened; null where it can.</summary>
    public FileWithdrawal? Withdrawal { get; init; }

    /// <summary>Whether the person may take it back now: remove it from the draft, or withdraw it.</summary>
    public bool MayTakeBack { get; init; }
}

/// <summary>That a file was withdrawn by its author.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="UserId">Who did it; null after a restore from a backup, which repeats withdrawals.</param>
/// <param name="Reason">Why; empty after a restore.</param>
public sealed record FileWithdrawal(DateTime At, Guid? UserId, string Reason);
