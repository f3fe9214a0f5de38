using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Imi.Web.Pages;

/// <summary>Signs people in with the OpenID Connect provider: redirects to it and handles its response.</summary>
internal sealed class SignInProviderModel(
    ProviderChallengeService provider,
    ProviderSignInService providerSignInService,
    SessionService sessions,
    BrowserSessionService browserSession,
    WebSettings settings
) : PageModel
{
    /// <summary>The page to open afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The name of the provider.</summary>
    public string Provider => settings.Provider!.Name;

    /// <summary>The last part of the key of the text that explains the failure.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Whether the person is still signed in, and only the reauthentication failed.</summary>
    public bool IsSignedIn => HttpContext.SessionOrNull() is not null;

    /// <summary>The address at which to try again; a saved form is still available there.</summary>
    public string Onward =>
        IsSignedIn ? LocalOr("/inbox")
        : Url.IsLocalUrl(ReturnUrl) ? QueryHelpers.AddQueryString("/sign-in", "returnUrl", ReturnUrl)
        : "/sign-in";

    /// <summary>Redirects to the provider.</summary>
    public async Task<IActionResult> OnPostAsync(string? kept, CancellationToken cancellationToken) =>
        settings.Provider is null ? NotFound() : await provider.ChallengeAsync(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null, kept, null, cancellationToken);

    /// <summary>Handles the provider's response.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (settings.Provider is null)
            return NotFound();
        if (await provider.ReadResponseAsync(cancellationToken) is not { } response)
            return LocalRedirect("/sign-in");
        ReturnUrl = response.ReturnUrl;
        if (response.Session is { } asked)
            return await ConfirmAsync(response, asked, cancellationToken);
        switch (await providerSignInService.EnterAsync(response.Identity, cancellationToken))
        {
            case { SignedIn: { } signedIn }:
                await browserSession.BeginAsync(signedIn, isByClick: false, cancellationToken);
                return LocalRedirect(LocalOr("/inbox"));
            case { Step: { } step }:
                await HttpContext.NoteAsync(step);
                return LocalRedirect(
                    step.IsComplete ? QueryHelpers.AddQueryString("/sign-in?handler=Code", "returnUrl", LocalOr("/inbox")) : "/account/authenticator"
                );
            default:
                return ShowFailure("unknown");
        }
    }

    /// <summary>Shows that the provider did not confirm an identity.</summary>
    public IActionResult OnGetFailed() => ShowFailure("failed");

    /// <summary>Shows that the provider does not respond.</summary>
    public IActionResult OnGetSilent() => ShowFailure("silent");

    private async Task<IActionResult> ConfirmAsync(ProviderChallengeService.ProviderResponse response, Guid asked, CancellationToken cancellationToken)
    {
        if (
            HttpContext.SessionOrNull() is not { } session
            || session.Id != asked
            || response.AskedAt is not { } askedAt
            || !await providerSignInService.IsAgainAsync(session, response.Identity, askedAt, cancellationToken)
        )
        {
            return ShowFailure("not-again");
        }

        await sessions.ConfirmAsync(session, cancellationToken);
        return LocalRedirect(LocalOr("/profile"));
    }

    private IActionResult ShowFailure(string why)
    {
        if (settings.Provider is null)
            return NotFound();
        Why = why;
        return Page();
    }

    private string LocalOr(string otherwise) => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : otherwise;
}
