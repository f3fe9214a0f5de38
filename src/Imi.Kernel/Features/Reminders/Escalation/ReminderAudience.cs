using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Reminders.Escalation;

/// <summary>Finds the people and mailboxes that a reminder of one exchange addresses. Reads the database once for all steps.</summary>
internal sealed class ReminderAudience
{
    private readonly Exchange _exchange;
    private readonly IReadOnlyList<Assignment> _assignments;
    private readonly ILookup<Guid, RemindedPerson> _people;
    private readonly IReadOnlyDictionary<Guid, ReminderMailbox> _authorities;
    private readonly ILookup<string, ReminderMailbox> _national;

    private ReminderAudience(
        Exchange exchange,
        IReadOnlyList<Assignment> assignments,
        IReadOnlyList<RemindedPerson> people,
        IReadOnlyList<ReminderMailbox> authorities
    )
    {
        (_exchange, _assignments) = (exchange, assignments);
        _people = people.ToLookup(person => person.AuthorityId);
        _authorities = authorities.ToDictionary(one => one.Id);
        _national = authorities.Where(one => one.Kind == AuthorityKind.NationalCoordinator).ToLookup(one => one.Country, StringComparer.Ordinal);
    }

    /// <summary>Reads the people and mailboxes of the participants and of their national coordinators.</summary>
    public static async Task<ReminderAudience> ReadAsync(ImiDbContext database, ExchangeContext context, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        var ids = exchange.Participations.Select(part => part.AuthorityId).Distinct().ToList();
        return new ReminderAudience(
            exchange,
            context.Assignments,
            await PeopleQuery(database, ids, exchange.Module, context.Today).ToListAsync(cancellationToken),
            await MailboxesQuery(database, ids).ToListAsync(cancellationToken)
        );
    }

    /// <summary>Finds the people whom a step addresses.</summary>
    /// <param name="awaited">The participant that has to act.</param>
    /// <param name="step">The step.</param>
    public IReadOnlyList<RemindedPerson> PeopleOf(Participation awaited, ReminderStep step) =>
        [
            .. (
                step switch
                {
                    ReminderStep.Near or ReminderStep.Handlers => HandlersOf(awaited),
                    ReminderStep.Allocators when awaited.IsHost => ActingWith(awaited)
                        .SelectMany(authority => _people[authority])
                        .Where(person => person.Role == Role.Allocator),
                    ReminderStep.Coordinators => CoordinatorsOf(awaited).SelectMany(ReferralHandlersAt),
                    _ => [],
                }
            ).DistinctBy(person => person.UserId),
        ];

    /// <summary>Finds the mailbox that a step addresses; null if there is none.</summary>
    /// <param name="awaited">The participant that has to act.</param>
    /// <param name="step">The step.</param>
    public ReminderMailbox? MailboxOf(Participation awaited, ReminderStep step)
    {
        if (!_authorities.TryGetValue(awaited.AuthorityId, out var own))
            return null;
        var mailbox = step switch
        {
            ReminderStep.Mailbox => own,
            ReminderStep.National => _national[own.Country].FirstOrDefault(one => one.Id != own.Id),
            _ => null,
        };
        return mailbox is { Email.Length: > 0 } ? mailbox : null;
    }

    internal static IQueryable<RemindedPerson> PeopleQuery(ImiDbContext database, IReadOnlyList<Guid> authorities, string module, DateOnly today) =>
        from grant in RoleGrant.CountingOn(database, today)
        where
            authorities.Contains(grant.AuthorityId)
            && grant.Module == module
            && (grant.Role == Role.Handler || grant.Role == Role.Allocator || grant.Role == Role.Referral)
        join user in database.Set<ImiUser>() on grant.UserId equals user.Id
        select new RemindedPerson(user.Id, grant.AuthorityId, grant.Role, user.NoticesByEmail, user.ReminderMails);

    internal static IQueryable<ReminderMailbox> MailboxesQuery(ImiDbContext database, IReadOnlyList<Guid> authorities)
    {
        var all = database.Set<Authority>();
        return all.Where(one =>
                authorities.Contains(one.Id)
                || (
                    one.Kind == AuthorityKind.NationalCoordinator
                    && one.DeactivatedOn == null
                    && all.Any(other => authorities.Contains(other.Id) && other.Country == one.Country)
                )
            )
            .OrderBy(one => one.Id)
            .Select(one => new ReminderMailbox(one.Id, one.Country, one.Kind, one.Email));
    }

    private IEnumerable<RemindedPerson> HandlersOf(Participation awaited)
    {
        if (!awaited.IsHost)
            return ReferralHandlersAt(awaited.AuthorityId);
        var handlers = ActingWith(awaited).SelectMany(authority => _people[authority]).Where(person => person.Role == Role.Handler).ToList();
        if (_exchange.Phase == Phase.Draft)
            return handlers.Exists(person => person.UserId == _exchange.CreatedById)
                ? handlers.Where(person => person.UserId == _exchange.CreatedById)
                : handlers;
        var assigned = handlers.Where(person => _assignments.Any(one => one.AuthorityId == person.AuthorityId && one.UserId == person.UserId)).ToList();
        return assigned.Count > 0 ? assigned : handlers;
    }

    /// <summary>The authority itself, and the central authority that acts in its name.</summary>
    private IEnumerable<Guid> ActingWith(Participation awaited) =>
        _exchange
            .Participations.Where(part =>
                (part.Capacity == ParticipationCapacity.ActsForSender && awaited.Capacity == ParticipationCapacity.Sender)
                || (
                    part.Capacity == ParticipationCapacity.ActsForRecipient
                    && awaited.Capacity == ParticipationCapacity.Recipient
                    && IsOfCountryOf(part, awaited)
                )
            )
            .Select(part => part.AuthorityId)
            .Prepend(awaited.AuthorityId);

    private IEnumerable<Guid> CoordinatorsOf(Participation awaited)
    {
        var isOfSender = awaited.Capacity is ParticipationCapacity.Sender or ParticipationCapacity.CoordinatorOfSender;
        var capacity = isOfSender ? ParticipationCapacity.CoordinatorOfSender : ParticipationCapacity.CoordinatorOfRecipient;
        return _exchange
            .Participations.Where(part =>
                part.Capacity == capacity && !_exchange.IsKeptFrom(capacity) && part.AuthorityId != awaited.AuthorityId && IsOfCountryOf(part, awaited)
            )
            .Select(part => part.AuthorityId);
    }

    private IEnumerable<RemindedPerson> ReferralHandlersAt(Guid authority) => _people[authority].Where(person => person.Role == Role.Referral);

    private bool IsOfCountryOf(Participation one, Participation other) =>
        _authorities.GetValueOrDefault(one.AuthorityId)?.Country == _authorities.GetValueOrDefault(other.AuthorityId)?.Country;
}

/// <summary>A person who can be reminded.</summary>
internal sealed record RemindedPerson(Guid UserId, Guid AuthorityId, Role Role, bool NoticesByEmail, ReminderMails Mails);

/// <summary>An authority with the mailbox that can be reminded.</summary>
internal sealed record ReminderMailbox(Guid Id, string Country, AuthorityKind Kind, string Email);
