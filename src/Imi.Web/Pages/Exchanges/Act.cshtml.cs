using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows the form of an action and takes the action.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class ActModel(
    ExchangeQuery reader,
    TranslationQuery translations,
    ExchangeService exchangeService,
    ActionSheets sheets,
    ActionDraftService drafts,
    PageTexts texts
) : PageModel
{
    private const int LongestSearch = 100;

    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The name of the action.</summary>
    [BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The machine translations of what was asked that exist in the person's language.</summary>
    public ExchangeTranslation Translation { get; private set; } = ExchangeTranslation.None("");

    /// <summary>The action.</summary>
    public ActionDefinition Action { get; private set; } = null!;

    /// <summary>The form of the action.</summary>
    public ActionSheet Sheet { get; private set; } = null!;

    /// <summary>The last day of the exchange's current state; null if there is none.</summary>
    public DateOnly? LastDay => Details.Exchange is { Phase: Phase.Open, DueOn: { } day } ? day : null;

    /// <summary>The unfinished work that the action would end, in words; empty if there is none.</summary>
    public IReadOnlyList<string> Warnings => [.. Details.WarningsOf(Action).Select(texts.Warning)];

    /// <summary>Shows the form of the action, with the person's saved input.</summary>
    public async Task<IActionResult> OnGetAsync(string? add, string? search, int find, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        if (!Details.Actions.Contains(Action) && await drafts.FindAsync(Id, Name, HttpContext.Actor(), cancellationToken) is null)
            return LocalRedirect($"/exchanges/{Id}?not={Name}");
        var view = new ActionTyped(Answers.None, Answers.None, [], [])
        {
            Add = add ?? "",
            Search = search is { Length: <= LongestSearch } ? search : "",
            Skip = Math.Max(0, find),
            Errors = Details.Actions.Contains(Action) ? ErrorSummary.Nothing : new ErrorSummary([], [texts["errors.no-longer"]], null, null),
        };
        Sheet = LanguageChange.Take(HttpContext) is { } typed
            ? await sheets.OfAsync(Details, Action, Read(Details.Procedure, typed.Fields, typed.Culture), cancellationToken)
            : await sheets.BeginAsync(Details, Action, cancellationToken, view);
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Takes the action, or saves the input. The exchange is loaded once, by the change itself, which reads the input by its definition.</summary>
    [Needs(Permission.TakeAction)]
    public async Task<IActionResult> OnPostAsync(int revision, string? go, string? submission, CancellationToken cancellationToken)
    {
        var post = await Request.ReadFormAsync(cancellationToken);
        if (go == "discard")
        {
            await drafts.DiscardAsync(Id, Name, HttpContext.Actor(), cancellationToken);
            return LocalRedirect($"/exchanges/{Id}");
        }

        if (go is { Length: > 0 } || post.ContainsKey("add") || post.ContainsKey("remove") || post.ContainsKey("find"))
            return await SaveAsync(post, go, submission, cancellationToken);
        var outcome = await exchangeService.ActAsync(
            Id,
            Name,
            basis =>
            {
                Action = basis.Procedure.Action(Name)!;
                var typed = Read(basis.Procedure, post, texts.Culture);
                return Outcome<ActionRequest>.Done(
                    new ActionRequest
                    {
                        Action = Name,
                        Answers = typed.Answers,
                        Form = typed.Amended,
                        Assignees = typed.Assignees,
                        Items = typed.Items,
                        Revision = revision,
                    }
                );
            },
            HttpContext.Actor(),
            FormPost.Key(post),
            cancellationToken
        );
        if (outcome.IsDone)
            return LocalRedirect(Action?.DoesVerb(Verb.DeleteDraft) == true ? "/inbox?view=drafts" : $"/exchanges/{Id}?done={Name}");
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (await LoadAsync(cancellationToken) is { } other)
            return other;

        // The review of the draft shows what prevents sending, with links to the fields.
        if (
            Details.Exchange.Phase == Phase.Draft
            && Action is { Asks: null, ChecksForm: true }
            && (outcome.Kind == OutcomeKind.Invalid || outcome.Reasons.All(reason => reason.Key.StartsWith("rules.", StringComparison.Ordinal)))
            && outcome.Kind != OutcomeKind.Conflict
        )
            return LocalRedirect($"/exchanges/{Id}/edit?step={DraftSteps.Whole}");
        Response.StatusCode = outcome.Kind == OutcomeKind.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        return await ShowAsync(Read(Details.Procedure, post, texts.Culture) with { Errors = Explain(outcome) }, cancellationToken);
    }

    /// <summary>Saves the input, as the page does while the person types. Every button but that of the action returns to the same place.</summary>
    private async Task<IActionResult> SaveAsync(IFormCollection post, string? go, string? submission, CancellationToken cancellationToken)
    {
        ActionTyped? typed = null;
        var saved = await drafts.SaveAsync(
            Id,
            Name,
            basis =>
            {
                Action = basis.Procedure.Action(Name)!;
                typed = Read(basis.Procedure, post, texts.Culture);
                return new ActionDraftContent
                {
                    Answers = typed.Answers,
                    Form = typed.Amended,
                    Assignees = typed.Assignees,
                    Items = typed.Items,
                };
            },
            go == ActionSheets.Autosave ? submission : null,
            HttpContext.Actor(),
            cancellationToken
        );
        if (go == ActionSheets.Autosave)
            return sheets.Answer(saved);
        if (saved.IsDone && typed is not null)
            return LocalRedirect(Back(go, typed, post["remove"].ToString(), post.ContainsKey("find")));
        if (saved.Kind == OutcomeKind.NotFound)
            return NotFound();
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        return await ShowAsync(Read(Details.Procedure, post, texts.Culture) with { Errors = Explain(saved.As<Guid>()) }, cancellationToken);
    }

    /// <summary>Shows the page and records the access. Reading the exchange to take the action is not recorded.</summary>
    private async Task<IActionResult> ShowAsync(ActionTyped typed, CancellationToken cancellationToken)
    {
        Sheet = await sheets.OfAsync(Details, Action, typed, cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        await reader.NoteAsync(Details, HttpContext.Actor(), ExchangeViews.Page, cancellationToken);
        Translation = await translations.ReadAsync(Details, HttpContext.Actor(), texts.TranslationLanguage, texts.UnderstoodLanguages, cancellationToken);
        return Page();
    }

    private ActionTyped Read(Procedure procedure, IFormCollection post, CultureInfo culture) =>
        new(
            Action.Asks is { } form ? FormPost.Read(form, post, Answers.None, culture) : Answers.None,
            Action.DoesVerb(Verb.Amend) ? FormPost.Read(procedure.Form, post, Answers.None, culture) : Answers.None,
            [.. post["assignees"].Select(one => Guid.TryParse(one, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)],
            [.. post["items"].OfType<string>()]
        )
        {
            Add = post["add"].ToString(),
            Search = post["search"].ToString() is { Length: <= LongestSearch } words ? words : "",
            Skip = int.TryParse(post["find"], CultureInfo.InvariantCulture, out var skip) ? skip : 0,
        };

    private string Back(string? go, ActionTyped typed, string remove, bool isFinding)
    {
        if (go == "files")
            return $"/exchanges/{Id}/files";
        var page = $"/exchanges/{Id}/act/{Name}";
        if (typed.Add.Length > 0)
        {
            var answers = Action.Asks?.Elements.ContainsKey(typed.Add) == true ? typed.Answers : typed.Amended;
            var item = string.Create(CultureInfo.InvariantCulture, $"{typed.Add}.{answers.Items(typed.Add).Count}");
            return $"{page}?add={Uri.EscapeDataString(typed.Add)}#{FormInput.IdOf(item)}";
        }

        if (remove.Length > 0)
            return $"{page}#{FormInput.IdOf(remove.Split('.')[0])}";
        if (!isFinding)
            return page;
        var field = Action.Asks?.Elements.Values.OfType<Field>().FirstOrDefault(one => one.Type == FieldType.Authority)?.Name ?? "";
        var query = QueryString.Create("search", typed.Search).Add("find", typed.Skip.ToString(CultureInfo.InvariantCulture));
        return $"{page}{query}#{FormInput.IdOf(field)}-search";
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        if (
            await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "", cancellationToken) is not { } details
            || details.Procedure.Action(Name) is not { } action
        )
        {
            return NotFound();
        }

        if (!details.Sight.ShowsCourse())
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        Action = action;
        return null;
    }

    private ErrorSummary Explain(Outcome outcome)
    {
        var reasons = outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module)).ToList();
        if (outcome.Kind == OutcomeKind.Conflict)
        {
            reasons.AddRange(
                outcome.Meanwhile.Select(entry =>
                    texts[
                        "errors.meanwhile",
                        ("who", Details.People.GetValueOrDefault(entry.UserId, "?")),
                        ("what", texts.Action(Details.Module, Details.Procedure.Name, entry.Action, "done")),
                        ("when", texts.Moment(entry.At))
                    ]
                )
            );
            reasons.Add(texts[Details.Actions.Contains(Action) ? "errors.try-again" : "errors.no-longer"]);
        }

        return new ErrorSummary(outcome.Errors, reasons, Action.Asks ?? Details.Procedure.Form, Details.Module)
        {
            Amended = Action.DoesVerb(Verb.Amend) ? Details.Procedure.Form : null,
            Href = Details.Exchange.Phase == Phase.Draft && Action.Asks is null ? _ => $"/exchanges/{Id}/edit?step=review" : path => $"#{FormInput.IdOf(path)}",
        };
    }
}
