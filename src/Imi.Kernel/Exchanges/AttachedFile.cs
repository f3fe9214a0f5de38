namespace Imi.Kernel.Exchanges;

/// <summary>A file of an exchange as one person may see it.</summary>
/// <param name="Id">The id of the attachment.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">The media type that was detected from its content.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="UserId">The person who attached it.</param>
/// <param name="AuthorityId">The authority in whose name it was attached.</param>
/// <param name="At">When it was attached, UTC.</param>
public sealed record AttachedFile(Guid Id, string Name, string ContentType, long Size, Guid UserId, Guid AuthorityId, DateTime At)
{
    /// <summary>Whether the location where a picture was taken was removed from it.</summary>
    public bool IsPositionRemoved { get; init; }

    /// <summary>Its position among the files of the same name, from 1; null if its name is unique.</summary>
    public int? Namesake { get; init; }

    /// <summary>The withdrawal, after which it cannot be opened; null if it was not withdrawn.</summary>
    public FileWithdrawal? Withdrawal { get; init; }

    /// <summary>Whether the person may now remove it from the draft or withdraw it.</summary>
    public bool MayTakeBack { get; init; }
}

/// <summary>The withdrawal of a file by its authority.</summary>
/// <param name="At">When it was withdrawn, UTC.</param>
/// <param name="UserId">The person who withdrew it; null if the withdrawal was repeated after a restore from a backup.</param>
/// <param name="Reason">The reason; empty after a restore.</param>
public sealed record FileWithdrawal(DateTime At, Guid? UserId, string Reason);
