namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// What a person signs in with. It stands apart from <see cref="ImiUser"/>, which travels with every page, and is deleted when
/// the person ceases to be a user.
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

    /// <summary>The e-mail address in small letters, with which the person may sign in too.</summary>
    public string Email { get; private set; } = "";

    /// <summary>When the person opened a link that was sent there, UTC; null while nobody has.</summary>
    public DateTime? EmailConfirmedAt { get; private set; }

    /// <summary>The password's hash; null until one is set.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>When the password was set, UTC.</summary>
    public DateTime? PasswordSetAt { get; private set; }

    /// <summary>
    /// When the present password was first used together with the second factor, UTC; null until then. A password that was only set by
    /// a link proves no more than that somebody reads the mailbox.
    /// </summary>
    public DateTime? PasswordProvenAt { get; private set; }

    /// <summary>Changes with every credential: what was begun with older ones is not finished.</summary>
    public string SecurityStamp { get; private set; } = "";

    /// <summary>The authenticator app's key, encrypted with the platform's key ring; null until the app is set up.</summary>
    public byte[]? AuthenticatorKey { get; private set; }

    /// <summary>A key that is shown to be set up, encrypted; null while none is.</summary>
    public byte[]? NextAuthenticatorKey { get; private set; }

    /// <summary>The time step of the last code that was taken: none is taken twice.</summary>
    public long LastCodeStep { get; private set; }

    /// <summary>Whether a second factor of our own is set up.</summary>
    public bool HasSecondFactor => AuthenticatorKey is not null || HasPasskey;

    /// <summary>Whether the person has a passkey.</summary>
    public bool HasPasskey { get; private set; }

    /// <summary>Whether password and second factor are set up.</summary>
    public bool IsComplete => PasswordHash is not null && HasSecondFactor;

    internal void MoveTo(string email) => (Email, EmailConfirmedAt) = (email.ToLowerInvariant(), null);

    internal void Confirm(DateTime at) => EmailConfirmedAt ??= at;

    /// <summary>Whether anything signs the person in but an account elsewhere.</summary>
    public bool IsSetUp => PasswordHash is not null || HasSecondFactor;

    internal void SetPassword(string hash, string stamp, DateTime at) =>
        (PasswordHash, SecurityStamp, PasswordSetAt, PasswordProvenAt) = (hash, stamp, at, null);

    internal void ProvePassword(DateTime at) => PasswordProvenAt ??= PasswordHash is null ? null : at;

    /// <summary>Whether the password was in use, with the second factor, before a moment.</summary>
    internal bool IsPasswordProvenBefore(DateTime moment) => PasswordHash is not null && PasswordProvenAt < moment;

    /// <summary>The same password by today's way of hashing.</summary>
    internal void Rehash(string hash) => PasswordHash = hash;

    internal void Offer(byte[] key) => NextAuthenticatorKey = key;

    internal void TakeOffered(long step, string stamp) =>
        (AuthenticatorKey, NextAuthenticatorKey, LastCodeStep, SecurityStamp) = (NextAuthenticatorKey, null, step, stamp);

    internal void LoseAuthenticator() => (AuthenticatorKey, NextAuthenticatorKey) = (null, null);

    internal void HoldPasskeys(bool any, string stamp) => (HasPasskey, SecurityStamp) = (any, stamp);

    /// <summary>Leaves nothing to sign in with: a link that goes to the e-mail address begins anew.</summary>
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
