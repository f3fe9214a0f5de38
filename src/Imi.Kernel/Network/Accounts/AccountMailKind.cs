namespace Imi.Kernel.Network.Accounts;

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
