using Imi.Kernel.People;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;

namespace Imi.Web.SignIn;

/// <summary>By what people who are signed in can show again who they are.</summary>
internal sealed class Confirmations(OwnAccountDesk account, ProviderDesk providers, PasskeyDoor passkeys, WebSettings settings)
{
    /// <summary>What the page asks for.</summary>
    public async Task<ConfirmationAsked> AskAsync(string kept, Session session, bool isWrong, int? seconds, CancellationToken cancellationToken)
    {
        var isLinked = settings.Provider is not null && (await providers.LinksAsync(session.UserId, cancellationToken)).Any(link => link.IsOpen);
        var credential = session.IsByClick ? null : await account.FindAsync(session.UserId, cancellationToken);
        var hasSecret = session.IsByClick || credential is { PasswordHash: not null } or { AuthenticatorKey: not null } || (!isLinked && credential is not { HasPasskey: true });
        return new ConfirmationAsked(kept, session.IsByClick, hasSecret, isLinked ? settings.Provider!.Name : null, isWrong, seconds)
        {
            Passkey = credential is { HasPasskey: true } ? new PasskeyForm("/account/confirm?handler=Passkey", "account.passkey.confirm", passkeys.AskToSignIn()) { Hidden = [("Kept", kept)] } : null,
        };
    }
}

/// <summary>What the page that asks again needs.</summary>
/// <param name="Kept">What was typed, encrypted.</param>
/// <param name="IsByClick">Whether a click is enough, as one of the demonstration network's people.</param>
/// <param name="HasSecret">Whether the person has a password or an authenticator app.</param>
/// <param name="Provider">What the provider is called at which the person can show it; null where at none.</param>
/// <param name="IsWrong">Whether what was given was wrong.</param>
/// <param name="Seconds">How long to wait before the next try; null for not at all.</param>
internal sealed record ConfirmationAsked(string Kept, bool IsByClick, bool HasSecret, string? Provider, bool IsWrong, int? Seconds)
{
    /// <summary>What asks for a passkey; null for who has none.</summary>
    public PasskeyForm? Passkey { get; init; }
}
