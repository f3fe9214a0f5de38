using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>A correction that was made. The earlier version is blocked.</summary>
/// <param name="Content">The id of the action's answers or of the message; null for the form of the exchange.</param>
/// <param name="Request">The number of the data subject's request; null if there is none.</param>
public sealed record ApiRectified(
    Guid? Content,
    DateTime At,
    string Person,
    ApiAuthorityName? Authority,
    IReadOnlyList<string> Fields,
    string Reason,
    string? Request
);
