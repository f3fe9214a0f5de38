using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>Shows and changes a person's credentials and sessions.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class SecurityModel(
    OwnAccountService ownAccountService,
    PasskeyService passkeyService,
    WebAuthnService passkeys,
    UserService people,
    ProviderSignInService providers,
    SessionService sessions,
    BrowserSessionService browserSession,
    WebSettings settings
) : PageModel
{
    private const string Address = "/profile/sign-in";

    /// <summary>The person's credentials; null for people who only sign in by one click or with a provider.</summary>
    public Credential? Credential { get; private set; }

    /// <summary>The number of unused recovery codes.</summary>
    public int CodesLeft { get; private set; }

    /// <summary>The name of the sign-in provider; null if there is none.</summary>
    public string? Provider => settings.Provider?.Name;

    /// <summary>The person's accounts with providers.</summary>
    public IReadOnlyList<ProviderLink> Links { get; private set; } = [];

    /// <summary>The person's passkeys.</summary>
    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    /// <summary>The registration of another passkey.</summary>
    public PasskeyForm? PasskeyForm { get; private set; }

    /// <summary>The person's sessions.</summary>
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>The current session.</summary>
    public Session Current => HttpContext.SessionOrNull()!;

    /// <summary>New recovery codes; shown once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>Whether something was just changed.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        IsSaved = saved;
        await LoadAsync(cancellationToken);
    }

    /// <summary>Ends a session.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(Current.UserId, session, cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    /// <summary>Ends all sessions except the current one.</summary>
    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(Current.UserId, Current.Id, cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password, CancellationToken cancellationToken)
    {
        var change = await ownAccountService.ChangePasswordAsync(Current, current ?? "", password ?? "", browserSession.CurrentAttempt(), cancellationToken);
        if (change.IsDone)
            return LocalRedirect($"{Address}?saved=true");
        Errors = Errors with { Errors = [change.Wait is { } wait ? Response.SetRetryAfter(wait, change.IsBusy, "current") : ErrorOf(change.Flaw!)] };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Creates new recovery codes.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostCodesAsync(CancellationToken cancellationToken)
    {
        if (await ownAccountService.FindAsync(Current.UserId, cancellationToken) is not { HasSecondFactor: true })
            return LocalRedirect(Address);
        RecoveryCodes = await ownAccountService.RenewRecoveryCodesAsync(Current, cancellationToken);
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Registers a passkey.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostPasskeyAsync(string? passkeyToken, string? passkeyAnswer, string? passkeyName, CancellationToken cancellationToken)
    {
        if (await ownAccountService.FindAsync(Current.UserId, cancellationToken) is not { } credential)
            return LocalRedirect(Address);
        var step = new SignInStep(credential.UserId, credential.SecurityStamp, credential.HasSecondFactor);
        var setting = await passkeys.RegisterAsync(step, new PasskeyResponse(passkeyToken, passkeyAnswer), passkeyName, Current.Id, cancellationToken);
        if (setting?.Step is not null && setting.RecoveryCodes.Count == 0)
            return LocalRedirect($"{Address}?saved=true");
        RecoveryCodes = setting?.RecoveryCodes ?? [];
        if (setting?.Step is null)
            Errors = Errors with
            {
                Errors = [setting?.Flaw is { } flawed ? FieldError.Of("passkey-name", flawed) : new FieldError("passkey-name", "account.passkey.wrong")],
            };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Removes a passkey.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostRemovePasskeyAsync(string? passkey, CancellationToken cancellationToken)
    {
        if (await passkeyService.RemoveAsync(Current, passkey ?? "", cancellationToken))
            return LocalRedirect($"{Address}?saved=true");
        Errors = Errors with { Errors = [new FieldError("passkeys", "account.passkey.last")] };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Sets up another authenticator app.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostAuthenticatorAsync(CancellationToken cancellationToken)
    {
        if (await ownAccountService.OfferAuthenticatorAsync(Current, cancellationToken) is not { } step)
            return LocalRedirect(Address);
        await HttpContext.NoteAsync(step);
        return LocalRedirect("/account/authenticator");
    }

    /// <summary>Blocks sign-in with a provider.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostShutAsync(string? issuer, CancellationToken cancellationToken)
    {
        await providers.ShutAsync(Current, issuer ?? "", cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    /// <summary>Allows sign-in with a provider again.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostAllowAsync(string? issuer, CancellationToken cancellationToken)
    {
        await providers.AllowAsync(Current, issuer ?? "", cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    private static FieldError ErrorOf(PasswordProblem flaw) =>
        new(flaw.TextKey == OwnAccountService.WrongCurrent ? "current" : "password", flaw.TextKey, flaw.Name, flaw.Value);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Credential = await ownAccountService.FindAsync(Current.UserId, cancellationToken);
        CodesLeft = Credential is null ? 0 : await ownAccountService.RecoveryCodesLeftAsync(Current.UserId, cancellationToken);
        Passkeys = await passkeyService.ListAsync(Current.UserId, cancellationToken);
        if (Credential is not null && Passkeys.Count < PasskeyService.Most)
            PasskeyForm = new PasskeyForm(
                $"{Address}?handler=Passkey",
                "account.passkey.set-up",
                await passkeys.BeginRegistrationAsync((await people.FindAsync(Current.UserId, cancellationToken))!, cancellationToken)
            )
            {
                MakesOne = true,
                Errors = Errors.Errors,
            };
        Links = await providers.LinksAsync(Current.UserId, cancellationToken);
        Sessions = await sessions.ListAsync(Current.UserId, cancellationToken);
    }
}
