using System.Security.Cryptography;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Audit;

/// <summary>
/// Proves the journal also against whoever administers the database: where it ended is signed every day, with a key that is not in the
/// database, into a file that is not in it either.
/// </summary>
public sealed class JournalDesk(ImiDbContext database, Journal journal, DatabaseSettings settings, TimeProvider time)
{
    /// <summary>Checks the whole journal, and that it passes through every signed head.</summary>
    /// <param name="proof">What was kept elsewhere to check with; null for the platform's own.</param>
    /// <param name="progress">Told the number of entries found right.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ConfigurationProblem">What was kept elsewhere cannot be read.</exception>
    public async Task<JournalVerdict> VerifyAsync(JournalProof? proof, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var key = proof?.KeyPath is { } path ? JournalKey.Read(path) : JournalKey.Open(settings);
        if (proof is not null && !File.Exists(proof.HeadsPath))
            throw new ConfigurationProblem($"There is no file '{proof.HeadsPath}'.");
        var (heads, lost, forged) = await ReadAsync(GrowingFile.LinesOfAsync(proof?.HeadsPath ?? settings.JournalHeadsPath, cancellationToken), key);
        var verdict = await journal.VerifyAsync(heads, progress, cancellationToken);
        return verdict with
        {
            Break = verdict.Break ?? (forged is { } line ? new JournalBreak(line, JournalBreakKind.Forged) : null),
            Signed = heads.Count, SignedUpTo = heads.Count == 0 ? null : heads[^1].Day, LostSigned = lost,
        };
    }

    /// <summary>Signs where the journal ends, if what was added since the last time is unbroken.</summary>
    /// <param name="onlyDaily">Whether once a day is enough.</param>
    /// <param name="isRestored">Whether the database was restored from before the last signed head, and somebody answers for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found; where something is broken nothing is signed.</returns>
    public async Task<JournalVerdict> SignAsync(bool onlyDaily, bool isRestored, CancellationToken cancellationToken)
    {
        using var key = JournalKey.Open(settings);
        await using var file = await GrowingFile.OpenAsync(settings.JournalHeadsPath, cancellationToken);
        var (heads, _, forged) = await ReadAsync(file.LinesAsync(cancellationToken), key);
        if (forged is { } place)
            return new JournalVerdict(0, "", new JournalBreak(place, JournalBreakKind.Forged));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var last = heads.LastOrDefault();
        if (onlyDaily && last?.Day >= today)
            return new JournalVerdict(last.Sequence, last.Hash, null);
        if (isRestored && last is not null && !await IsOnChainAsync(last, cancellationToken))
        {
            var common = await LastOnChainAsync(heads, cancellationToken);
            last = new SignedHead(SignedHeadKind.Restored, common?.Sequence ?? 0, common?.Hash ?? JournalChain.FirstHash, today);
            await file.AddAsync([last.Line(key)], cancellationToken);
        }

        var verdict = await journal.VerifyAfterAsync(last, cancellationToken);
        if (verdict.IsWhole && (last is null || last.Sequence < verdict.Entries || last.Day < today))
            await file.AddAsync([new SignedHead(SignedHeadKind.Head, verdict.Entries, verdict.HeadHash, today).Line(key)], cancellationToken);
        return verdict;
    }

    /// <summary>The public key with which anybody can check the signed heads, as PEM.</summary>
    public string PublicKey()
    {
        using var key = JournalKey.Open(settings);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private async Task<SignedHead?> LastOnChainAsync(List<SignedHead> heads, CancellationToken cancellationToken)
    {
        for (var index = heads.Count - 1; index >= 0; index--)
        {
            if (await IsOnChainAsync(heads[index], cancellationToken))
                return heads[index];
        }

        return null;
    }

    private Task<bool> IsOnChainAsync(SignedHead head, CancellationToken cancellationToken) => head.Sequence == 0
        ? Task.FromResult(true)
        : database.Journal.AnyAsync(entry => entry.Sequence == head.Sequence && entry.Hash == head.Hash, cancellationToken);

    /// <summary>The heads in force, in their order; how many a restoring lost; after which entry a line stands that is not ours.</summary>
    private static async Task<(List<SignedHead> Heads, int Lost, long? Forged)> ReadAsync(IAsyncEnumerable<string> lines, ECDsa key)
    {
        var (heads, lost) = (new List<SignedHead>(), 0);
        long? forged = null;
        await foreach (var line in lines)
        {
            var head = SignedHead.Parse(line, key);
            if (head?.Kind == SignedHeadKind.Restored)
                lost += heads.RemoveAll(older => older.Sequence > head.Sequence);
            if (head is null || (heads.Count > 0 && head.Sequence < heads[^1].Sequence))
                forged ??= (heads.Count == 0 ? 0 : heads[^1].Sequence) + 1;
            else
                heads.Add(head);
        }

        return (heads, lost, forged);
    }
}

/// <summary>What was kept outside the platform to check its journal with.</summary>
/// <param name="HeadsPath">A copy of the signed heads.</param>
/// <param name="KeyPath">The public key; null for the platform's own.</param>
public sealed record JournalProof(string HeadsPath, string? KeyPath);
