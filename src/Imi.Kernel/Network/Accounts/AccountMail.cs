namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// An e-mail about a person's account. Some carry a link; what the link says is made when the mail leaves and stands nowhere,
/// so that the database alone opens no account.
/// </summary>
public sealed class AccountMail
{
    private AccountMail()
    {
    }

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

/// <summary>What an e-mail about an account tells.</summary>
public enum AccountMailKind
{
    /// <summary>The person is registered: a link to set up the account.</summary>
    Welcome,

    /// <summary>Somebody forgot the password: a link to set another.</summary>
    Reset,

    /// <summary>The password was changed.</summary>
    PasswordChanged,

    /// <summary>An authenticator app or another second factor was set up.</summary>
    SecondFactorChanged,

    /// <summary>The recovery codes were made anew.</summary>
    RecoveryCodesChanged,

    /// <summary>A recovery code was used to sign in.</summary>
    RecoveryCodeUsed,

    /// <summary>The yearly review of what people may do waits for the person's decisions.</summary>
    ReviewDue,

    /// <summary>An administrator lets the person set up the second factor anew: a link at which the password is asked for.</summary>
    Renewal,

    /// <summary>An account at a provider was linked: it signs the person in.</summary>
    ProviderLinked,

    /// <summary>The person shut the way in by a provider.</summary>
    ProviderShut,

    /// <summary>The person opened the way in by a provider again.</summary>
    ProviderAllowed,

    /// <summary>A token for the HTTP API was made in the person's name.</summary>
    TokenCreated,

    /// <summary>A link that an operator hands over to somebody who lost everything: it sets up the account. It is never sent by e-mail.</summary>
    HandedOver,
}
