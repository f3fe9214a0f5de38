using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// A coordinator's invitation to an authority to register itself, by a link in an e-mail that accepts one answer and expires. The coordinator
/// validates the answer, with questions if necessary; until then the authority does not exist.
/// </summary>
public sealed class Invitation
{
    /// <summary>The validity of a link.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromDays(14);

    /// <summary>How long an ended invitation is kept.</summary>
    public static TimeSpan KeptAfterwards { get; } = TimeSpan.FromDays(30);

    private Invitation() { }

    internal Invitation(Guid id, Guid coordinatorId, Guid invitedById, string country, string module, string email, string language, DateTime at)
    {
        Id = id;
        CoordinatorId = coordinatorId;
        InvitedById = invitedById;
        Country = country;
        Module = module;
        Email = email;
        Language = language;
        InvitedAt = at;
        Send(InvitationState.Invited, at);
    }

    /// <summary>The id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The coordinator in whose name it was sent, whose administrators validate the answer.</summary>
    public Guid CoordinatorId { get; private set; }

    /// <summary>The user who sent it, and who is notified by e-mail of the answer.</summary>
    public Guid InvitedById { get; private set; }

    /// <summary>The country in which the authority will be registered.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The module in which the authority's first user works.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The address to which the link is sent.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The language of the e-mail and of the page behind the link.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The time at which it was first sent, UTC.</summary>
    public DateTime InvitedAt { get; private set; }

    /// <summary>The time at which the link expires, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>The current state.</summary>
    public InvitationState State { get; private set; }

    /// <summary>The number of the valid link; each new link invalidates the previous one.</summary>
    public int Round { get; private set; }

    /// <summary>The answer, as JSON; null before it is given and after the invitation has ended.</summary>
    public string? Written { get; private set; }

    /// <summary>The coordinator's question, or the reason for a refusal; empty if none.</summary>
    public string Question { get; private set; } = "";

    /// <summary>The registered authority; null if none.</summary>
    public Guid? AuthorityId { get; private set; }

    /// <summary>The time of validation, refusal or withdrawal, UTC; null while open.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The number of the current revision, which every change increases; the concurrency token.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Identifies the current link and state. An e-mail created for an earlier step is obsolete.</summary>
    internal string Step => StepOf(Round, State);

    internal static string StepOf(int round, InvitationState state) => $"{round}-{state}";

    /// <summary>Whether the link of a round is valid at a given time.</summary>
    internal bool Opens(int round, DateTime now) => State is InvitationState.Invited or InvitationState.Questioned && round == Round && now < ExpiresAt;

    internal void SendAgain(DateTime now) => Send(State, now);

    internal void Answer(string written) => (Written, State) = (written, InvitationState.Answered);

    internal void Ask(string question, DateTime now)
    {
        Question = question;
        Send(InvitationState.Questioned, now);
    }

    internal void Refuse(string reason, DateTime now)
    {
        End(InvitationState.Refused, now);
        Question = reason;
    }

    internal void Withdraw(DateTime now) => End(InvitationState.Withdrawn, now);

    internal void Become(Guid authority, DateTime now)
    {
        End(InvitationState.Validated, now);
        AuthorityId = authority;
    }

    /// <summary>Ends the invitation and deletes the answer, since it contains personal data.</summary>
    private void End(InvitationState state, DateTime now) => (State, EndedAt, Written) = (state, now, null);

    private void Send(InvitationState state, DateTime now)
    {
        (State, ExpiresAt) = (state, now + Lasts);
        Round++;
    }
}
