namespace Imi.Kernel.Network.Registration;

/// <summary>The state of an invitation.</summary>
public enum InvitationState
{
    /// <summary>The link was sent; there is no answer yet.</summary>
    Invited,

    /// <summary>The authority has answered; the coordinator validates.</summary>
    Answered,

    /// <summary>The coordinator has returned the answer with a question and a new link.</summary>
    Questioned,

    /// <summary>The authority is registered.</summary>
    Validated,

    /// <summary>The coordinator has refused the answer.</summary>
    Refused,

    /// <summary>The coordinator has withdrawn the invitation.</summary>
    Withdrawn,
}
