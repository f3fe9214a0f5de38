using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>
/// The keys by which signed heads are checked: the node's own, those of other nodes and former ones (public keys in
/// <c>keys/journal-known</c>), and what somebody names.
/// </summary>
internal sealed class JournalKeys : IDisposable
{
    private const int FingerprintLength = 16;
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    private JournalKeys(IEnumerable<ECDsa> keys)
    {
        foreach (var key in keys)
        {
            if (!_keys.TryAdd(FingerprintOf(key), key))
                key.Dispose();
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<ECDsa> All => _keys.Values;

    /// <summary>The keys that the platform knows.</summary>
    /// <exception cref="ConfigurationProblem">A file holds no key.</exception>
    public static JournalKeys Known(DatabaseSettings settings, params IEnumerable<string> more) =>
        new([JournalKey.Open(settings), .. KnownFiles(settings).Concat(more).Select(JournalKey.Read)]);

    /// <summary>Keys that somebody names, and no others.</summary>
    /// <exception cref="ConfigurationProblem">A file holds no key.</exception>
    public static JournalKeys Named(IEnumerable<string> paths) => new(paths.Select(JournalKey.Read));

    /// <summary>By which a head says which key signed it: the beginning of the SHA-256 of the public key, in hexadecimal.</summary>
    public static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..FingerprintLength];

    /// <summary>A key by its fingerprint; null where it is unknown.</summary>
    public ECDsa? Find(string fingerprint) => _keys.GetValueOrDefault(fingerprint);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private static IEnumerable<string> KnownFiles(DatabaseSettings settings) =>
        Directory.Exists(settings.KnownJournalKeysDirectory)
            ? Directory.EnumerateFiles(settings.KnownJournalKeysDirectory, "*.pem").Order(StringComparer.Ordinal)
            : [];
}
