using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <content>The states of the exchange.</content>
public sealed partial class Exchange
{
    /// <summary>Enters a state, or stays in it, and updates the lists of all participants.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="state">The state.</param>
    /// <param name="retention">How long the module keeps personal data.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="by">The authority that acted: it has already responded.</param>
    /// <param name="step">What the action that led there means for clocks; null if no action did.</param>
    internal void Reach(Procedure procedure, StateDefinition state, RetentionPeriods retention, DateTime now, Guid by = default, ClockStep? step = null)
    {
        var isEntered = State != state.Name || Phase == Phase.Draft;
        if (isEntered)
        {
            StateSince = now;
            AskAgain(by);
        }

        State = state.Name;
        Phase = state.Phase;
        UpdatedAt = now;
        WaitsFor = state.WaitsFor;
        if (state.Phase == Phase.Open && state.WaitsFor == Party.Recipient)
        {
            if (SentAt is null && procedure.DefaultReplyPeriod is { } period)
                ReplyBy ??= DeadlineCalendar.LastDay(DeadlineCalendar.DayOf(now), period, CalendarOf(Party.Recipient));
            SentAt ??= now;
            ReceivedAt ??= now;
        }

        RunClocks(procedure, state, isEntered, step, DeadlineCalendar.DayOf(now));
        DueOn = LastDay(state);
        AttentionFrom = AttentionIn(state);
        if (state.Phase == Phase.Closed)
            ReplyByProposed = null;
        TurnPolicy.Settle(this, procedure, DeadlineCalendar.DayOf(now));
        ActFrom(procedure, state, DeadlineCalendar.DayOf(now));

        // The cooperation ends with the last task: an examination goes on after the sender has closed or withdrawn the exchange.
        if (state.Phase == Phase.Closed && !Tasks.Any(task => task is { CanBeDone: true, IsFollowUp: false }))
            ClosedAt ??= now;
        RetentionDates.Follow(this, state.Retention ?? retention, DeadlineCalendar.DayOf(now));
        Refresh();
        RemindFromFirst(procedure);
    }

    /// <summary>
    /// Closes it formally in whatever state it is, because it has been kept for the longest period. Nobody has anything left to do, and its data are hidden
    /// and deleted at once.
    /// </summary>
    internal void End(DateTime now)
    {
        (Phase, UpdatedAt, WaitsFor, DueOn) = (Phase.Closed, now, null, null);
        (PlatformActsFrom, AttentionFrom, RemindFrom, StrandedSince, ReplyByProposed) = (null, null, null, null, null);
        if (ExaminedBy is not null)
            EndExamination(now);
        SetTasks([]);
        Clocks = [];
        ClosedAt = now;
        var today = DeadlineCalendar.DayOf(now);
        KeepUntil(today, today, today);
        CountChange();
        Refresh();
    }

    /// <summary>Asks every recipient of a broadcast again for what the state waits for, except the authority that acted.</summary>
    internal void AskAgain(Guid by = default)
    {
        foreach (var participation in Participations)
            participation.Respond(participation.AuthorityId == by && IsOneOfMany(participation));
    }

    /// <summary>Whether a participant is one of the recipients of a broadcast.</summary>
    internal bool IsOneOfMany(Participation participation) => ExchangeContext.PartiesOf(participation.Capacity, Reached is not null).Contains(Party.Recipients);

    /// <summary>Counts a change: the next save of what a person saw before is refused.</summary>
    internal void CountChange() => Revision++;

    /// <summary>Records that something was added or removed.</summary>
    internal void Touch(DateTime now)
    {
        UpdatedAt = now;
        Refresh();
        if (Phase == Phase.Open)
            RemindFrom ??= DeadlineCalendar.DayOf(now); // What nobody had to do before may count from now on.
    }

    /// <summary>Gives it its number for life, when it is first sent.</summary>
    internal void NumberAs(string number) => Number = number;

    /// <summary>Records when it was first sent.</summary>
    internal void MarkSent(DateTime now) => SentAt ??= now;

    /// <summary>Marks since when nobody at the party whose turn it is can act; null removes the mark.</summary>
    internal void MarkStranded(DateOnly? since)
    {
        StrandedSince = since;
        Refresh();
    }

    /// <summary>Replaces the tasks beside the state.</summary>
    internal void SetTasks(IReadOnlyList<ExchangeTask> tasks) => Tasks = tasks;

    /// <summary>Begins the examination beside the states, or begins it again after its end; one that runs goes on.</summary>
    internal void BeginExamination(Party by, DateTime now)
    {
        if (ExaminedBy is null)
            (ExaminedBy, ExaminationBeganAt, ExaminationEndedAt) = (by, now, null);
    }

    /// <summary>Ends the examination.</summary>
    internal void EndExamination(DateTime now) => (ExaminedBy, ExaminationEndedAt) = (null, now);

    /// <summary>Begins a new version of the form, about which all recipients are asked again.</summary>
    internal void BeginVersion()
    {
        Version++;
        AskAgain();
    }

    /// <summary>Records the countries that a broadcast reaches, besides those that it has reached already.</summary>
    internal void ReachCountries(IEnumerable<string> countries) =>
        Reached = $" {string.Join(' ', (Reached ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(countries).Distinct(StringComparer.Ordinal))} ";

    /// <summary>The source of the answers to the procedure's own form, which the sender gives.</summary>
    internal AnswerSource SourceOfForm(Procedure procedure, DateOnly today) => new(Id, procedure.Form.Name, SenderCountry, today);

    /// <summary>Replaces the encrypted name of the case in lists.</summary>
    internal void SetAbout(byte[] about) => About = about;

    /// <summary>Creates an exchange for items that are split off, with the next part of the number and the same sender. It counts as sent now.</summary>
    internal Exchange SplitOff(Guid id, Procedure procedure, DateTime now)
    {
        Splits++;
        var part = new Exchange(id, procedure, DefinitionVersion, SenderId, SenderCountry, Language, CreatedById, now)
        {
            Number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number}.{Splits}"),
            ParentId = Id,
            SentAt = now,
            ReceivedAt = now,
            ReplyBy = ReplyBy,
        };
        foreach (
            var participation in Participations.Where(one =>
                one.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.CoordinatorOfSender or ParticipationCapacity.ActsForSender
            )
        )
            part.Join(participation.AuthorityId, participation.Capacity);
        return part;
    }

    private DateOnly? AttentionIn(StateDefinition state)
    {
        if (state.Phase != Phase.Open)
            return null;
        DateOnly? reminder = state.RemindAfter is { } period
            ? DeadlineCalendar.LastDay(DeadlineCalendar.DayOf(StateSince), period, CalendarOf(state.WaitsFor)).AddDays(1)
            : null;
        return Earliest(reminder, DueOn?.AddDays(1));
    }

    private static DateOnly? Earliest(DateOnly? one, DateOnly? other) =>
        one is { } first && other is { } second ? (first < second ? first : second) : one ?? other;
}
