using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Authorities;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Where an authority that was invited registers itself, in its language. The link is all that it needs.</summary>
internal sealed class JoinModel(SelfRegistrationService selfRegistrationService, PageTexts texts) : PageModel
{
    /// <summary>What the link says.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>The invitation; null where the link does not open.</summary>
    public OpenInvitation? Open { get; private set; }

    /// <summary>What stands in the form.</summary>
    public RegistrationApplication Typed { get; private set; } = null!;

    /// <summary>The form of the entry.</summary>
    public RegistrationForm Form { get; private set; } = null!;

    /// <summary>Whether it was handed in.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public bool IsDone { get; set; }

    /// <summary>Shows the form, or that the link does not open.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Open is null)
        {
            IsDone = IsDone && await selfRegistrationService.IsHandedInAsync(Token, cancellationToken);
            Response.StatusCode = IsDone ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            return Page();
        }

        IsDone = false;
        Show(Open.Written, ErrorSummary.Nothing);
        return Page();
    }

    /// <summary>Hands in what was written.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Open is null)
            return NotFound();
        var post = await Request.ReadFormAsync(cancellationToken);
        var language = post["person-language"].ToString();
        var typed = new RegistrationApplication(
            RegistrationForm.Read(post, Open.Written.Entry.Id, Open.Invitation.Country),
            new NewPerson(
                Open.Written.Person.Id,
                post["user-name"].ToString(),
                post["person-name"].ToString(),
                post["person-email"].ToString(),
                Languages.IsInterface(language) ? language : "",
                Open.Written.Person.Roles
            ),
            post["answer"].ToString()
        );
        if (await selfRegistrationService.AnswerAsync(Token, typed, cancellationToken) is not { } errors)
            return NotFound();
        if (errors.Count == 0)
            return LocalRedirect($"/join/{Token}?done=true");
        Show(typed, new ErrorSummary(errors, [], null, null));
        return Page();
    }

    /// <summary>The errors of a field.</summary>
    public IEnumerable<FieldError> ErrorsOf(string field) => Form.Errors.Errors.Where(error => error.Field == field);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Open = await selfRegistrationService.FindAsync(Token, cancellationToken);
        if (Open is null || HttpContext.ActorOrNull() is not null || Request.Cookies.ContainsKey(PageLanguage.Cookie))
            return;
        texts.ShowIn(Open.Invitation.Language); // The language of the e-mail, until another one is chosen.
        PageLanguage.Keep(HttpContext, Open.Invitation.Language);
    }

    private void Show(RegistrationApplication typed, ErrorSummary errors) =>
        (Typed, Form) = (typed, new RegistrationForm(typed.Entry, Open!.Languages, [], Open.Regions, errors));
}
