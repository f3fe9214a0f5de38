using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Changes the language of the interface.</summary>
internal sealed class LanguageModel : PageModel
{
    /// <summary>Redirects, because there is nothing to show.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Stores the language in the browser and, if somebody is signed in, with the person; then returns to the previous page.</summary>
    public async Task<IActionResult> OnPostAsync(string? language, string? returnUrl, CancellationToken cancellationToken)
    {
        if (AskedLanguages.Of(language) is { } chosen)
            await LanguageChange.SwitchAsync(HttpContext, chosen, cancellationToken);

        return Url.IsLocalUrl(returnUrl) ? LocalRedirect(returnUrl) : LocalRedirect("/");
    }
}
