using System.Security.Claims;
using Imi.Kernel.Access;
using Imi.Kernel.People;
using Imi.Kernel.Registry;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Signing in as one of the demonstration network's people.</summary>
internal sealed class SignInModel(PeopleDesk people, AuthorityDirectory directory, WebSettings settings, KeptForm keptForm) : PageModel
{
    private const int MostPeople = 400;

    /// <summary>Where to go after signing in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What was typed when the session had ended, encrypted.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>Whether people are offered here.</summary>
    public bool IsDemonstration => settings.IsDemonstration;

    /// <summary>The people who are shown first.</summary>
    public IReadOnlyList<Person> Featured { get; private set; } = [];

    /// <summary>Everybody else, by country.</summary>
    public ILookup<string, Person> Others { get; private set; } = Enumerable.Empty<Person>().ToLookup(person => person.Country);

    /// <summary>What was kept, to be sent again after signing in.</summary>
    public KeptForm.Content? Resumed { get; private set; }

    /// <summary>A person and where the person works.</summary>
    internal sealed record Person(ImiUser User, Authority? Authority, IReadOnlyList<Role> Roles)
    {
        /// <summary>The country of the authority.</summary>
        public string Country => Authority?.Country ?? "";
    }

    /// <summary>Shows the people.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Kept = HttpContext.Items[KeepTypedForms.Item] as string;
        await LoadAsync(cancellationToken);
    }

    /// <summary>Signs a person in.</summary>
    public async Task<IActionResult> OnPostAsync(string? userName, CancellationToken cancellationToken)
    {
        if (!settings.IsDemonstration)
            return NotFound();
        if (await people.ActorAsync(userName ?? "", cancellationToken) is not { } actor)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString()), new Claim(ClaimTypes.Name, actor.Name)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        var principal = new ClaimsPrincipal(identity);
        await HttpContext.SignInAsync(principal);
        await people.NoteAsync(actor.UserId, "sign-in", "", cancellationToken);
        if (keptForm.Open(Kept, actor.UserId) is { } resumed && Url.IsLocalUrl(resumed.Path))
        {
            // The page that gives the text back carries a token for the person who has just signed in.
            HttpContext.User = principal;
            HttpContext.SetActor(actor);
            Resumed = resumed;
            return Page();
        }

        return Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : LocalRedirect("/inbox");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsDemonstration)
            return;
        var users = await people.ListAsync(MostPeople, cancellationToken);
        var authorities = await directory.FindAsync([.. users.SelectMany(user => user.Roles).Select(role => role.AuthorityId).Distinct()], cancellationToken);
        var all = users.Select(user => new Person(
            user,
            user.Roles.Count > 0 ? authorities.GetValueOrDefault(user.Roles[0].AuthorityId) : null,
            [.. user.Roles.Select(role => role.Role).Distinct().Order()])).ToList();
        Featured = [.. all.Where(person => person.User.IsFeatured)];
        Others = all.Where(person => !person.User.IsFeatured).OrderBy(person => person.Country, StringComparer.Ordinal).ToLookup(person => person.Country);
    }
}
