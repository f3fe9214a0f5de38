using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.HandOver;

/// <summary>
/// Merges two entries of the same authority: mandates, roles, names, exchanges with their content, and requests of data subjects. The
/// merged entry remains as a pointer. The journal does not change, because it records under which entry something was done.
/// </summary>
public sealed class MergeService(
    ImiDbContext database,
    IEnumerable<IErasable> erasables,
    MandateService mandates,
    CoordinatorQuery coordinators,
    AuthorityStore authorities,
    ExchangeTransactions transactions,
    RegistryHistoryStore history,
    AccessPolicy policy,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>Finds an entry and the similar entries into which it may be merged.</summary>
    /// <returns>The entry, without similar ones if it is already merged; null if it does not exist or the person may not merge it.</returns>
    public async Task<MergePlan?> FindAsync(Guid twin, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(twin, cancellationToken) is not var (found, _, facts) || !policy.MayDeactivate(actor, facts))
            return null;
        var alike = found.MergedIntoId is null ? await authorities.AlikeAsync(RegistrationChecks.EntryOf(found), cancellationToken) : [];
        return new MergePlan(found, [.. alike.Where(one => one.Id != twin && one.Kind == found.Kind && one.DeactivatedOn is null)]);
    }

    /// <summary>Merges an entry into another one. An interrupted call continues when repeated; repeating a completed one does nothing.</summary>
    /// <param name="twin">The entry that is merged.</param>
    /// <param name="into">The code of the entry that stays.</param>
    /// <param name="actor">The person who merges.</param>
    /// <param name="cancellationToken">Cancels the call; merged exchanges remain merged.</param>
    /// <returns>The identifier of the entry that stays; invalid unless that entry is active and has the same country and kind.</returns>
    public async Task<Outcome<Guid>> MergeAsync(Guid twin, string into, Actor actor, CancellationToken cancellationToken)
    {
        if (await mandates.LoadAsync(twin, cancellationToken) is not var (gone, _, facts) || !policy.MayDeactivate(actor, facts))
            return Outcome<Guid>.NotFound;
        if (gone.MergedIntoId is { } done)
            return Outcome<Guid>.Done(done); // A repeated submission.
        var code = into.Trim();
        var target = await database.Set<Authority>().Where(one => one.Code == code).Select(one => (Guid?)one.Id).FirstOrDefaultAsync(cancellationToken);
        if (
            target is not { } id
            || id == twin
            || await mandates.LoadAsync(id, cancellationToken) is not var (stays, _, staysFacts)
            || stays.Country != gone.Country
            || stays.Kind != gone.Kind
            || stays.DeactivatedOn is not null
            || !policy.MayMerge(actor, facts, staysFacts)
        )
        {
            return Outcome<Guid>.Invalid(new FieldError("into", code.Length == 0 ? "network.merge.choose" : "network.merge.unfit"));
        }

        // Exchanges can arrive until the entry is merged.
        Outcome<bool> merged;
        do
        {
            foreach (var exchange in await ExchangeQuery(database, twin).ToListAsync(cancellationToken))
                await transactions.ChangeUnseenAsync(exchange, actor, (change, stop) => MoveAsync(change, twin, id, stop), cancellationToken);
            merged = await transactions.RunAsync(actor, stop => EntriesAsync(twin, id, actor, stop), cancellationToken);
        } while (!merged.IsDone);
        return Outcome<Guid>.Done(id);
    }

    internal static IQueryable<Guid> ExchangeQuery(ImiDbContext database, Guid authority) =>
        database.Set<Participation>().Where(part => part.AuthorityId == authority).Select(part => part.ExchangeId).Distinct().OrderBy(id => id);

    /// <summary>Moves an exchange to the entry that stays, with all references to the authority in it.</summary>
    private async Task<Outcome<bool>> MoveAsync(ExchangeChange change, Guid from, Guid to, CancellationToken stop)
    {
        change.Exchange.Merge(from, to);
        await database.SaveChangesAsync(stop);
        foreach (var erasable in erasables)
            await erasable.AuthorityMergedAsync(from, to, [change.Exchange.Id], stop);
        return Outcome<bool>.Done(true);
    }

    /// <summary>Merges the rest in one transaction: the entries, their links, people and data subjects' requests.</summary>
    /// <returns>Refused if exchanges of the entry are left.</returns>
    private async Task<Outcome<bool>> EntriesAsync(Guid from, Guid to, Actor actor, CancellationToken stop)
    {
        await database
            .Set<Authority>()
            .Where(one => one.Id == from || one.Id == to || one.Setups.Any(setup => setup.ActedForById == from))
            .ClaimAsync(null, stop);
        if (await ExchangeQuery(database, from).AnyAsync(stop))
            return Outcome<bool>.Refused();
        await coordinators.ReplaceAsync(from, to, null, stop);
        var entries = await database
            .Set<Authority>()
            .Where(one => one.Id == from || one.Id == to)
            .Include(one => one.Names)
            .Include(one => one.Mandates)
            .Include(one => one.Setups)
            .Include(one => one.Competences)
            .AsSplitQuery()
            .ToListAsync(stop);
        var (gone, stays) = (entries.First(one => one.Id == from), entries.First(one => one.Id == to));
        if (gone.MergedIntoId is not null)
            return Outcome<bool>.Done(true);
        var today = DeadlineCalendar.Today(time);
        await database
            .Set<ModuleSetup>()
            .Where(one => one.ActedForById == from && one.AuthorityId != to)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.ActedForById, to), stop);
        var identifier = gone.NationalIdentifier;
        stays.TakeOver(gone, today);
        gone.PointTo(to, today);
        foreach (var setup in stays.Setups.Where(one => one.ActedForById == from))
            setup.ActedForById = null;
        if (identifier is not null && stays.NationalIdentifier == identifier)
        {
            // The identifier is unique: the merged entry must lose it before the other one gets it.
            stays.Identified(null);
            await database.SaveChangesAsync(stop);
            stays.Identified(identifier);
        }

        foreach (var erasable in erasables)
            await erasable.AuthorityMergedAsync(from, to, null, stop);
        await history.RecordAsync(to, actor.UserId, [new RegistryChange(RegistryEventKind.Merged, After: gone.InformalTitle, Other: from)], stop);
        await journal.AppendAsync(actor.UserId, to, null, "authority-merged", $"{gone.Code} {from}", stop);
        return Outcome<bool>.Done(true);
    }
}

/// <summary>An entry and the entries into which it may be merged.</summary>
/// <param name="Twin">The entry.</param>
/// <param name="Alike">Active entries of its country and kind that may be the same authority, the most similar first.</param>
public sealed record MergePlan(Authority Twin, IReadOnlyList<Authority> Alike);
