namespace Imi.Kernel.Network.Accounts;

/// <summary>The kind of an e-mail about an account.</summary>
public enum AccountMailKind
{
    /// <summary>A link for setting up the account of a registered person.</summary>
    Welcome,

    /// <summary>A link for setting a new password.</summary>
    Reset,

    /// <summary>The password was changed.</summary>
    PasswordChanged,

    /// <summary>A second factor was set up or removed.</summary>
    SecondFactorChanged,

    /// <summary>New recovery codes were created.</summary>
    RecoveryCodesChanged,

    /// <summary>A recovery code was used to sign in.</summary>
    RecoveryCodeUsed,

    /// <summary>The yearly review of roles needs the person's decisions.</summary>
    ReviewDue,

    /// <summary>A link, requested by an administrator, for setting up a new second factor with the password or a code.</summary>
    Renewal,

    /// <summary>An account at an identity provider was linked and can be used to sign in.</summary>
    ProviderLinked,

    /// <summary>The person blocked signing in through a provider.</summary>
    ProviderShut,

    /// <summary>The person allowed signing in through a provider again.</summary>
    ProviderAllowed,

    /// <summary>A token for the HTTP API was created in the person's name.</summary>
    TokenCreated,

    /// <summary>
    /// A link for setting up the account of a person who lost all credentials, handed over by an operator and never sent by e-mail.
    /// </summary>
    HandedOver,
}
