using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Changes the language of the interface.</summary>
internal sealed class LanguageModel : PageModel
{
    /// <summary>There is nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Keeps the language, with the person where somebody is signed in, and goes back to the page.</summary>
    public async Task<IActionResult> OnPostAsync(string? language, string? returnUrl, CancellationToken cancellationToken)
    {
        if (AskedLanguages.Of(language) is { } chosen)
            await LanguageChange.SwitchAsync(HttpContext, chosen, cancellationToken);

        return Url.IsLocalUrl(returnUrl) ? LocalRedirect(returnUrl) : LocalRedirect("/");
    }
}
