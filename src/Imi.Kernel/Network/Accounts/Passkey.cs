namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// A passkey (WebAuthn): a key that stays in a person's device, or in the keeping of its maker, and answers only after the person
/// was verified there by PIN or body. So it is two factors at once. Deleted when the person ceases to be a user.
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

    /// <summary>The longest name.</summary>
    public const int LongestName = 60;

    /// <summary>What the device calls it, in base64url.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The public key, as COSE writes it.</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>How often the device has signed with it, where it counts; else 0. Where it counts less than before, the key was copied.</summary>
    public long Counter { get; private set; }

    /// <summary>What the person calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was set up, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it last signed the person in, UTC; null where it never has.</summary>
    public DateTime? LastUsedAt { get; private set; }

    internal void Use(long counter, DateTime at) => (Counter, LastUsedAt) = (counter, at);
}

/// <summary>What a device made.</summary>
/// <param name="Id">What the device calls it, in base64url.</param>
/// <param name="PublicKey">The public key, as COSE writes it.</param>
/// <param name="Counter">How often it has signed.</param>
public sealed record NewPasskey(string Id, byte[] PublicKey, long Counter);
