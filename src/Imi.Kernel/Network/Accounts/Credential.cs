namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// The credentials of a person. Kept apart from <see cref="ImiUser"/>, which is loaded for every page, and deleted when the person ceases to be a
/// user.
/// </summary>
public sealed class Credential
{
    private Credential() { }

    internal Credential(Guid userId, string email, string stamp)
    {
        UserId = userId;
        Email = email.ToLowerInvariant();
        SecurityStamp = stamp;
    }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The e-mail address in lower case, which can be used to sign in.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The time at which the person first used a link sent to this address or was linked through it, UTC; null if never.</summary>
    public DateTime? EmailConfirmedAt { get; private set; }

    /// <summary>The hash of the password; null if none is set.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>The time at which the password was set, UTC.</summary>
    public DateTime? PasswordSetAt { get; private set; }

    /// <summary>
    /// The time at which the current password was first used together with the second factor, UTC; null if never. A password that was only set by a
    /// link proves no more than access to the mailbox.
    /// </summary>
    public DateTime? PasswordProvenAt { get; private set; }

    /// <summary>Changes with every credential, to invalidate sign-ins begun with older ones.</summary>
    public string SecurityStamp { get; private set; } = "";

    /// <summary>The key of the authenticator app, encrypted with the platform's key ring; null if none is set up.</summary>
    public byte[]? AuthenticatorKey { get; private set; }

    /// <summary>The encrypted key offered for setting up an app; null if there is none.</summary>
    public byte[]? NextAuthenticatorKey { get; private set; }

    /// <summary>The time step of the last accepted code, so that no code is accepted twice.</summary>
    public long LastCodeStep { get; private set; }

    /// <summary>Whether the person has set up a second factor on the platform.</summary>
    public bool HasSecondFactor => AuthenticatorKey is not null || HasPasskey;

    /// <summary>Whether the person has a passkey.</summary>
    public bool HasPasskey { get; private set; }

    /// <summary>Whether both password and second factor are set up.</summary>
    public bool IsComplete => PasswordHash is not null && HasSecondFactor;

    internal void MoveTo(string email) => (Email, EmailConfirmedAt) = (email.ToLowerInvariant(), null);

    internal void Confirm(DateTime at) => EmailConfirmedAt ??= at;

    /// <summary>Whether the person can sign in with credentials other than an external account.</summary>
    public bool IsSetUp => PasswordHash is not null || HasSecondFactor;

    internal void SetPassword(string hash, string stamp, DateTime at) =>
        (PasswordHash, SecurityStamp, PasswordSetAt, PasswordProvenAt) = (hash, stamp, at, null);

    internal void ProvePassword(DateTime at) => PasswordProvenAt ??= PasswordHash is null ? null : at;

    /// <summary>Whether the current password was used together with the second factor before a point in time.</summary>
    internal bool IsPasswordProvenBefore(DateTime moment) => PasswordHash is not null && PasswordProvenAt < moment;

    /// <summary>Replaces the hash of the same password by one of the current format.</summary>
    internal void Rehash(string hash) => PasswordHash = hash;

    internal void Offer(byte[] key) => NextAuthenticatorKey = key;

    internal void TakeOffered(long step, string stamp) =>
        (AuthenticatorKey, NextAuthenticatorKey, LastCodeStep, SecurityStamp) = (NextAuthenticatorKey, null, step, stamp);

    internal void LoseAuthenticator() => (AuthenticatorKey, NextAuthenticatorKey) = (null, null);

    internal void HoldPasskeys(bool any, string stamp) => (HasPasskey, SecurityStamp) = (any, stamp);

    /// <summary>Removes all credentials. The account can then only be set up by a link that an operator hands over.</summary>
    internal void Forget(string stamp) =>
        (PasswordHash, PasswordSetAt, PasswordProvenAt, AuthenticatorKey, NextAuthenticatorKey, HasPasskey, SecurityStamp) = (
            null,
            null,
            null,
            null,
            null,
            false,
            stamp
        );
}
