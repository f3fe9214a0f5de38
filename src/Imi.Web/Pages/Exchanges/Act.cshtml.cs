using System.Globalization;
using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Takes an action: shows what it asks, then does it.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class ActModel(ExchangeReader reader, ExchangeDesk desk, ActionSheets sheets, PageTexts texts) : PageModel
{
    private const int LongestSearch = 100;

    /// <summary>The exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The action's name.</summary>
    [BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The action.</summary>
    public ActionDefinition Action { get; private set; } = null!;

    /// <summary>What it asks.</summary>
    public ActionSheet Sheet { get; private set; } = null!;

    /// <summary>The last day of the exchange's state; null where the definition gives it none.</summary>
    public DateOnly? LastDay => Details.Exchange is { Phase: Phase.Open, DueOn: { } day } ? day : null;

    /// <summary>What the action would end although it is not done, in words; empty for nothing.</summary>
    public IReadOnlyList<string> Warnings => [.. Details.WarningsOf(Action).Select(texts.Warning)];

    /// <summary>Shows what the action asks.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        if (!Details.Actions.Contains(Action))
            return LocalRedirect($"/exchanges/{Id}?not={Name}");
        Sheet = await sheets.BeginAsync(Details, Action, cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Takes the action.</summary>
    [Needs(Permission.TakeAction)]
    public async Task<IActionResult> OnPostAsync(int revision, List<Guid> assignees, List<string> items, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        var post = await Request.ReadFormAsync(cancellationToken);
        var answers = Action.Asks is { } form ? FormPost.Read(form, post, Answers.None, texts.Culture) : Answers.None;
        var amended = Action.DoesVerb(Verb.Amend) ? FormPost.Read(Details.Procedure.Form, post, Answers.None, texts.Culture) : Answers.None;
        var typed = new ActionTyped(answers, amended, assignees, items)
        {
            Add = post["add"].ToString(),
            Search = post["search"].ToString() is { Length: <= LongestSearch } words ? words : "",
            Skip = int.TryParse(post["find"], CultureInfo.InvariantCulture, out var skip) ? skip : 0,
        };
        if (!post.ContainsKey("add") && !post.ContainsKey("remove") && !post.ContainsKey("find"))
        {
            var outcome = await desk.ActAsync(
                Id,
                new ActionRequest { Action = Name, Answers = answers, Form = amended, Assignees = assignees, Items = items, Revision = revision },
                HttpContext.Actor(),
                FormPost.Key(post),
                cancellationToken);
            if (outcome.IsDone)
                return LocalRedirect(Action.DoesVerb(Verb.DeleteDraft) ? "/inbox?view=drafts" : $"/exchanges/{Id}?done={Name}");
            if (outcome.Kind == OutcomeKind.NotFound || (outcome.Kind == OutcomeKind.Conflict && await LoadAsync(cancellationToken) is not null))
                return NotFound();
            typed = typed with { Errors = Explain(outcome) };
            Response.StatusCode = outcome.Kind == OutcomeKind.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        }

        Sheet = await sheets.OfAsync(Details, Action, typed, cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    /// <summary>The page; what it shows of the exchange is a look, what the platform read to take the action is none.</summary>
    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        await reader.NoteAsync(Details, HttpContext.Actor(), "view", cancellationToken);
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "", cancellationToken) is not { } details
            || details.Procedure.Action(Name) is not { } action)
        {
            return NotFound();
        }

        if (details.Sight == Sight.Shell)
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        Action = action;
        return null;
    }

    private ErrorSummary Explain(Outcome<Guid> outcome)
    {
        var reasons = outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module)).ToList();
        if (outcome.Kind == OutcomeKind.Conflict)
        {
            reasons.AddRange(outcome.Meanwhile.Select(entry => texts["web.errors.meanwhile",
                ("who", Details.People.GetValueOrDefault(entry.UserId, "?")),
                ("what", texts.Action(Details.Module, Details.Procedure.Name, entry.Action, "done")),
                ("when", texts.Moment(entry.At))]));
            reasons.Add(texts[Details.Actions.Contains(Action) ? "web.errors.try-again" : "web.errors.no-longer"]);
        }

        return new ErrorSummary(outcome.Errors, reasons, Action.Asks ?? Details.Procedure.Form, Details.Module)
        {
            Amended = Action.DoesVerb(Verb.Amend) ? Details.Procedure.Form : null,
            Href = Details.Exchange.Phase == Phase.Draft && Action.Asks is null ? _ => $"/exchanges/{Id}/edit?step=review" : path => $"#{FormInput.IdOf(path)}",
        };
    }
}
