using Imi.Kernel.Access;
using Imi.Kernel.Forms;
using Imi.Kernel.People;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>What a person signs in with, and the person's sessions.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class SecurityModel(OwnAccountDesk desk, ProviderDesk providers, SessionDesk sessions, WebSettings settings) : PageModel
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
        if (await desk.ChangePasswordAsync(Current, current ?? "", password ?? "", cancellationToken) is not { } flaw)
            return LocalRedirect($"{Address}?saved=true");
        Errors = Errors with { Errors = [new FieldError("password", flaw.TextKey, flaw.Name, flaw.Value)] };
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Makes the recovery codes anew.</summary>
    [ConfirmAnew]
    public async Task<IActionResult> OnPostCodesAsync(CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(Current.UserId, cancellationToken) is not { HasSecondFactor: true })
            return LocalRedirect(Address);
        RecoveryCodes = await desk.RenewRecoveryCodesAsync(Current, cancellationToken);
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Sets up another authenticator app.</summary>
    [ConfirmAnew]
    public async Task<IActionResult> OnPostAuthenticatorAsync(CancellationToken cancellationToken)
    {
        if (await desk.OfferAuthenticatorAsync(Current, cancellationToken) is not { } step)
            return LocalRedirect(Address);
        await HttpContext.NoteAsync(step);
        return LocalRedirect("/account/authenticator");
    }

    /// <summary>Shuts the way in by a provider.</summary>
    [ConfirmAnew]
    public async Task<IActionResult> OnPostShutAsync(string? issuer, CancellationToken cancellationToken)
    {
        await providers.ShutAsync(Current, issuer ?? "", cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    /// <summary>Opens it again.</summary>
    [ConfirmAnew]
    public async Task<IActionResult> OnPostAllowAsync(string? issuer, CancellationToken cancellationToken)
    {
        await providers.AllowAsync(Current, issuer ?? "", cancellationToken);
        return LocalRedirect($"{Address}?saved=true");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Credential = await desk.FindAsync(Current.UserId, cancellationToken);
        CodesLeft = Credential is null ? 0 : await desk.RecoveryCodesLeftAsync(Current.UserId, cancellationToken);
        Links = await providers.LinksAsync(Current.UserId, cancellationToken);
        Sessions = await sessions.ListAsync(Current.UserId, cancellationToken);
    }
}
