namespace Imi.Kernel.Network.Accounts;

/// <summary>A person's bearer token for the HTTP API. Only its hash is stored.</summary>
public sealed class AccessToken
{
    private AccessToken() { }

    internal AccessToken(Guid id, Guid userId, string name, string hash, DateTime createdAt, DateTime expiresAt)
    {
        Id = id;
        UserId = userId;
        Name = name;
        Hash = hash;
        CreatedAt = createdAt;
        ExpiresAt = expiresAt;
    }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The person in whose name the token acts.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The name given by the person.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The SHA-256 hash of the token, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The time of creation, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The time of expiry, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>The time of the last use, UTC, accurate to a few minutes; null if never used.</summary>
    public DateTime? LastUsedAt { get; private set; }

    /// <summary>The time of revocation, by the person or by a change of their credentials, UTC; null if not revoked.</summary>
    public DateTime? RevokedAt { get; private set; }

    internal void Revoke(DateTime at) => RevokedAt ??= at;
}
