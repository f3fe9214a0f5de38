namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// A passkey (WebAuthn): a key kept by a person's device or its vendor, which signs only after verifying the person by PIN or biometrics. It counts
/// as two factors. Deleted when the person ceases to be a user.
/// </summary>
public sealed class Passkey
{
    private Passkey() { }

    internal Passkey(Guid userId, NewPasskey made, string name, DateTime at)
    {
        Id = made.Id;
        UserId = userId;
        PublicKey = made.PublicKey;
        Counter = made.Counter;
        Name = name;
        CreatedAt = at;
    }

    /// <summary>The maximum length of a name.</summary>
    public const int LongestName = 60;

    /// <summary>The credential id, in base64url.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The public key, in COSE format.</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>The signature counter; 0 if the device does not count. A lower value than before indicates a cloned key.</summary>
    public long Counter { get; private set; }

    /// <summary>The name given by the person.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The time of creation, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The time of the last sign-in with it, UTC; null if never used.</summary>
    public DateTime? LastUsedAt { get; private set; }

    internal void Use(long counter, DateTime at) => (Counter, LastUsedAt) = (counter, at);
}

/// <summary>A passkey as created by a device.</summary>
/// <param name="Id">The credential id, in base64url.</param>
/// <param name="PublicKey">The public key, in COSE format.</param>
/// <param name="Counter">The signature counter.</param>
public sealed record NewPasskey(string Id, byte[] PublicKey, long Counter);
