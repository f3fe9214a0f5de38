using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Notices;

/// <summary>
/// Notifies the people of the other parties of an event: the assigned people, or all handlers and allocators if nobody is assigned. It notifies
/// a coordinator's referral handlers only when the coordinator has to act. Events about personal data notify all parties, also the acting
/// one. A request about hidden data also notifies the people who can decide it.
/// </summary>
internal sealed class NoticeReaction(ImiDbContext database, OutboxQueueService outbox, TimeProvider time) : IExchangeReaction
{
    public async Task ReactAsync(ExchangeEvent happening, CancellationToken cancellationToken)
    {
        var (exchange, entry) = happening;
        if (
            (exchange.Phase == Phase.Draft && entry.What is not (KernelActions.DeletionNear or KernelActions.HandedOver))
            || entry.What is KernelActions.Create
            || KernelActions.Reminders.Contains(entry.What)
        )
            return;
        if (entry.What == KernelActions.AllocationEnded)
        {
            await NotifyAllocatorsAsync(exchange, entry, cancellationToken);
            return;
        }

        var toAll = KernelActions.NotifyingAll.Contains(entry.What);
        var notified = exchange
            .Participations.Where(part => toAll || part.AuthorityId != entry.AuthorityId || part.View == InboxView.ToDo)
            .Where(part => !exchange.IsKeptFrom(part.Capacity))
            .Where(part => part.IsHost || part.IsInformedNow || part.View == InboxView.ToDo)
            .Where(part => toAll || !IsAside(exchange, entry, part))
            .ToDictionary(part => (part.AuthorityId, part.Capacity), part => part.View == InboxView.ToDo);
        var authorities = notified.Keys.Select(key => key.AuthorityId).Distinct().ToList();
        var grants = await Grants()
            .Where(grant => authorities.Contains(grant.AuthorityId) && grant.Module == exchange.Module)
            .Select(grant => new
            {
                grant.UserId,
                grant.AuthorityId,
                grant.Role,
            })
            .ToListAsync(cancellationToken);

        // The change has loaded the assignments, and may have added or removed some that are not saved yet.
        var assigned = database.Set<Assignment>().Local.Where(assignment => assignment.ExchangeId == exchange.Id).ToList();
        var people = new Dictionary<Guid, bool>();
        foreach (var ((authority, capacity), needsAction) in notified)
        {
            var own = assigned
                .Where(assignment =>
                    assignment.AuthorityId == authority && grants.Exists(grant => grant.UserId == assignment.UserId && grant.Role == Role.Handler)
                )
                .Select(assignment => assignment.UserId)
                .ToHashSet();
            var isHost =
                capacity
                is ParticipationCapacity.Sender
                    or ParticipationCapacity.Recipient
                    or ParticipationCapacity.Commission
                    or ParticipationCapacity.ActsForSender
                    or ParticipationCapacity.ActsForRecipient
                    or ParticipationCapacity.Informed;
            foreach (var grant in grants.Where(grant => grant.AuthorityId == authority))
            {
                var isNotified = isHost
                    ? (own.Count > 0 && !toAll ? own.Contains(grant.UserId) : grant.Role is Role.Handler or Role.Allocator)
                    : grant.Role == Role.Referral;
                if (isNotified && grant.UserId != entry.UserId)
                    people[grant.UserId] = people.GetValueOrDefault(grant.UserId) || needsAction;
            }
        }

        if (KernelActions.NeedingDecision.Contains(entry.What))
        {
            foreach (var decider in await DecidersAsync(exchange, entry, cancellationToken))
                people[decider] = true;
        }

        await RecordAsync(people, exchange, entry, cancellationToken);
    }

    /// <summary>Notifies an authority's allocators that an assignment has ended; without allocators its handlers, without those its coordinators.</summary>
    private async Task NotifyAllocatorsAsync(Exchange exchange, TimelineEntry entry, CancellationToken cancellationToken)
    {
        var authority = entry.ToAuthorityId;
        var coordinates = exchange.SenderId == authority ? ParticipationCapacity.CoordinatorOfSender : ParticipationCapacity.CoordinatorOfRecipient;
        var coordinators = exchange.Participations.Where(part => part.Capacity == coordinates).Select(part => part.AuthorityId).ToList();
        var grants = await Grants()
            .Where(grant => grant.Module == exchange.Module && (grant.AuthorityId == authority || coordinators.Contains(grant.AuthorityId)))
            .Select(grant => new
            {
                grant.UserId,
                grant.AuthorityId,
                grant.Role,
            })
            .ToListAsync(cancellationToken);
        var notified = grants.Where(grant => grant.AuthorityId == authority && grant.Role == Role.Allocator).ToList();
        if (notified.Count == 0)
            notified = grants.FindAll(grant => grant.AuthorityId == authority && grant.Role == Role.Handler);
        if (notified.Count == 0)
            notified = grants.FindAll(grant => grant.AuthorityId != authority && grant.Role == Role.Referral);
        var isTurn = exchange.Participations.Any(part => part.AuthorityId == authority && part.View == InboxView.ToDo);
        await RecordAsync(notified.Select(grant => grant.UserId).Distinct().ToDictionary(person => person, _ => isTurn), exchange, entry, cancellationToken);
    }

    /// <summary>Finds the people who can decide an authority's request about hidden data, by the same rules as the access policy.</summary>
    private async Task<IReadOnlyList<Guid>> DecidersAsync(Exchange exchange, TimelineEntry entry, CancellationToken cancellationToken)
    {
        var coordinators = exchange
            .Participations.Where(part =>
                part.Capacity
                == (exchange.SenderId == entry.AuthorityId ? ParticipationCapacity.CoordinatorOfSender : ParticipationCapacity.CoordinatorOfRecipient)
            )
            .Select(part => part.AuthorityId)
            .ToList();
        return await Grants()
            .Where(grant =>
                grant.UserId != entry.UserId
                && (
                    (grant.AuthorityId == entry.AuthorityId && grant.Role == Role.DataProtectionOfficer)
                    || (
                        coordinators.Contains(grant.AuthorityId)
                        && grant.Module == exchange.Module
                        && (grant.Role == Role.Supervisor || grant.Role == Role.Referral)
                    )
                )
            )
            .Select(grant => grant.UserId)
            .Distinct()
            .ToListAsync(cancellationToken);
    }

    private IQueryable<RoleGrant> Grants() => RoleGrant.CountingOn(database, DeadlineCalendar.Today(time));

    /// <summary>
    /// Returns whether a recipient of a broadcast needs no notice because another recipient acted: that concerns only the sender and the Commission.
    /// </summary>
    private static bool IsAside(Exchange exchange, TimelineEntry entry, Participation part) =>
        exchange.Reached is not null
        && part.Capacity == ParticipationCapacity.Recipient
        && entry.FromState == entry.ToState
        && entry.ToAuthorityId != part.AuthorityId
        && exchange.Participations.Any(own => own.AuthorityId == entry.AuthorityId && own.Capacity == ParticipationCapacity.Recipient);

    private async Task RecordAsync(Dictionary<Guid, bool> people, Exchange exchange, TimelineEntry entry, CancellationToken cancellationToken)
    {
        var ids = people.Keys.ToList();
        var now = time.GetUtcNow();

        // Waiting e-mails are joined: one about an exchange reports everything that happened since the last one.
        var joinable = OutboxQueueService.Joinable(database, exchange.Id, now.UtcDateTime);
        var byMail = await database
            .Set<ImiUser>()
            .Where(user => ids.Contains(user.Id) && user.NoticesByEmail)
            .Select(user => new { user.Id, IsWaiting = joinable.Any(mail => mail.UserId == user.Id) })
            .ToDictionaryAsync(user => user.Id, user => user.IsWaiting, cancellationToken);
        foreach (var (person, needsAction) in people)
        {
            var notice = new Notice(OrderedId.Next(now), person, exchange.Id, entry.Action, exchange.State, needsAction, now.UtcDateTime)
            {
                ByAuthorityId = entry.AuthorityId == Guid.Empty ? null : entry.AuthorityId,
            };
            database.Set<Notice>().Add(notice);
            if (
                !byMail.TryGetValue(person, out var isWaiting)
                || (isWaiting && await outbox.JoinAsync(person, exchange.Id, notice.Id, needsAction, cancellationToken))
            )
                continue;
            database.Set<OutboxMail>().Add(NoticeMailStore.Of(notice, now));
        }
    }
}
