using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>A file of an exchange.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">What its content shows it to be.</param>
/// <param name="Size">In bytes.</param>
/// <param name="At">When it was attached, UTC.</param>
/// <param name="Person">Who attached it.</param>
/// <param name="Authority">In which authority's name.</param>
/// <param name="PositionRemoved">Whether the place where a picture was taken stood in it and was removed.</param>
/// <param name="Withdrawal">That it was withdrawn and its content destroyed; null where it can be opened.</param>
public sealed record ApiAttachment(
    Guid Id,
    string Name,
    string ContentType,
    long Size,
    DateTime At,
    string Person,
    ApiAuthorityName? Authority,
    bool PositionRemoved,
    ApiFileWithdrawal? Withdrawal
);
