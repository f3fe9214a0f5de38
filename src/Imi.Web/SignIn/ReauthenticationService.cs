using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;

namespace Imi.Web.SignIn;

/// <summary>By what people who are signed in can show again who they are.</summary>
internal sealed class ReauthenticationService(OwnAccountService account, ProviderSignInService providers, WebAuthnService passkeys, WebSettings settings)
{
    /// <summary>What the page asks for.</summary>
    public async Task<ReauthenticationPrompt> PromptAsync(ReauthenticationPurpose purpose, Session session, FieldError? error, CancellationToken cancellationToken)
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

/// <summary>What somebody was about to do when they were asked again who they are.</summary>
/// <param name="Kept">By what is asked for what was typed; empty for nothing.</param>
/// <param name="ReturnUrl">The page to go to where nothing was typed; null for the profile.</param>
internal sealed record ReauthenticationPurpose(string Kept, string? ReturnUrl);

/// <summary>What the page that asks again needs.</summary>
/// <param name="Purpose">What the person was about to do.</param>
/// <param name="IsByClick">Whether a click is enough, as one of the demonstration network's people.</param>
/// <param name="HasSecret">Whether the person has a password or an authenticator app.</param>
/// <param name="Provider">What the provider is called at which the person can show it; null where at none.</param>
/// <param name="Error">What was wrong with what was given; null for nothing.</param>
internal sealed record ReauthenticationPrompt(ReauthenticationPurpose Purpose, bool IsByClick, bool HasSecret, string? Provider, FieldError? Error)
{
    /// <summary>What asks for a passkey; null for who has none.</summary>
    public PasskeyForm? Passkey { get; init; }
}
