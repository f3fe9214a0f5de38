namespace Imi.Kernel.Network.Accounts;

/// <summary>The journal's names of actions that several services record or read.</summary>
public static class AccountActions
{
    /// <summary>A person signed in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Somebody tried to sign in and did not succeed; the detail names the step.</summary>
    public const string SignInFailed = "sign-in-failed";

    /// <summary>A person signed out, or ended other sessions.</summary>
    public const string SignOut = "sign-out";

    /// <summary>A person set up an authenticator app or a passkey.</summary>
    public const string SecondFactorSet = "second-factor-set";

    /// <summary>Somebody tried to change something without permission.</summary>
    public const string Refused = "refused";
}
