using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>
/// Writes a checked table in batches. A batch is written only if its entries are as they were when the table was checked, and if the person may still
/// change them; otherwise the table must be checked again.
/// </summary>
public sealed class ImportBatchStore(ImiDbContext database, RegistrationService registrations, AuthorityStore authorities)
{
    private const int BatchSize = 100;

    /// <summary>The batches of a plan, in order.</summary>
    internal IEnumerable<ImportBatch> BatchesOf(ImportPlan plan, Actor? actor) =>
        [
            .. plan.New.Chunk(BatchSize).Select(batch => new ImportBatch(IsNew: true, stop => AddAsync(batch, actor, stop))),
            .. plan.Corrected.Chunk(BatchSize).Select(batch => new ImportBatch(IsNew: false, stop => AmendAsync(batch, actor, stop))),
            .. plan
                .SetUps.GroupBy(one => one.AuthorityId)
                .Chunk(BatchSize)
                .Select(batch => new ImportBatch(IsNew: false, stop => SetUpAsync([.. batch.SelectMany(one => one)], actor, stop))),
        ];

    /// <summary>Writes a batch in one transaction.</summary>
    /// <returns>The number of entries written; null if the table must be checked again.</returns>
    internal async Task<int?> WriteAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var written = await database.WriteIfAsync(async stop => await batch.Write(stop) is { } count ? ((int?)count, true) : (null, false), cancellationToken);
        database.ChangeTracker.Clear();
        return written;
    }

    private async Task<int?> AddAsync(AuthorityEntry[] batch, Actor? actor, CancellationToken cancellationToken)
    {
        if (actor is not null)
        {
            var against = await registrations.RightsAsync(actor, cancellationToken);
            if (batch.Any(entry => against(entry, null) is not null))
                return null;
        }

        return await authorities.AddAsync(batch, actor?.UserId, cancellationToken);
    }

    private async Task<int?> AmendAsync(AuthorityEntry[] batch, Actor? actor, CancellationToken cancellationToken)
    {
        var known = await ClaimAsync([.. batch.Select(entry => entry.Id)], cancellationToken);
        if (batch.Any(entry => !known.TryGetValue(entry.Id, out var authority) || authority.Revision != entry.Revision + 1))
            return null;
        if (actor is not null)
        {
            var against = await registrations.RightsAsync(actor, cancellationToken);
            if (batch.Any(entry => against(entry, known[entry.Id]) is not null))
                return null;
        }

        return await authorities.AmendAsync(batch, actor?.UserId, cancellationToken);
    }

    private async Task<int?> SetUpAsync(IReadOnlyList<PlannedSetup> batch, Actor? actor, CancellationToken cancellationToken)
    {
        var known = await ClaimAsync([.. batch.Select(one => one.AuthorityId).Distinct()], cancellationToken);
        var mayChange = actor is null ? null : await registrations.SetupRightsAsync(actor, cancellationToken);
        foreach (var one in batch)
        {
            if (
                !known.TryGetValue(one.AuthorityId, out var authority)
                || SetupService.NotesOf(one.Module, one.Before, SetupService.SettingOf(authority, one.Module)).Any()
                || mayChange?.Invoke(RegistrationChecks.EntryOf(authority), authority, one.Module, one.Before.IsCentral != one.Setting.IsCentral) == false
            )
                return null;
        }

        return await authorities.SetUpAsync(batch, actor?.UserId, cancellationToken);
    }

    private async Task<Dictionary<Guid, Authority>> ClaimAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var query = database.Set<Authority>().Where(one => ids.Contains(one.Id));
        await query.ClaimAsync(null, cancellationToken);
        return await query
            .Include(one => one.Setups)
            .Include(one => one.Competences)
            .AsSplitQuery()
            .AsNoTracking()
            .ToDictionaryAsync(one => one.Id, cancellationToken);
    }
}

/// <summary>A part of a table that is written in one transaction.</summary>
/// <param name="IsNew">Whether it registers authorities, rather than correcting them.</param>
/// <param name="Write">Writes it within the caller's transaction, and returns the number of entries; null if the table must be checked again.</param>
internal sealed record ImportBatch(bool IsNew, Func<CancellationToken, Task<int?>> Write);
