using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Audit;

/// <summary>
/// Proves the journal also against who administers the database: where it ends is signed every few minutes, with a key that is not in the
/// database, into a file that is not in it either. What was added since the last signed head is not proven yet.
/// </summary>
public sealed class JournalService(ImiDbContext database, Journal journal, DatabaseSettings settings, TimeProvider time)
{
    /// <summary>Checks the whole journal, and that it passes through every signed head.</summary>
    /// <param name="proof">What was kept elsewhere to check with; null for the platform's own.</param>
    /// <param name="progress">Told the number of entries found right.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ConfigurationProblem">What was kept elsewhere cannot be read.</exception>
    public async Task<JournalVerdict> VerifyAsync(JournalProof? proof, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var keys = proof is { KeyPaths: { Count: > 0 } paths } ? JournalKeys.Named(paths) : JournalKeys.Known(settings);
        if (proof is not null && !File.Exists(proof.HeadsPath))
            throw new ConfigurationProblem($"There is no file '{proof.HeadsPath}'.");
        var read = await ReadAsync(GrowingFile.LinesOfAsync(proof?.HeadsPath ?? settings.JournalHeadsPath, cancellationToken), keys);
        var verdict = await journal.VerifyAsync(read.Heads, progress, cancellationToken);
        return await ToldAsync(verdict, read, cancellationToken);
    }

    /// <summary>Signs where the journal ends, if what was added since the last time is unbroken. Where nothing was added, nothing is signed.</summary>
    /// <param name="isRestored">Whether the database was restored from before the last signed head, and somebody answers for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found; where something is broken nothing is signed.</returns>
    /// <exception cref="ConfigurationProblem">The key that signs cannot be read.</exception>
    public async Task<JournalVerdict> SignAsync(bool isRestored, CancellationToken cancellationToken)
    {
        using var key = JournalKey.Open(settings);
        using var keys = JournalKeys.Known(settings);
        await using var file = await GrowingFile.OpenAsync(settings.JournalHeadsPath, cancellationToken);

        // The last line is enough, every few minutes; all are read where it is not one of ours.
        var read =
            !isRestored && file.LastLine is { } line && SignedHead.Parse(line, keys).Head is { } newest
                ? new HeadsRead([newest], 0, null, [])
                : await ReadAsync(file.LinesAsync(cancellationToken), keys);
        if (read.Forged is { } place)
            return new JournalVerdict(0, "", new JournalBreak(place, JournalBreakKind.Forged));
        var (heads, stamp) = (read.Heads, SignedHead.StampOf(time.GetUtcNow()));
        var last = heads.LastOrDefault();
        if (isRestored && last is not null && !await IsOnChainAsync(last, cancellationToken))
        {
            var common = await LastOnChainAsync(heads, cancellationToken);
            last = new SignedHead(SignedHeadKind.Restored, common?.Sequence ?? 0, common?.Hash ?? JournalChain.FirstHash, stamp);
            await file.AddAsync([last.Line(key)], cancellationToken);
        }

        var verdict = await journal.VerifyAfterAsync(last, cancellationToken);
        if (verdict.IsWhole && verdict.Entries > (last?.Sequence ?? 0))
            await file.AddAsync([new SignedHead(SignedHeadKind.Head, verdict.Entries, verdict.HeadHash, stamp).Line(key)], cancellationToken);
        return verdict with { SignedUpTo = verdict.IsWhole ? verdict.Entries : last?.Sequence ?? 0, Signed = heads.Count, UnknownKeys = read.UnknownKeys };
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

    private Task<bool> IsOnChainAsync(SignedHead head, CancellationToken cancellationToken) =>
        head.Sequence == 0
            ? Task.FromResult(true)
            : database.Set<JournalEntry>().AnyAsync(entry => entry.Sequence == head.Sequence && entry.Hash == head.Hash, cancellationToken);

    private async Task<JournalVerdict> ToldAsync(JournalVerdict verdict, HeadsRead read, CancellationToken cancellationToken)
    {
        var last = read.Heads.LastOrDefault();
        var signed = Math.Min(last?.Sequence ?? 0, verdict.Entries);
        return verdict with
        {
            Break = verdict.Break ?? (read.Forged is { } line ? new JournalBreak(line, JournalBreakKind.Forged) : null),
            Signed = read.Heads.Count,
            SignedUpTo = signed,
            SignedAt = last?.At,
            LostSigned = read.Lost,
            UnknownKeys = read.UnknownKeys,
            UnsignedSince =
                signed < verdict.Entries
                    ? await database
                        .Set<JournalEntry>()
                        .Where(entry => entry.Sequence == signed + 1)
                        .Select(entry => (DateTime?)entry.At)
                        .FirstOrDefaultAsync(cancellationToken)
                    : null,
        };
    }

    /// <summary>Reads signed heads, a line each.</summary>
    private static async Task<HeadsRead> ReadAsync(IAsyncEnumerable<string> lines, JournalKeys keys)
    {
        var (heads, lost) = (new List<SignedHead>(), 0);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        long? forged = null;
        await foreach (var line in lines)
        {
            var (head, unknownKey) = SignedHead.Parse(line, keys);
            if (unknownKey is not null)
            {
                unknown.Add(unknownKey);
                continue;
            }

            if (head?.Kind == SignedHeadKind.Restored)
                lost += heads.RemoveAll(older => older.Sequence > head.Sequence);
            if (head is null || (heads.Count > 0 && head.Sequence < heads[^1].Sequence))
                forged ??= (heads.Count == 0 ? 0 : heads[^1].Sequence) + 1;
            else
                heads.Add(head);
        }

        return new HeadsRead(heads, lost, forged, [.. unknown]);
    }

    /// <summary>What a file of signed heads says.</summary>
    /// <param name="Heads">The heads in force, in their order.</param>
    /// <param name="Lost">How many a restoring lost.</param>
    /// <param name="Forged">After which entry a line stands that was changed, or out of its order; null for none.</param>
    /// <param name="UnknownKeys">The fingerprints of keys that signed lines and are not known.</param>
    private sealed record HeadsRead(List<SignedHead> Heads, int Lost, long? Forged, IReadOnlyList<string> UnknownKeys);
}

/// <summary>What was kept outside the platform to check its journal with.</summary>
/// <param name="HeadsPath">A copy of the signed heads.</param>
/// <param name="KeyPaths">The public keys; empty for those that the platform knows.</param>
public sealed record JournalProof(string HeadsPath, IReadOnlyList<string> KeyPaths);
