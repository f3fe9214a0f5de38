using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Imi.Web.Pages;

/// <summary>Signing in by a provider: the way there, and what becomes of its answer.</summary>
internal sealed class SignInProviderModel(ProviderChallengeService provider, ProviderSignInService providerSignInService, SessionService sessions, BrowserSessionService browserSession, WebSettings settings)
    : PageModel
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What the provider is called.</summary>
    public string Provider => settings.Provider!.Name;

    /// <summary>Why nobody was signed in: the end of a text's key.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Whether somebody is signed in all the same, and only did not show it anew.</summary>
    public bool IsSignedIn => HttpContext.SessionOrNull() is not null;

    /// <summary>Where to begin again; what was typed waits there.</summary>
    public string Onward =>
        IsSignedIn ? LocalOr("/inbox")
        : Url.IsLocalUrl(ReturnUrl) ? QueryHelpers.AddQueryString("/sign-in", "returnUrl", ReturnUrl)
        : "/sign-in";

    /// <summary>Goes to the provider.</summary>
    public async Task<IActionResult> OnPostAsync(string? kept, CancellationToken cancellationToken) =>
        settings.Provider is null ? NotFound() : await provider.ChallengeAsync(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null, kept, null, cancellationToken);

    /// <summary>Takes what the provider said.</summary>
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
                return Told("unknown");
        }
    }

    /// <summary>Tells that the provider did not say who it is.</summary>
    public IActionResult OnGetFailed() => Told("failed");

    /// <summary>Tells that the provider does not answer.</summary>
    public IActionResult OnGetSilent() => Told("silent");

    private async Task<IActionResult> ConfirmAsync(ProviderChallengeService.ProviderResponse response, Guid asked, CancellationToken cancellationToken)
    {
        if (
            HttpContext.SessionOrNull() is not { } session
            || session.Id != asked
            || response.AskedAt is not { } askedAt
            || !await providerSignInService.IsAgainAsync(session, response.Identity, askedAt, cancellationToken)
        )
        {
            return Told("not-again");
        }

        await sessions.ConfirmAsync(session, cancellationToken);
        return LocalRedirect(LocalOr("/profile"));
    }

    private IActionResult Told(string why)
    {
        if (settings.Provider is null)
            return NotFound();
        Why = why;
        return Page();
    }

    private string LocalOr(string otherwise) => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : otherwise;
}
