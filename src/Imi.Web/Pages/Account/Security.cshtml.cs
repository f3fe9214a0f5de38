using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>What a person signs in with, and the person's sessions.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class SecurityModel(
    OwnAccountService ownAccountService,
    PasskeyService passkeyDesk,
    WebAuthnService passkeys,
    UserService people,
    ProviderSignInService providers,
    SessionService sessions,
    BrowserSessionService browserSession,
    WebSettings settings
) : PageModel
{
    private const string Address = "/profile/sign-in";

    /// <summary>What the person signs in with; null where it is a click, or another provider.</summary>
    public Credential? Credential { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int CodesLeft { get; private set; }

    /// <summary>What the provider is called by which people may sign in; null where there is none.</summary>
    public string? Provider => settings.Provider?.Name;

    /// <summary>The person's accounts at providers.</summary>
    public IReadOnlyList<ProviderLink> Links { get; private set; } = [];

    /// <summary>The person's passkeys.</summary>
    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    /// <summary>What sets up another passkey.</summary>
    public PasskeyForm? PasskeyForm { get; private set; }

    /// <summary>The person's sessions.</summary>
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>The session in which the page is seen.</summary>
    public Session Current => HttpContext.SessionOrNull()!;

    /// <summary>New recovery codes, shown this once.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>Whether something was just changed.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows it.</summary>
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

    /// <summary>Ends all sessions but this one.</summary>
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

    /// <summary>Makes the recovery codes anew.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostCodesAsync(CancellationToken cancellationToken)
    {
        if (await ownAccountService.FindAsync(Current.UserId, cancellationToken) is not { HasSecondFactor: true })
            return LocalRedirect(Address);
        RecoveryCodes = await ownAccountService.RenewRecoveryCodesAsync(Current, cancellationToken);
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Sets up a passkey: whoever has just shown who they are, as the page's form is made for them alone.</summary>
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

    /// <summary>Takes a passkey away.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostRemovePasskeyAsync(string? passkey, CancellationToken cancellationToken)
    {
        if (await passkeyDesk.RemoveAsync(Current, passkey ?? "", cancellationToken))
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

    /// <summary>Shuts the way in by a provider.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostShutAsync(string? issuer, CancellationToken cancellationToken)
    {
        await providers.ShutAsync(Current, issuer ?? "", cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    /// <summary>Opens it again.</summary>
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
        Passkeys = await passkeyDesk.ListAsync(Current.UserId, cancellationToken);
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
