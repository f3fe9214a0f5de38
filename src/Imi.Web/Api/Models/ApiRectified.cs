using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>That something was corrected; its earlier version is blocked.</summary>
/// <param name="Content">The action's answers or the message; null for the exchange's form.</param>
/// <param name="Request">The number of the data subject's request; null for none.</param>
public sealed record ApiRectified(
    Guid? Content,
    DateTime At,
    string Person,
    ApiAuthorityName? Authority,
    IReadOnlyList<string> Fields,
    string Reason,
    string? Request
);
