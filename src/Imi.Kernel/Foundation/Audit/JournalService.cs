using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Audit;

/// <summary>
/// Protects the journal against changes by a database administrator: every few minutes its end is signed, with a key and into a file that
/// are both outside the database. Entries after the last signed head are not protected yet.
/// </summary>
public sealed class JournalService(ImiDbContext database, Journal journal, DatabaseSettings settings, TimeProvider time)
{
    /// <summary>Verifies the whole journal, and that it passes through every signed head.</summary>
    /// <param name="proof">Heads and keys that were kept elsewhere; null for the platform's own.</param>
    /// <param name="progress">Receives the number of entries verified so far.</param>
    /// <param name="cancellationToken">Cancels the verification.</param>
    /// <exception cref="ConfigurationProblem">A file of heads is missing, or a key cannot be read.</exception>
    public async Task<JournalVerdict> VerifyAsync(JournalProof? proof, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var keys = proof is { KeyPaths: { Count: > 0 } paths } ? JournalKeys.Named(paths) : JournalKeys.Known(settings);
        if (proof is not null && !File.Exists(proof.HeadsPath))
            throw new ConfigurationProblem($"The file '{proof.HeadsPath}' does not exist.");
        var read = await ReadAsync(GrowingFile.LinesOfAsync(proof?.HeadsPath ?? settings.JournalHeadsPath, cancellationToken), keys);
        var verdict = await journal.VerifyAsync(read.Heads, progress, cancellationToken);
        return await WithHeadsAsync(verdict, read, cancellationToken);
    }

    /// <summary>Signs the end of the journal if the entries since the last head are unbroken. Signs nothing if there are no new entries.</summary>
    /// <param name="isRestored">Whether the operator confirms that the database was restored from before the last signed head.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result of the verification; if it reports a break, the end was not signed.</returns>
    /// <exception cref="ConfigurationProblem">The signing key or another key cannot be read.</exception>
    public async Task<JournalVerdict> SignAsync(bool isRestored, CancellationToken cancellationToken)
    {
        using var key = JournalKey.Open(settings);
        using var keys = JournalKeys.Known(settings);
        await using var file = await GrowingFile.OpenAsync(settings.JournalHeadsPath, cancellationToken);

        // Usually the last line is enough; all lines are read if the last one is not signed by a known key.
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

    /// <summary>The public key that verifies this node's signed heads, as PEM.</summary>
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

    private async Task<JournalVerdict> WithHeadsAsync(JournalVerdict verdict, HeadsRead read, CancellationToken cancellationToken)
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

    /// <summary>Reads signed heads, one per line.</summary>
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

    /// <summary>The content of a file of signed heads.</summary>
    /// <param name="Heads">The valid heads in their order.</param>
    /// <param name="Lost">The number of heads that became void when the database was restored.</param>
    /// <param name="Forged">The first entry after the last valid head before a line that was changed or is out of order; null for none.</param>
    /// <param name="UnknownKeys">The fingerprints of unknown keys that signed lines.</param>
    private sealed record HeadsRead(List<SignedHead> Heads, int Lost, long? Forged, IReadOnlyList<string> UnknownKeys);
}

/// <summary>Evidence kept outside the platform to verify its journal.</summary>
/// <param name="HeadsPath">The file with a copy of the signed heads.</param>
/// <param name="KeyPaths">The files of the public keys; empty for the keys that the platform knows.</param>
public sealed record JournalProof(string HeadsPath, IReadOnlyList<string> KeyPaths);
