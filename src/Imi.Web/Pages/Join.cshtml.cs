using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
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

/// <summary>Lets an invited authority register itself in its own language. The link is the only credential.</summary>
internal sealed class JoinModel(SelfRegistrationService selfRegistrationService, PageTexts texts) : PageModel
{
    /// <summary>The token of the link.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>The invitation; null if the link is invalid.</summary>
    public OpenInvitation? Open { get; private set; }

    /// <summary>The answer as typed.</summary>
    public RegistrationApplication Typed { get; private set; } = null!;

    /// <summary>The registration form.</summary>
    public RegistrationForm Form { get; private set; } = null!;

    /// <summary>Whether the registration was submitted.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public bool IsDone { get; set; }

    /// <summary>Shows the form, or that the link is invalid.</summary>
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

    /// <summary>Submits the registration.</summary>
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
        var outcome = await selfRegistrationService.AnswerAsync(Token, typed, cancellationToken);
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (outcome.IsDone)
            return LocalRedirect($"/join/{Token}?done=true");
        Show(typed, ErrorSummary.Of(outcome, texts));
        return Page();
    }

    /// <summary>Returns the errors of a field.</summary>
    public IEnumerable<FieldError> ErrorsOf(string field) => Form.Errors.Errors.Where(error => error.Field == field);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Open = await selfRegistrationService.FindAsync(Token, cancellationToken);
        if (Open is null || HttpContext.ActorOrNull() is not null || Request.Cookies.ContainsKey(PageLanguage.Cookie))
            return;
        texts.ShowIn(Open.Invitation.Language); // The language of the e-mail, unless another one is chosen.
        PageLanguage.Keep(HttpContext, Open.Invitation.Language);
    }

    private void Show(RegistrationApplication typed, ErrorSummary errors) =>
        (Typed, Form) = (typed, new RegistrationForm(typed.Entry, Open!.Languages, [], Open.Regions, errors));
}
