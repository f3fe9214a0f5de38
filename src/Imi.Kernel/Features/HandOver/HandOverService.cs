using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.HandOver;

/// <summary>Hands over the exchanges of an authority that is deactivated to another authority of its country.</summary>
public sealed class HandOverService(ImiDbContext database, ExchangeTransactions transactions)
{
    /// <summary>Finds an authority's participations in open exchanges and in drafts, except drafts of others in which it is the intended recipient.</summary>
    internal static IQueryable<OpenPart> OpenParts(ImiDbContext database, Guid authority) =>
        from part in database.Set<Participation>()
        where
            part.AuthorityId == authority
            && part.Capacity != ParticipationCapacity.FormerRecipient
            && part.Capacity != ParticipationCapacity.Informed
            && part.View != InboxView.Closed
            && part.View != InboxView.Inactive
        join exchange in database.Set<Exchange>() on part.ExchangeId equals exchange.Id
        where exchange.Phase == Phase.Open || (exchange.Phase == Phase.Draft && part.Capacity != ParticipationCapacity.Recipient)
        select new OpenPart
        {
            ExchangeId = exchange.Id,
            Module = exchange.Module,
            Procedure = exchange.Procedure,
            Phase = exchange.Phase,
            Capacity = part.Capacity,
        };

    /// <summary>Gets the capacity in which an authority needs a mandate to take over a participation.</summary>
    internal static Capacity CapacityOf(ParticipationCapacity part) =>
        part switch
        {
            ParticipationCapacity.Sender or ParticipationCapacity.ActsForSender => Capacity.Sender,
            ParticipationCapacity.CoordinatorOfSender or ParticipationCapacity.CoordinatorOfRecipient => Capacity.Coordinator,
            _ => Capacity.Recipient,
        };

    /// <summary>Hands over a module's exchanges, each in its own transaction. An interrupted call continues when repeated.</summary>
    internal async Task HandOverAsync(Guid from, Guid to, string module, Actor actor, CancellationToken cancellationToken)
    {
        var mandates = await database
            .Set<Mandate>()
            .AsNoTracking()
            .Where(mandate => mandate.AuthorityId == to && mandate.Module == module)
            .ToListAsync(cancellationToken);
        var actedForBy = await database
            .Set<ModuleSetup>()
            .Where(setup => setup.AuthorityId == to && setup.Module == module)
            .Select(setup => setup.ActedForById)
            .FirstOrDefaultAsync(cancellationToken);
        var ids = await OpenParts(database, from)
            .Where(part => part.Module == module)
            .Select(part => part.ExchangeId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(cancellationToken);
        foreach (var id in ids)
            await transactions.ChangeUnseenAsync(id, actor, SucceedAsync, cancellationToken);

        async Task<Outcome<bool>> SucceedAsync(ExchangeChange change, CancellationToken stop)
        {
            var id = change.Exchange.Id;
            if (!await OpenParts(database, from).AnyAsync(part => part.ExchangeId == id, stop))
                return Outcome<bool>.NotFound; // It was closed, or handed over, meanwhile.
            transactions.Measure(change.Procedure, KernelActions.HandedOver);
            var assigned = await database
                .Set<Assignment>()
                .Where(assignment => assignment.AuthorityId == from && assignment.ExchangeId == id)
                .ToListAsync(stop);
            database.Set<Assignment>().RemoveRange(assigned);
            change.Exchange.Succeed(from, to, mandates, actedForBy, change.Now);
            await change.RecordAsync(KernelActions.HandedOver, change.Exchange.State, from, entry => entry.ToAuthorityId = to, stop);
            return Outcome<bool>.Done(true);
        }
    }
}

/// <summary>An authority's participation in an exchange that is open or a draft.</summary>
internal sealed record OpenPart
{
    public required Guid ExchangeId { get; init; }

    public required string Module { get; init; }

    public required string Procedure { get; init; }

    public required Phase Phase { get; init; }

    public required ParticipationCapacity Capacity { get; init; }
}
