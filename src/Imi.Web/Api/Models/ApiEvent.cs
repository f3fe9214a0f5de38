using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>Something that happened.</summary>
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
