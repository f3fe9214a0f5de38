using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Where somebody who is signed in shows again who they are, and gets back what they were about to send.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ConfirmModel(
    SignInService signInService,
    SessionService sessions,
    BrowserSessionService browserSession,
    KeptForm keptForm,
    ReauthenticationService reauthentication,
    ProviderChallengeService provider,
    WebAuthnService passkeys,
    WebSettings settings
) : PageModel
{
    /// <summary>By what is asked for what was typed.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>The page to go to where nothing was typed.</summary>
    [BindProperty]
    public string? ReturnUrl { get; set; }

    /// <summary>What is asked.</summary>
    public ReauthenticationPrompt Prompt { get; private set; } = null!;

    /// <summary>What was kept, to be sent again.</summary>
    public KeptForm.Content? Resumed { get; private set; }

    private string Onward => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/profile";

    /// <summary>There is nothing to confirm without a form.</summary>
    public IActionResult OnGet() => LocalRedirect("/profile");

    /// <summary>Checks who it is.</summary>
    public async Task<IActionResult> OnPostAsync(string? confirmation, CancellationToken cancellationToken)
    {
        var session = HttpContext.SessionOrNull()!;
        if (!session.IsByClick && await signInService.CheckAgainAsync(session, confirmation ?? "", browserSession.CurrentAttempt(), cancellationToken) is { IsRight: false } answer)
            return await AgainAsync(session, answer.Wait, answer.IsBusy, cancellationToken);

        await sessions.ConfirmAsync(session, cancellationToken);
        Resumed = await keptForm.OpenAsync(Kept, session.UserId, cancellationToken);
        return Resumed is null ? LocalRedirect(Onward) : Page();
    }

    /// <summary>Lets a passkey of the person show it.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? passkeyToken, string? passkeyAnswer, CancellationToken cancellationToken)
    {
        var session = HttpContext.SessionOrNull()!;
        var answer = await passkeys.SignInAsync(new PasskeyResponse(passkeyToken, passkeyAnswer), cancellationToken);
        if (answer.Done?.Actor.UserId != session.UserId)
            return await AgainAsync(session, answer.Wait, answer.IsBusy, cancellationToken);

        await sessions.ConfirmAsync(session, cancellationToken);
        Resumed = await keptForm.OpenAsync(Kept, session.UserId, cancellationToken);
        return Resumed is null ? LocalRedirect(Onward) : Page();
    }

    private async Task<IActionResult> AgainAsync(Session session, TimeSpan? wait, bool isBusy, CancellationToken cancellationToken)
    {
        var error = wait is { } time ? Response.SetRetryAfter(time, isBusy, "confirmation") : new FieldError("confirmation", "account.confirm.wrong");
        Prompt = await reauthentication.PromptAsync(new ReauthenticationPurpose(Kept ?? "", ReturnUrl), session, error, cancellationToken);
        return Page();
    }

    /// <summary>Lets the provider check it.</summary>
    public async Task<IActionResult> OnPostProviderAsync(CancellationToken cancellationToken) =>
        settings.Provider is null ? NotFound() : await provider.ChallengeAsync(Onward, Kept, HttpContext.SessionOrNull()!, cancellationToken);
}
