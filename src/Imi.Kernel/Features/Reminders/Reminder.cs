using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.Reminders;

/// <summary>A reminder that was sent. It keeps the same reminder from being sent twice, on any number of nodes. Contains no personal data.</summary>
public sealed class Reminder
{
    private Reminder() { }

    internal Reminder(Guid exchangeId, ReminderOccasion occasion, ReminderStep step, Guid authorityId, Guid toAuthorityId, DateTime at)
    {
        ExchangeId = exchangeId;
        Kind = occasion.Kind;
        Task = occasion.Task;
        Day = occasion.Day;
        Step = step;
        AuthorityId = authorityId;
        ToAuthorityId = toAuthorityId;
        At = at;
    }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The kind of reason.</summary>
    public ReminderKind Kind { get; private set; }

    /// <summary>The task beside the state; empty for the state itself.</summary>
    public string Task { get; private set; } = "";

    /// <summary>The day that identifies the occasion; see <see cref="ReminderOccasion.Day"/>.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Who was reminded.</summary>
    public ReminderStep Step { get; private set; }

    /// <summary>The authority that has to act; for an idle exchange, the party whose coordinators were reminded.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The authority whose people or mailbox were reminded.</summary>
    public Guid ToAuthorityId { get; private set; }

    /// <summary>When it was sent, UTC.</summary>
    public DateTime At { get; private set; }

    internal bool IsOf(ReminderOccasion occasion, Guid authority) =>
        Kind == occasion.Kind && Task == occasion.Task && Day == occasion.Day && AuthorityId == authority;
}
