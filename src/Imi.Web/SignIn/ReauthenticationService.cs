using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;

namespace Imi.Web.SignIn;

/// <summary>Finds the ways in which a signed-in person can reauthenticate.</summary>
internal sealed class ReauthenticationService(OwnAccountService account, ProviderSignInService providers, WebAuthnService passkeys, WebSettings settings)
{
    /// <summary>Builds the reauthentication prompt.</summary>
    /// <param name="purpose">What the person was about to do.</param>
    /// <param name="session">The current session.</param>
    /// <param name="error">The error of the previous attempt; null if there was none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ReauthenticationPrompt> PromptAsync(
        ReauthenticationPurpose purpose,
        Session session,
        FieldError? error,
        CancellationToken cancellationToken
    )
    {
        var isLinked = settings.Provider is not null && (await providers.LinksAsync(session.UserId, cancellationToken)).Any(link => link.IsOpen);
        var credential = session.IsByClick ? null : await account.FindAsync(session.UserId, cancellationToken);
        var hasSecret =
            session.IsByClick
            || credential is { PasswordHash: not null } or { AuthenticatorKey: not null }
            || (!isLinked && credential is not { HasPasskey: true });
        return new ReauthenticationPrompt(purpose, session.IsByClick, hasSecret, isLinked ? settings.Provider!.Name : null, error)
        {
            Passkey = credential is { HasPasskey: true }
                ? new PasskeyForm("/account/confirm?handler=Passkey", "account.passkey.confirm", passkeys.BeginSignIn())
                {
                    Hidden = [("Kept", purpose.Kept), ("ReturnUrl", purpose.ReturnUrl)],
                }
                : null,
        };
    }
}

/// <summary>What a person was about to do when reauthentication was required.</summary>
/// <param name="Kept">The id of the saved form; empty if there is none.</param>
/// <param name="ReturnUrl">The page to open if no form was saved; null for the profile.</param>
internal sealed record ReauthenticationPurpose(string Kept, string? ReturnUrl);

/// <summary>The content of the reauthentication prompt.</summary>
/// <param name="Purpose">What the person was about to do.</param>
/// <param name="IsByClick">Whether one click is enough, as for people of the demonstration network.</param>
/// <param name="HasSecret">Whether to ask for a password or a code, or for the click.</param>
/// <param name="Provider">The name of the provider to which the person is linked; null if there is none.</param>
/// <param name="Error">The error of the previous attempt; null if there was none.</param>
internal sealed record ReauthenticationPrompt(ReauthenticationPurpose Purpose, bool IsByClick, bool HasSecret, string? Provider, FieldError? Error)
{
    /// <summary>The passkey request; null if the person has no passkey.</summary>
    public PasskeyForm? Passkey { get; init; }
}
