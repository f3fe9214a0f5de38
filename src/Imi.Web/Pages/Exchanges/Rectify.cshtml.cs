using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Corrects what an authority wrote in an exchange: the form, an action's answers, or a message.</summary>
[Needs(Permission.Rectify)]
internal sealed class RectifyModel(
    RectificationService rectificationService,
    FormEngine forms,
    AuthorityDirectory directory,
    PageTexts texts,
    TimeProvider time
) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The id of the action's answers or of the message; null for the form of the exchange.</summary>
    [BindProperty(SupportsGet = true, Name = "content")]
    public Guid? ContentId { get; set; }

    /// <summary>The current content.</summary>
    public RectifiableContent Written { get; private set; } = null!;

    /// <summary>The fields to correct; null for a message.</summary>
    public FormInput? Input { get; private set; }

    /// <summary>The message, the reason and the request number as typed.</summary>
    public (string Text, string Reason, string Request) Typed { get; private set; } = ("", "", "");

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Returns the errors of a field, in words.</summary>
    public IEnumerable<string> ErrorsOf(string field) => Errors.Errors.Where(error => error.Field == field).Select(error => texts.Error(error));

    /// <summary>Shows the content to correct.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();
        Typed = (Written.Text, "", "");
        await ShowAsync(Written.Answers, cancellationToken);
        return Page();
    }

    /// <summary>Saves the correction.</summary>
    public async Task<IActionResult> OnPostAsync(int revision, string? text, string? reason, string? request, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();
        var post = await Request.ReadFormAsync(cancellationToken);
        var answers = Written.Form is { } form ? FormPost.Read(form, post, Answers.None, texts.Culture) : Answers.None;
        Typed = (text ?? "", reason ?? "", request ?? "");
        if (!post.ContainsKey("add") && !post.ContainsKey("remove"))
        {
            var outcome = await rectificationService.RectifyAsync(
                Id,
                new NewRectification
                {
                    ContentId = ContentId,
                    Answers = answers,
                    Text = Typed.Text,
                    Reason = Typed.Reason,
                    Request = Typed.Request,
                    Revision = revision,
                },
                HttpContext.Actor(),
                FormPost.Key(post),
                cancellationToken
            );
            if (outcome.IsDone)
                return LocalRedirect($"/exchanges/{Id}?done={KernelActions.Rectified}");
            if (outcome.Kind == OutcomeKind.NotFound || !await LoadAsync(cancellationToken))
                return NotFound();
            Errors = Explain(outcome);
            Response.StatusCode = outcome.Kind == OutcomeKind.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        }

        await ShowAsync(answers, cancellationToken);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await rectificationService.ShowAsync(Id, ContentId, HttpContext.Actor(), cancellationToken) is not { } written)
            return false;
        Written = written;
        return true;
    }

    private async Task ShowAsync(Answers answers, CancellationToken cancellationToken)
    {
        if (Written.Form is not { } form)
            return;
        var countries = (await directory.CountriesAsync(cancellationToken))
            .Keys.Where(code => code != Country.Union)
            .OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true));
        var reader = new FormReader(Written.Module.Texts, texts.Language, Sight.Full, Written.Conditions);
        var add = Request.HasFormContentType ? Request.Form["add"].ToString() : "";
        var fresh = form
            .Elements.Values.OfType<FieldGroup>()
            .Where(group => group.Name == add)
            .ToDictionary(
                group => group.Name,
                group => forms.ItemView(form, group, answers, Answers.None, answers.Items(group.Name).Count, reader),
                StringComparer.Ordinal
            );
        var sections = forms
            .View(form, answers, reader)
            .Select(section => section with { Elements = [.. section.Elements.Where(element => !Written.Fixed.Contains(element.Path))] })
            .Where(section => section.Elements.Count > 0);
        Input = new FormInput([.. sections], Errors.Errors, Written.Module, [.. countries]) { Fresh = fresh };
    }

    private ErrorSummary Explain(Outcome<Guid> outcome)
    {
        var nobody = new Dictionary<Guid, string>();
        var reasons = outcome.Reasons.Select(reason => texts.Reason(reason, new Dictionary<Guid, Authority>(), nobody, Written.Module)).ToList();
        if (outcome.Kind == OutcomeKind.Conflict)
            reasons.Add(texts["errors.try-again"]);
        return new ErrorSummary(outcome.Errors, reasons, Written.Form, Written.Module) { Href = path => $"#{FormInput.IdOf(path)}" };
    }
}
