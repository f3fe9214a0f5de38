using System.Security.Cryptography;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Foundation.Audit.Chain;

/// <summary>
/// The keys that verify signed heads: either the node's own key with those of other nodes and former ones (public keys in
/// <c>keys/journal-known</c>), or only the keys that a caller names.
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

    /// <summary>All keys, each once.</summary>
    public IReadOnlyCollection<ECDsa> All => _keys.Values;

    /// <summary>Loads the keys that the platform knows, and more.</summary>
    /// <exception cref="ConfigurationProblem">A file cannot be read or holds no key.</exception>
    public static JournalKeys Known(DatabaseSettings settings, params IEnumerable<string> more) =>
        new([JournalKey.Open(settings), .. KnownFiles(settings).Concat(more).Select(JournalKey.Read)]);

    /// <summary>Loads the keys in the given files and no others.</summary>
    /// <exception cref="ConfigurationProblem">A file cannot be read or holds no key.</exception>
    public static JournalKeys Named(IEnumerable<string> paths) => new(paths.Select(JournalKey.Read));

    /// <summary>Identifies a key in a signed head: the first 16 hexadecimal digits of the SHA-256 of the public key.</summary>
    public static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..FingerprintLength];

    /// <summary>Finds a key by its fingerprint; null if unknown.</summary>
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
