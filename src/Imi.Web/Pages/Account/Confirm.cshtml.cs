using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Reauthenticates a signed-in person and returns the saved form.</summary>
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
    /// <summary>The id of the saved form.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>The page to open if no form was saved.</summary>
    [BindProperty]
    public string? ReturnUrl { get; set; }

    /// <summary>The reauthentication prompt.</summary>
    public ReauthenticationPrompt Prompt { get; private set; } = null!;

    /// <summary>The saved form, to be posted again.</summary>
    public KeptForm.Content? Resumed { get; private set; }

    private string Onward => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/profile";

    /// <summary>Redirects to the profile: without a form there is nothing to confirm.</summary>
    public IActionResult OnGet() => LocalRedirect("/profile");

    /// <summary>Checks the password or code.</summary>
    public async Task<IActionResult> OnPostAsync(string? confirmation, CancellationToken cancellationToken)
    {
        var session = HttpContext.SessionOrNull()!;
        if (
            !session.IsByClick
            && await signInService.CheckAgainAsync(session, confirmation ?? "", browserSession.CurrentAttempt(), cancellationToken) is { IsRight: false } answer
        )
            return await AgainAsync(session, answer.Wait, answer.IsBusy, cancellationToken);

        await sessions.ConfirmAsync(session, cancellationToken);
        Resumed = await keptForm.OpenAsync(Kept, session.UserId, cancellationToken);
        return Resumed is null ? LocalRedirect(Onward) : Page();
    }

    /// <summary>Checks a passkey of the person.</summary>
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

    /// <summary>Redirects to the provider.</summary>
    public async Task<IActionResult> OnPostProviderAsync(CancellationToken cancellationToken) =>
        settings.Provider is null ? NotFound() : await provider.ChallengeAsync(Onward, Kept, HttpContext.SessionOrNull()!, cancellationToken);
}
