using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Signs people in: with password and second factor, with a passkey, or by one click in the demonstration network.</summary>
internal sealed class SignInModel(
    UserService people,
    SignInService signInService,
    ProviderSignInService providers,
    BrowserSessionService browserSession,
    DemonstrationPeople demonstration,
    WebAuthnService passkeys,
    WebSettings settings,
    KeptForm keptForm
) : PageModel
{
    /// <summary>The page to open after signing in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The id of the form that was saved when the session ended; null if there is none.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kept { get; set; }

    /// <summary>The people of the demonstration network; null if it is not enabled.</summary>
    public DemonstrationPeople.Content? Demonstration { get; private set; }

    /// <summary>The saved form, to be posted again after signing in.</summary>
    public KeptForm.Content? Resumed { get; private set; }

    /// <summary>Whether the password was correct and the second factor is required.</summary>
    public bool AsksForCode { get; private set; }

    /// <summary>The user name or e-mail address as typed.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name of the sign-in provider; null if there is none.</summary>
    public string? Provider => settings.Provider?.Name;

    /// <summary>The passkey request.</summary>
    public PasskeyForm PasskeyForm =>
        new("/sign-in?handler=Passkey", "account.passkey.sign-in", passkeys.BeginSignIn()) { Hidden = [(nameof(ReturnUrl), ReturnUrl), (nameof(Kept), Kept)] };

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Asks for user name and password.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Kept = Guid.TryParse(HttpContext.Items[KeepTypedForms.Item] as string ?? Kept, out var kept) ? kept.ToString() : null;
        await LoadAsync(cancellationToken);
    }

    /// <summary>Asks a person who has just set a new password for the second factor.</summary>
    public async Task<IActionResult> OnGetCodeAsync(CancellationToken cancellationToken) =>
        (AsksForCode = await HttpContext.StepAsync(cancellationToken) is { IsComplete: true }) ? Page() : LocalRedirect("/sign-in");

    /// <summary>Signs in a person of the demonstration network.</summary>
    public async Task<IActionResult> OnPostAsync(string? userName, CancellationToken cancellationToken)
    {
        if (!settings.IsDemonstration)
            return NotFound();
        if (await people.ActorAsync(userName ?? "", cancellationToken) is not { } actor)
            return await AgainAsync(null, cancellationToken);
        return await EnterAsync(new SignedIn(actor, "click"), isByClick: true, cancellationToken);
    }

    /// <summary>Checks user name and password.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? name, string? password, CancellationToken cancellationToken)
    {
        Name = (name ?? "").Trim();
        var answer = await signInService.CheckPasswordAsync(Name, password ?? "", browserSession.CurrentAttempt(), cancellationToken);
        if (answer.Done is not { } step)
            return await AgainAsync(Refused(answer, "sign-in-name", "account.sign-in.wrong"), cancellationToken);
        await HttpContext.NoteAsync(step);
        if (!step.IsComplete)
            return LocalRedirect("/account/authenticator");
        AsksForCode = true;
        return Page();
    }

    /// <summary>Checks a passkey, which counts as both factors, and begins the session.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? passkeyToken, string? passkeyAnswer, CancellationToken cancellationToken)
    {
        var answer = await passkeys.SignInAsync(new PasskeyResponse(passkeyToken, passkeyAnswer), cancellationToken);
        return answer.Done is { } signedIn
            ? await EnterAsync(signedIn, isByClick: false, cancellationToken)
            : await AgainAsync(Refused(answer, "sign-in-name", "account.passkey.wrong"), cancellationToken);
    }

    /// <summary>Checks the second factor and begins the session.</summary>
    public async Task<IActionResult> OnPostCodeAsync(string? code, CancellationToken cancellationToken)
    {
        if (await HttpContext.StepAsync(cancellationToken) is not { } step)
            return await AgainAsync(new FieldError("sign-in-name", "account.sign-in.too-late"), cancellationToken);
        var answer = await signInService.CheckCodeAsync(step, code ?? "", browserSession.CurrentAttempt(), cancellationToken);
        if (answer.Done is { } signedIn)
            return await EnterAsync(signedIn, isByClick: false, cancellationToken);
        AsksForCode = true;
        Errors = Errors with { Errors = [Refused(answer, "code", "account.sign-in.wrong-code")] };
        return Page();
    }

    private async Task<IActionResult> EnterAsync(SignedIn signedIn, bool isByClick, CancellationToken cancellationToken)
    {
        if (!isByClick && await HttpContext.StepAsync(cancellationToken) is { } step && step.UserId == signedIn.Actor.UserId)
        {
            await signInService.ProveAsync(step, cancellationToken);
            await providers.LinkAsync(step, cancellationToken);
        }

        await browserSession.BeginAsync(signedIn, isByClick, cancellationToken);
        if (await keptForm.OpenAsync(Kept, signedIn.Actor.UserId, cancellationToken) is { } resumed && Url.IsLocalUrl(resumed.Path))
        {
            Resumed = resumed;
            return Page();
        }

        return Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : LocalRedirect("/");
    }

    /// <summary>Returns the error of an attempt; after too many attempts, how long to wait.</summary>
    private FieldError Refused<T>(SignInAnswer<T> answer, string field, string wrong)
        where T : class => answer.Wait is { } wait ? Response.SetRetryAfter(wait, answer.IsBusy, field) : new FieldError(field, wrong);

    private async Task<IActionResult> AgainAsync(FieldError? error, CancellationToken cancellationToken)
    {
        if (error is not null)
            Errors = Errors with { Errors = [error] };
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Demonstration = settings.IsDemonstration ? await demonstration.LoadAsync(cancellationToken) : null;
}
