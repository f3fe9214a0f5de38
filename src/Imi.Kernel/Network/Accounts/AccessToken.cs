namespace Imi.Kernel.Network.Accounts;

/// <summary>A bearer token of a person for the HTTP API. Only its hash is kept.</summary>
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

    /// <summary>Its identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The person in whose name it acts.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What the person calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Until when it serves, UTC.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>When it was last used, UTC, to a few minutes; null where it never was.</summary>
    public DateTime? LastUsedAt { get; private set; }

    /// <summary>When it was revoked, by its person or by a change of what the person signs in with, UTC; null where it was not.</summary>
    public DateTime? RevokedAt { get; private set; }

    internal void Revoke(DateTime at) => RevokedAt ??= at;
}
