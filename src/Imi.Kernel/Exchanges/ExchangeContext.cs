using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>An exchange with all that decides what may happen to it.</summary>
internal sealed class ExchangeContext(
    Exchange exchange,
    PolicyModule module,
    Procedure procedure,
    (Mandate? Mandate, Standing Standing) sender,
    (Mandate? Mandate, Standing Standing) recipient,
    IReadOnlyDictionary<Guid, Standing> others,
    IReadOnlyList<Assignment> assignments,
    IReadOnlySet<string> done,
    DateOnly today,
    Answers answers,
    IReadOnlyDictionary<string, Answers> actionAnswers,
    bool isContentLost
) : IConditionContext
{
    public Exchange Exchange => exchange;

    public PolicyModule Module => module;

    public Procedure Procedure => procedure;

    public DateOnly Today => today;

    public StateDefinition State => procedure.State(exchange.State);

    public Mandate? SenderMandate => sender.Mandate;

    public Mandate? RecipientMandate => recipient.Mandate;

    public IReadOnlyList<Assignment> Assignments => assignments;

    public Answers Answers => answers;

    /// <summary>Who wrote the answers last.</summary>
    public required Guid FormAuthor { get; init; }

    /// <summary>The latest answers to each form that an action asked.</summary>
    public IReadOnlyDictionary<string, Answers> ActionAnswers => actionAnswers;

    /// <summary>Whether a part that was split off is still open; false where no condition of the procedure asks for it.</summary>
    public bool HasOpenPart { get; init; }

    public bool IsPending(string name) =>
        name switch
        {
            TaskDefinition.DateProposal => exchange.ReplyByProposed is not null,
            TaskDefinition.Examination => exchange.ExaminedBy is not null,
            Condition.Pending.Period => exchange.DueOn >= today,
            Condition.Pending.Answers => exchange.Participations.Any(part => TurnPolicy.IsAwaited(exchange, part)),
            Condition.Pending.Parts => HasOpenPart,
            _ => exchange.Tasks.Any(task => task.Name == name),
        };

    public ExchangeAccess Facts { get; } =
        FactsOf(exchange, procedure, sender.Standing, recipient.Standing, others, assignments, today) with
        {
            IsContentLost = isContentLost,
        };

    public DateOnly? DayOf(string bound) =>
        bound switch
        {
            DateBound.Sent => exchange.SentAt is { } sent ? DeadlineCalendar.DayOf(sent) : null,
            DateBound.Accepted => exchange.AcceptedAt is { } accepted ? DeadlineCalendar.DayOf(accepted) : null,
            _ => null,
        };

    public bool WasDone(string action) => done.Contains(action);

    public IReadOnlyList<string> AnswersTo(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return answers.Texts(field);
        return actionAnswers.TryGetValue(field[..dot], out var asked) ? asked.Texts(field[(dot + 1)..]) : [];
    }

    /// <summary>Whether a field, or a field of a form that an action asked, is of a special category.</summary>
    public bool IsSpecial(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        var form = dot < 0 ? procedure.Form : module.Forms.GetValueOrDefault(field[..dot]);
        return form?.Elements.GetValueOrDefault(field[(dot + 1)..]) is Field { Special: not null };
    }

    public bool HasSetting(Party party, string setting)
    {
        var mandate = party is Party.Sender ? sender.Mandate : recipient.Mandate;
        if (mandate?.Coordinators.Any() != true)
            return false;
        return setting switch
        {
            "approves-requests" => mandate.ApprovesRequests,
            "approves-replies" => mandate.ApprovesReplies,
            "refers" => mandate.TakesReferrals,
            _ => false,
        };
    }

    /// <summary>What a module's rule reads of it: of hidden data nothing, whoever may look at them.</summary>
    public ExchangeView View() =>
        new(
            exchange.Id,
            exchange.Number,
            procedure.FullName,
            exchange.State,
            exchange.SenderCountry,
            exchange.RecipientCountry,
            exchange.ReplyBy,
            IsHidden ? Answers.None : answers,
            IsHidden ? new Dictionary<string, Answers>(StringComparer.Ordinal) : actionAnswers
        );

    /// <summary>The recipients of a broadcast, the Commission first, then by country; empty for a request.</summary>
    public IReadOnlyList<Authority> RecipientsAmong(IReadOnlyDictionary<Guid, Authority> authorities) =>
        procedure.IsBroadcast
            ?
            [
                .. exchange
                    .Participations.Where(part => part.IsHost && part.Capacity != ParticipationCapacity.Sender && authorities.ContainsKey(part.AuthorityId))
                    .OrderBy(part => part.Capacity == ParticipationCapacity.Commission ? 0 : 1)
                    .ThenBy(part => authorities[part.AuthorityId].Country, StringComparer.Ordinal)
                    .Select(part => authorities[part.AuthorityId]),
            ]
            : [];

    /// <summary>For what a person reads hidden personal data, and until when; null where they are not hidden, or not theirs to read.</summary>
    public HiddenReading? ReadingOf(Actor actor) =>
        IsHidden
        && exchange.Participations.FirstOrDefault(part => part.IsHost && part.IsUnblockedOn(today) && Facts.IsReadBy(actor, part.AuthorityId)) is { } part
            ? new HiddenReading(part.UnblockedUntil!.Value, part.UnblockedFor!)
            : null;

    private bool IsHidden => exchange.Phase == Phase.Hidden;

    /// <summary>What the access policy needs to know.</summary>
    private static ExchangeAccess FactsOf(
        Exchange exchange,
        Procedure procedure,
        Standing sender,
        Standing recipient,
        IReadOnlyDictionary<Guid, Standing> others,
        IEnumerable<Assignment> assignments,
        DateOnly today
    )
    {
        var parties = new List<(Party Party, Guid Authority)>();
        var parts = new Dictionary<Guid, ExchangePart>();
        foreach (var participation in exchange.Participations.Where(part => !part.Acts).OrderBy(part => part.HasResponded))
        {
            if (ExchangeMoves.IsKeptFrom(exchange, participation.Capacity))
                continue;
            var known = parts.GetValueOrDefault(participation.AuthorityId, new ExchangePart(false, false));
            parts[participation.AuthorityId] = new ExchangePart(known.IsHost || participation.IsHost, known.IsCoordinator || participation.IsCoordinator)
            {
                IsUnblocked = known.IsUnblocked || (participation.IsHost && participation.IsUnblockedOn(today)),
            };
            parties.AddRange(PartiesOf(participation.Capacity, procedure.IsBroadcast).Select(party => (party, participation.AuthorityId)));
        }

        var standings = new Dictionary<Guid, Standing>(others) { [exchange.SenderId] = sender };
        if (exchange.RecipientId is { } recipientId)
            standings[recipientId] = recipient;
        return new ExchangeAccess
        {
            Module = exchange.Module,
            Phase = exchange.Phase,
            Parts = parts,
            Parties = parties.ToLookup(pair => pair.Party, pair => pair.Authority),
            Standings = standings,
            ActedForBy = ActedForBy(exchange, standings),
            Assigned = assignments.ToLookup(assignment => assignment.AuthorityId, assignment => assignment.UserId),
        };
    }

    /// <summary>For which parties a central authority acts: it was let into the exchange, and acts for the party to this day.</summary>
    private static Dictionary<Guid, Guid> ActedForBy(Exchange exchange, Dictionary<Guid, Standing> standings)
    {
        var actedFor = new Dictionary<Guid, Guid>();
        foreach (var acting in exchange.Participations.Where(part => part.Acts && !ExchangeMoves.IsKeptFrom(exchange, part.Capacity)))
        {
            foreach (
                var part in exchange.Participations.Where(part =>
                    part.Capacity == ExchangeMoves.ActedFor(acting.Capacity)
                    && standings.GetValueOrDefault(part.AuthorityId, Standing.Good).ActedForBy == acting.AuthorityId
                )
            )
            {
                actedFor[part.AuthorityId] = acting.AuthorityId;
            }
        }

        return actedFor;
    }

    /// <summary>The parties that an authority is in a capacity.</summary>
    public static IReadOnlyList<Party> PartiesOf(ParticipationCapacity capacity, bool isBroadcast) =>
        capacity switch
        {
            ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender => [Party.Sender],
            ParticipationCapacity.Recipient or ParticipationCapacity.ActsForRecipient => [isBroadcast ? Party.Recipients : Party.Recipient],
            ParticipationCapacity.CoordinatorOfSender => [Party.CoordinatorOfSender],
            ParticipationCapacity.CoordinatorOfRecipient => [Party.CoordinatorOfRecipient],
            ParticipationCapacity.Commission => [Party.Recipients, Party.Commission],
            _ => [],
        };
}
