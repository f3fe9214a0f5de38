namespace Imi.Kernel.Network.Registration;

/// <summary>How far an invitation is.</summary>
public enum InvitationState
{
    /// <summary>The link is sent; the authority has not answered.</summary>
    Invited,

    /// <summary>The authority has written its entry: the coordinator validates.</summary>
    Answered,

    /// <summary>The coordinator has asked back: another link is sent.</summary>
    Questioned,

    /// <summary>The authority is registered.</summary>
    Validated,

    /// <summary>The coordinator has refused.</summary>
    Refused,

    /// <summary>The coordinator has withdrawn the invitation.</summary>
    Withdrawn,
}
