using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Audit;

/// <summary>
/// The audit trail of all actions and accesses (Regulation (EU) 2018/1725, Articles 4(2) and 33). Append-only; each entry contains the hash
/// of the previous one.
/// </summary>
public sealed class Journal(ImiDbContext database, IDatabaseProvider provider, TimeProvider time)
{
    /// <summary>The write transaction that holds the end of the chain; null for none.</summary>
    private long? _holding;

    /// <summary>The number of entries that are read at a time.</summary>
    internal const int BatchSize = 5_000;

    /// <summary>
    /// Adds an entry inside the caller's write transaction. Call it last: it saves the changes so far and then locks the end of the chain
    /// until the commit.
    /// </summary>
    /// <param name="userId">The user who acted; null for the platform itself.</param>
    /// <param name="authorityId">The authority on whose behalf the user acted, or which the action concerns; null for none.</param>
    /// <param name="exchangeId">The exchange; null if the action concerns none.</param>
    /// <param name="what">What was done, such as <c>view</c> or <c>act:accept</c>.</param>
    /// <param name="detail">Further detail, never content of an exchange.</param>
    /// <param name="cancellationToken">Cancels the call; the caller still owns the transaction.</param>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public Task AppendAsync(Guid? userId, Guid? authorityId, Guid? exchangeId, string what, string detail, CancellationToken cancellationToken) =>
        AppendAsync([new JournalLine(userId, authorityId, exchangeId, what, detail)], cancellationToken);

    /// <summary>Adds several entries in the given order; locks and updates the end of the chain once for all of them.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public async Task AppendAsync(IReadOnlyList<JournalLine> lines, CancellationToken cancellationToken)
    {
        if (database.Database.CurrentTransaction is null)
            throw new InvalidOperationException("The journal needs the transaction of the action that it records: call it within WriteAsync.");

        // From here on, other transactions wait for the head. Saving first keeps the wait short and makes the head the last lock that every
        // transaction takes, so that no two of them deadlock.
        await database.SaveChangesAsync(cancellationToken);
        if (lines.Count == 0)
            return;
        var end = await LockEndAsync(cancellationToken);
        var at = UtcConverter.ToStore(time.GetUtcNow().UtcDateTime);
        var (sequence, hash) = (end.Sequence, end.Hash);
        foreach (var line in lines)
        {
            var before = hash;
            hash = JournalChain.HashOf(++sequence, at, line.UserId, line.AuthorityId, line.ExchangeId, line.What, line.Detail, before);
            database
                .Set<JournalEntry>()
                .Add(new JournalEntry(sequence, at, line.UserId, line.AuthorityId, line.ExchangeId, line.What, line.Detail, before, hash));
        }

        end.EndWith(sequence, hash);
    }

    private async Task<JournalHead> LockEndAsync(CancellationToken cancellationToken)
    {
        if (database.Set<JournalHead>().Local.SingleOrDefault() is { } known)
        {
            if (_holding == database.Writes)
                return known;
            database.Entry(known).State = EntityState.Detached; // It is from an earlier transaction and would hide what others appended since.
        }

        var table = database.Model.FindEntityType(typeof(JournalHead))!.GetTableName()!;
        var end = (await database.Set<JournalHead>().FromSqlRaw(provider.LockedRows(table)).ToListAsync(cancellationToken)).Single();
        _holding = database.Writes;
        return end;
    }

    /// <summary>Verifies the whole chain and reports its first break. Entries may be appended meanwhile.</summary>
    /// <param name="progress">Receives the number of entries verified so far, after each batch.</param>
    /// <param name="cancellationToken">Cancels the verification.</param>
    public Task<JournalVerdict> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken) => VerifyAsync([], progress, cancellationToken);

    /// <summary>Verifies the whole chain, which must pass through the heads in their order.</summary>
    internal Task<JournalVerdict> VerifyAsync(IReadOnlyList<SignedHead> heads, IProgress<long>? progress, CancellationToken cancellationToken) =>
        VerifyAsync(new JournalVerifier(0, JournalChain.FirstHash, heads), progress, cancellationToken);

    /// <summary>Verifies the chain after a head that must lie on it; the whole chain if null.</summary>
    internal async Task<JournalVerdict> VerifyAfterAsync(SignedHead? head, CancellationToken cancellationToken)
    {
        var isThere =
            head is null or { Sequence: 0 }
            || await database.Set<JournalEntry>().AnyAsync(entry => entry.Sequence == head.Sequence && entry.Hash == head.Hash, cancellationToken);
        return isThere
            ? await VerifyAsync(new JournalVerifier(head?.Sequence ?? 0, head?.Hash ?? JournalChain.FirstHash, []), null, cancellationToken)
            : new JournalVerdict(0, "", new JournalBreak(head!.Sequence, JournalBreakKind.OtherThanSigned));
    }

    private async Task<JournalVerdict> VerifyAsync(JournalVerifier walk, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Verifies one batch while the next is read.
        var (read, checking) = (walk.Entries, Task.FromResult(true));
        while (await After(database, read).ToListAsync(cancellationToken) is { Count: > 0 } batch && await checking)
        {
            read = batch[^1].Sequence;
            checking = Task.Run(
                () =>
                {
                    var isRight = walk.Pass(batch);
                    progress?.Report(walk.Entries);
                    return isRight;
                },
                cancellationToken
            );
        }

        if (!await checking)
            return walk.Verdict();
        return await HeadFitsAsync(walk.Entries, walk.Hash, cancellationToken)
            ? walk.Verdict()
            : walk.Verdict(new JournalBreak(walk.Entries, JournalBreakKind.OtherHead));
    }

    internal static IQueryable<JournalEntry> After(ImiDbContext database, long sequence) =>
        database.Set<JournalEntry>().AsNoTracking().Where(entry => entry.Sequence > sequence).OrderBy(entry => entry.Sequence).Take(BatchSize);

    /// <summary>Whether the chain ends at its head. Entries appended after the last batch was read are no break.</summary>
    private async Task<bool> HeadFitsAsync(long entries, string hash, CancellationToken cancellationToken)
    {
        var head = await database.Set<JournalHead>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (head is null || head.Sequence < entries)
            return false;
        if (head.Sequence == entries)
            return head.Hash == hash;
        var last = await database
            .Set<JournalEntry>()
            .AsNoTracking()
            .Where(entry => entry.Sequence == head.Sequence)
            .Select(entry => entry.Hash)
            .SingleOrDefaultAsync(cancellationToken);
        return last == head.Hash;
    }
}

/// <summary>An entry to be added to the journal.</summary>
/// <param name="UserId">The user who acted; null for the platform itself.</param>
/// <param name="AuthorityId">The authority on whose behalf the user acted, or which the action concerns; null for none.</param>
/// <param name="ExchangeId">The exchange; null if the action concerns none.</param>
/// <param name="What">What was done, such as <c>view</c> or <c>act:accept</c>.</param>
/// <param name="Detail">Further detail, never content of an exchange.</param>
public sealed record JournalLine(Guid? UserId, Guid? AuthorityId, Guid? ExchangeId, string What, string Detail);
