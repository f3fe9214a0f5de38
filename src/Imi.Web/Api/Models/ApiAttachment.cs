using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>A file of an exchange.</summary>
/// <param name="Id">The id of the attachment.</param>
/// <param name="Name">The file name.</param>
/// <param name="ContentType">The media type, detected from the content.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="At">When the file was attached, UTC.</param>
/// <param name="Person">The name of the person who attached it.</param>
/// <param name="Authority">The authority in whose name it was attached.</param>
/// <param name="PositionRemoved">Whether the location of a picture was removed from the file.</param>
/// <param name="Withdrawal">When and why the file was withdrawn and its content destroyed; null if it can be opened.</param>
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
