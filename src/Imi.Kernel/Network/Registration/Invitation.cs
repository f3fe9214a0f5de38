using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// A coordinator's invitation to an authority to register itself: a link by e-mail that opens once and expires. What was written is
/// validated by the coordinator, who may ask back; until then the authority does not exist.
/// </summary>
public sealed class Invitation
{
    /// <summary>How long a link opens.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromDays(14);

    /// <summary>How long an invitation that came to nothing, or has become an authority, is kept.</summary>
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The coordinator in whose name it was sent, and whose administrators validate.</summary>
    public Guid CoordinatorId { get; private set; }

    /// <summary>Who sent it, and is told by e-mail when it was answered.</summary>
    public Guid InvitedById { get; private set; }

    /// <summary>The country in which the authority will be registered.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The module in which its first person works.</summary>
    public string Module { get; private set; } = "";

    /// <summary>Where the link goes.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The language of the e-mail and of the page behind the link.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>When it was sent first, UTC.</summary>
    public DateTime InvitedAt { get; private set; }

    /// <summary>Until when the link opens, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>How far it is.</summary>
    public InvitationState State { get; private set; }

    /// <summary>Which link opens: each that is sent closes the one before.</summary>
    public int Round { get; private set; }

    /// <summary>What was written, as JSON; null before it was answered, and once the authority is registered.</summary>
    public string? Written { get; private set; }

    /// <summary>What the coordinator asked back or gave as the reason of a refusal; empty where nothing.</summary>
    public string Question { get; private set; } = "";

    /// <summary>The authority that it has become; null where none.</summary>
    public Guid? AuthorityId { get; private set; }

    /// <summary>When it was validated, refused or withdrawn, UTC; null while it is open.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>What an e-mail about it tells now: a mail about an earlier step has nothing to say any more.</summary>
    internal string Step => StepOf(Round, State);

    internal static string StepOf(int round, InvitationState state) => $"{round}-{state}";

    /// <summary>Whether a link of this round opens at a moment.</summary>
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

    /// <summary>What was written is somebody's personal data and nobody's any more.</summary>
    private void End(InvitationState state, DateTime now) => (State, EndedAt, Written) = (state, now, null);

    private void Send(InvitationState state, DateTime now)
    {
        (State, ExpiresAt) = (state, now + Lasts);
        Round++;
    }
}
