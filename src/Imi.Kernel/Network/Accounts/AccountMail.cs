namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// An e-mail about a person's account. Some carry a link; what the link says is made when the mail leaves and stands nowhere,
/// so that the database alone opens no account.
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Whom it tells.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What it tells.</summary>
    public AccountMailKind Kind { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>Until when its link opens, UTC; null where it carries none.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>When its link was used or withdrawn, UTC; null while it opens.</summary>
    public DateTime? UsedAt { get; private set; }

    /// <summary>SHA-256 of the code that has to be given with the link, in hexadecimal; null where the password is asked for, or nothing.</summary>
    public string? CodeHash { get; private set; }

    internal bool OpensAt(DateTime now) => UsedAt is null && ExpiresAt > now;
}
