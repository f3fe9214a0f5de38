using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Audit;

/// <summary>
/// The journal of who did and who saw what (Regulation (EU) 2018/1725, Articles 4(2) and 33): append-only, each entry chained
/// to the one before.
/// </summary>
public sealed class Journal(ImiDbContext database, TimeProvider time)
{
    /// <summary>How many entries are read at a time.</summary>
    internal const int BatchSize = 5_000;

    /// <summary>
    /// Adds an entry inside the caller's write transaction, as the last thing done in it: what was changed so far is saved, then
    /// the end of the chain is locked until the commit.
    /// </summary>
    /// <param name="userId">Who; null for the platform itself.</param>
    /// <param name="authorityId">In which authority's name; null for none.</param>
    /// <param name="exchangeId">The exchange; null where it concerns none.</param>
    /// <param name="what">What was done, such as <c>view</c> or <c>act:accept</c>.</param>
    /// <param name="detail">More of it, never content of the case.</param>
    /// <param name="cancellationToken">Ends the call; the transaction is the caller's.</param>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public Task AppendAsync(Guid? userId, Guid? authorityId, Guid? exchangeId, string what, string detail, CancellationToken cancellationToken) =>
        AppendAsync(userId, [new JournalLine(authorityId, exchangeId, what, detail)], cancellationToken);

    /// <summary>As the other, for much that is done at once: one after the other, with no more statements than for one.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task AppendAsync(Guid? userId, IReadOnlyList<JournalLine> lines, CancellationToken cancellationToken)
    {
        if (database.Database.CurrentTransaction is null)
            throw new InvalidOperationException("The journal is written inside the transaction of what it tells: call it within WriteAsync.");

        // All others wait for the head from here on. Saving first keeps that short, and puts it last in everybody's order of
        // locks, so that no two transactions wait for each other.
        await database.SaveChangesAsync(cancellationToken);
        var count = lines.Count;
        if (count == 0)
            return;
        await database
            .Set<JournalHead>()
            .ExecuteUpdateAsync(change => change.SetProperty(head => head.Sequence, head => head.Sequence + count), cancellationToken);
        var end = await database.Set<JournalHead>().AsNoTracking().SingleAsync(cancellationToken);
        var at = UtcConverter.ToStore(time.GetUtcNow().UtcDateTime);
        var (sequence, hash) = (end.Sequence - count, end.Hash);
        foreach (var line in lines)
        {
            var before = hash;
            hash = JournalChain.HashOf(++sequence, at, userId, line.AuthorityId, line.ExchangeId, line.What, line.Detail, before);
            database.Set<JournalEntry>().Add(new JournalEntry(sequence, at, userId, line.AuthorityId, line.ExchangeId, line.What, line.Detail, before, hash));
        }

        await database.Set<JournalHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Hash, hash), cancellationToken);
    }

    /// <summary>Reads the whole chain and tells the first thing wrong with it. Others may go on writing meanwhile.</summary>
    /// <param name="progress">Told the number of entries found right, batch by batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<JournalVerdict> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken) => VerifyAsync([], progress, cancellationToken);

    /// <summary>Reads the whole chain, which must pass through heads in their order.</summary>
    internal Task<JournalVerdict> VerifyAsync(IReadOnlyList<SignedHead> heads, IProgress<long>? progress, CancellationToken cancellationToken) =>
        VerifyAsync(new JournalVerifier(0, JournalChain.FirstHash, heads), progress, cancellationToken);

    /// <summary>Reads the chain from a head that it must begin at; null for its very beginning.</summary>
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
        // One batch is checked while the next is read.
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

    /// <summary>Whether the chain ends where its head says; what was appended since the last batch was read is not held against it.</summary>
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

/// <summary>What is to be journaled of something that was done.</summary>
/// <param name="AuthorityId">In which authority's name, or to which authority; null for none.</param>
/// <param name="ExchangeId">The exchange; null where it concerns none.</param>
/// <param name="What">What was done.</param>
/// <param name="Detail">More of it, never content of a case.</param>
public sealed record JournalLine(Guid? AuthorityId, Guid? ExchangeId, string What, string Detail);
