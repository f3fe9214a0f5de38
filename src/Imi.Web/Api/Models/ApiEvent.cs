using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>An entry of the timeline.</summary>
public sealed record ApiEvent(
    string Action,
    string Text,
    DateTime At,
    string Person,
    ApiAuthorityName? Authority,
    string FromState,
    string ToState,
    int Revision
);
