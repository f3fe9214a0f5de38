using Imi.Kernel.People;
using Imi.Kernel.Texts;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>A person's language, notices, roles and tokens for the HTTP API.</summary>
internal sealed class ProfileModel(PeopleDesk people, PageTexts texts) : PageModel
{
    private const int LongestName = 80;

    /// <summary>The person.</summary>
    public ImiUser Person { get; private set; } = null!;

    /// <summary>The person's tokens.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; private set; } = [];

    /// <summary>A token that was just made: shown once.</summary>
    public string? NewToken { get; private set; }

    /// <summary>Whether the preferences were just kept.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Shows the profile.</summary>
    public async Task OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        IsSaved = saved;
        await LoadAsync(cancellationToken);
    }

    /// <summary>Keeps language and notices.</summary>
    public async Task<IActionResult> OnPostPreferAsync(string? language, bool notices, CancellationToken cancellationToken)
    {
        await people.PreferAsync(HttpContext.Actor().UserId, Languages.IsInterface(language) ? language! : texts.Language, notices, cancellationToken);
        return LocalRedirect("/profile?saved=true");
    }

    /// <summary>Makes a token.</summary>
    public async Task<IActionResult> OnPostTokenAsync(string? name, CancellationToken cancellationToken)
    {
        var label = (name ?? "").Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : texts["web.profile.token-default"];
        NewToken = await people.CreateTokenAsync(HttpContext.Actor().UserId, label, cancellationToken);
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Revokes a token.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(Guid token, CancellationToken cancellationToken)
    {
        await people.RevokeTokenAsync(HttpContext.Actor().UserId, token, cancellationToken);
        return LocalRedirect("/profile?saved=true");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = HttpContext.Actor().UserId;
        Person = (await people.FindAsync(id, cancellationToken))!;
        Tokens = await people.TokensAsync(id, cancellationToken);
    }
}
