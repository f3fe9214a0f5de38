using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Ensures that a person can act in each open exchange, or that it is listed as needing attention: ends assignments of people who can no longer act,
/// marks exchanges in which nobody can act, and adds authorities with a later mandate to open broadcasts. Runs may be repeated, interrupted, or overlap
/// on several nodes.
/// </summary>
public sealed class AttentionService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    AuthorityDirectory directory,
    ExchangeTransactions transactions,
    TimeProvider time
)
{
    private const int Batch = 100;
    private static readonly Role[] RolesAtParty = [Role.Handler];
    private static readonly Role[] RolesAtCoordinator = [Role.Referral];

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Runs all three steps.</summary>
    /// <returns>The number of exchanges that changed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await EndAssignmentsAsync(cancellationToken) + await IncludeLateRecipientsAsync(cancellationToken) + await MarkStrandedAsync(cancellationToken);

    /// <summary>Ends the assignments of people who are no longer handlers at the authority, and notifies its allocators.</summary>
    /// <returns>The number of exchanges that changed.</returns>
    public async Task<int> EndAssignmentsAsync(CancellationToken cancellationToken)
    {
        var (changed, after) = (0, Guid.Empty);
        while (true)
        {
            var ids = await EndedQuery(database, Today)
                .Where(one => one.ExchangeId.CompareTo(after) > 0)
                .Select(one => one.ExchangeId)
                .Distinct()
                .OrderBy(id => id)
                .Take(Batch)
                .ToListAsync(cancellationToken);
            foreach (var id in ids)
            {
                changed += await ChangeAsync(id, KernelActions.AllocationEnded, EndAssignmentsAsync, cancellationToken);
            }

            if (ids.Count < Batch)
                return changed;
            after = ids[^1];
        }
    }

    /// <summary>Marks open exchanges in which nobody at the party whose turn it is can act, and unmarks those in which a person can act again.</summary>
    /// <returns>The number of exchanges that changed.</returns>
    public async Task<int> MarkStrandedAsync(CancellationToken cancellationToken)
    {
        var (changed, after) = (0, Guid.Empty);
        while (true)
        {
            var ids = await StrandedQuery(database, Today).Where(id => id.CompareTo(after) > 0).OrderBy(id => id).Take(Batch).ToListAsync(cancellationToken);
            foreach (var id in ids)
            {
                changed += await ChangeAsync(
                    id,
                    "stranded",
                    (change, _) =>
                    {
                        change.Exchange.MarkStranded(change.Exchange.StrandedSince is null ? Today : null);
                        return Task.FromResult(true);
                    },
                    cancellationToken
                );
            }

            if (ids.Count < Batch)
                return changed;
            after = ids[^1];
        }
    }

    /// <summary>
    /// Adds authorities that received their mandate later to the recipients of open broadcasts, if the definition provides for it. They receive the
    /// broadcast for information, and are not asked for a reply.
    /// </summary>
    /// <returns>The number of exchanges that changed.</returns>
    public async Task<int> IncludeLateRecipientsAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var procedure in catalogue.Modules.SelectMany(module => module.Procedures).Where(procedure => procedure.IncludesLateRecipients))
        {
            var countries = (await directory.CountriesAsync(cancellationToken)).Keys.Where(country => country != Country.Union).ToList();
            var reached = await directory.ReachedAsync(countries, procedure.Module, procedure.Name, [], Today, cancellationToken);
            foreach (var authority in reached.Values.SelectMany(authorities => authorities))
            {
                while (
                    await LateQuery(database, procedure.Module, procedure.Name, authority.Id, authority.Country).Take(Batch).ToListAsync(cancellationToken)
                        is { Count: > 0 } ids
                )
                {
                    foreach (var id in ids)
                    {
                        changed += await ChangeAsync(
                            id,
                            "late-recipient",
                            (change, _) =>
                            {
                                var exchange = change.Exchange;
                                exchange.Join(authority.Id, ParticipationCapacity.Recipient);
                                exchange.PartOf(authority.Id, ParticipationCapacity.Recipient).ExcuseFromAnswer();
                                exchange.LetAct(
                                    ParticipationCapacity.ActsForRecipient,
                                    authority.Setups.FirstOrDefault(setup => setup.Module == exchange.Module)?.ActedForById
                                );
                                exchange.Refresh();
                                return Task.FromResult(true);
                            },
                            cancellationToken
                        );
                    }
                }
            }
        }

        return changed;
    }

    /// <summary>Queries the assignments of open exchanges to people who are not handlers there on a day.</summary>
    internal static IQueryable<Assignment> EndedQuery(ImiDbContext database, DateOnly today)
    {
        var grants = RoleGrant.CountingOn(database, today);
        return from assignment in database.Set<Assignment>()
            join exchange in database.Set<Exchange>() on assignment.ExchangeId equals exchange.Id
            where
                exchange.Phase == Phase.Open
                && !grants.Any(grant =>
                    grant.UserId == assignment.UserId
                    && grant.Module == exchange.Module
                    && grant.Role == Role.Handler
                    && (
                        grant.AuthorityId == assignment.AuthorityId
                        || database
                            .Set<Participation>()
                            .Any(part =>
                                part.ExchangeId == exchange.Id
                                && part.AuthorityId == grant.AuthorityId
                                && (part.Capacity == ParticipationCapacity.ActsForSender || part.Capacity == ParticipationCapacity.ActsForRecipient)
                            )
                    )
                )
            select assignment;
    }

    /// <summary>Queries the open exchanges whose mark is wrong on a day: nobody can act without a mark, or a person can act despite the mark.</summary>
    internal static IQueryable<Guid> StrandedQuery(ImiDbContext database, DateOnly today)
    {
        var grants = RoleGrant.CountingOn(database, today);
        return database
            .Set<Exchange>()
            .Where(exchange => exchange.Phase == Phase.Open)
            .Where(exchange =>
                (exchange.StrandedSince == null)
                != database
                    .Set<Participation>()
                    .Any(part =>
                        part.ExchangeId == exchange.Id
                        && (
                            part.View == InboxView.ToDo
                            || (
                                (part.Capacity == ParticipationCapacity.Sender || part.Capacity == ParticipationCapacity.ActsForSender)
                                && !database.Set<Participation>().Any(other => other.ExchangeId == exchange.Id && other.View == InboxView.ToDo)
                            )
                        )
                        && grants.Any(grant =>
                            grant.AuthorityId == part.AuthorityId
                            && grant.Module == exchange.Module
                            && (
                                part.Capacity == ParticipationCapacity.CoordinatorOfSender || part.Capacity == ParticipationCapacity.CoordinatorOfRecipient
                                    ? RolesAtCoordinator.Contains(grant.Role)
                                    : RolesAtParty.Contains(grant.Role)
                            )
                        )
                    )
            )
            .Select(exchange => exchange.Id);
    }

    /// <summary>Queries the open broadcasts of a procedure from other countries in which an authority does not take part yet.</summary>
    internal static IQueryable<Guid> LateQuery(ImiDbContext database, string module, string procedure, Guid authority, string country) =>
        database
            .Set<Exchange>()
            .Where(exchange =>
                exchange.Module == module
                && exchange.Procedure == procedure
                && exchange.Phase == Phase.Open
                && exchange.Reached != null
                && exchange.SenderCountry != country
                && !database.Set<Participation>().Any(part => part.ExchangeId == exchange.Id && part.AuthorityId == authority)
            )
            .OrderBy(exchange => exchange.Id)
            .Select(exchange => exchange.Id);

    private async Task<bool> EndAssignmentsAsync(ExchangeChange change, CancellationToken cancellationToken)
    {
        var exchange = change.Exchange;
        var ended = await EndedQuery(database, Today).Where(one => one.ExchangeId == exchange.Id).ToListAsync(cancellationToken);
        database.Set<Assignment>().RemoveRange(ended);
        foreach (var authority in ended.Select(one => one.AuthorityId).Distinct())
        {
            await change.RecordAsync(KernelActions.AllocationEnded, exchange.State, Guid.Empty, entry => entry.ToAuthorityId = authority, cancellationToken);
        }

        return ended.Count > 0;
    }

    /// <summary>Changes an exchange if it is still open.</summary>
    /// <returns>The number of exchanges that changed.</returns>
    private async Task<int> ChangeAsync(Guid id, string what, Func<ExchangeChange, CancellationToken, Task<bool>> change, CancellationToken cancellationToken)
    {
        var outcome = await transactions.ChangeAsPlatformAsync(
            id,
            async (one, stop) =>
            {
                transactions.Measure(one.Procedure, what);
                if (one.Exchange.Phase != Phase.Open || !await change(one, stop))
                    return Outcome<bool>.NotFound;
                one.Exchange.CountChange();
                return Outcome<bool>.Done(true);
            },
            cancellationToken
        );
        return outcome.IsDone ? 1 : 0;
    }
}
