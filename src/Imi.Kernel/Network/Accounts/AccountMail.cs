namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// An e-mail about a person's account, possibly with a link. The token in the link is created when the e-mail is sent and never stored, so that
/// access to the database alone opens no account.
/// </summary>
public sealed class AccountMail
{
    private AccountMail() { }

    internal AccountMail(Guid id, Guid userId, AccountMailKind kind, DateTime at, DateTime? expiresAt, string? codeHash = null)
    {
        Id = id;
        UserId = userId;
        Kind = kind;
        At = at;
        ExpiresAt = expiresAt;
        CodeHash = codeHash;
    }

    /// <summary>The id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The recipient.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The kind of e-mail.</summary>
    public AccountMailKind Kind { get; private set; }

    /// <summary>The time of creation, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The time at which its link expires, UTC; null without a link.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>The time at which its link was used or withdrawn, UTC; null while valid.</summary>
    public DateTime? UsedAt { get; private set; }

    /// <summary>The SHA-256 hash, in hexadecimal, of the code required with the link; null if the password is required, or nothing.</summary>
    public string? CodeHash { get; private set; }

    internal bool OpensAt(DateTime now) => UsedAt is null && ExpiresAt > now;
}
