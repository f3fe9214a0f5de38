using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Forms;
using Imi.Kernel.Modules;
using Imi.Kernel.Registry;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Writes a draft step by step: the recipient, the form's sections, a look at the whole before sending.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class EditModel(
    ExchangeReader reader, ExchangeDesk desk, FormEngine forms, AuthorityDirectory directory, FindingDirectory finding, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The step that chooses the recipient.</summary>
    public const string RecipientStep = "recipient";

    /// <summary>The step that shows the whole.</summary>
    public const string ReviewStep = "review";

    /// <summary>The draft.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The step.</summary>
    [BindProperty(SupportsGet = true, Name = "step")]
    public string? Step { get; set; }

    /// <summary>Words to search recipients by.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Search { get; set; }

    /// <summary>The country to search recipients in.</summary>
    [BindProperty(SupportsGet = true, Name = "country")]
    public string? Country { get; set; }

    /// <summary>The region to search recipients in.</summary>
    [BindProperty(SupportsGet = true, Name = "region")]
    public string? Region { get; set; }

    /// <summary>What the recipient is to be competent for.</summary>
    [BindProperty(SupportsGet = true, Name = "keyword")]
    public string? Keyword { get; set; }

    /// <summary>How many of the found were shown before.</summary>
    [BindProperty(SupportsGet = true, Name = "skip")]
    public int Skip { get; set; }

    /// <summary>The draft as it is kept.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The revision that the page was made from.</summary>
    public int Revision { get; private set; }

    /// <summary>The names of the steps.</summary>
    public IReadOnlyList<string> Steps { get; private set; } = [];

    /// <summary>The fields of the step.</summary>
    public FormInput? Input { get; private set; }

    /// <summary>The authorities that can be asked, best first, and whom to turn to.</summary>
    public Findings Candidates { get; private set; } = Findings.None;

    /// <summary>All countries, in the reader's order.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The recipient chosen so far.</summary>
    public Guid? Recipient { get; private set; }

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>What is missing before sending; on the last step.</summary>
    public IReadOnlyList<FieldError> Missing { get; private set; } = [];

    /// <summary>What is missing before sending, with links to the steps.</summary>
    public ErrorSummary MissingSummary => new(Missing, [], Details.Procedure.Form, Details.Module)
    {
        Href = path => $"/exchanges/{Id}/edit?step={StepOf(path)}#{FormInput.IdOf(path)}",
    };

    /// <summary>Whether the draft has just been saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>A submission id for the sending.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Shows a step.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        IsSaved = saved;
        await ShowAsync(Details.Answers, null, cancellationToken);
        return Page();
    }

    /// <summary>Saves the step and goes on.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostAsync(int revision, string? go, string? add, Guid? recipient, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        var post = await Request.ReadFormAsync(cancellationToken);
        var section = Details.Procedure.Form.Sections.FirstOrDefault(one => one.Name == Step);
        var answers = section is null ? Details.Answers : FormPost.Read(Details.Procedure.Form, post, Details.Answers, texts.Culture, [section]);
        Skip = go == "more" ? Skip + FindingDirectory.PageSize : 0;
        var wanted = Step == RecipientStep ? recipient : Details.Exchange.RecipientId;
        var kept = Details.Procedure.Form.SpecialFields.Select(field => field.Name).Where(field => section?.Elements.Any(element => element.Name == field) != true).ToList();
        var outcome = await desk.SaveDraftAsync(Id, answers, wanted, revision, kept, HttpContext.Actor(), cancellationToken);
        Recipient = wanted;
        if (outcome.IsDone)
        {
            if (add is not { Length: > 0 } && !post.ContainsKey("remove") && go is not ("search" or "more"))
                return LocalRedirect(Next(go));
            Revision = outcome.Value;
        }
        else
        {
            Errors = await ExplainAsync(outcome, cancellationToken);
        }

        await ShowAsync(answers, add, cancellationToken);
        return Page();
    }

    private string Next(string? go)
    {
        var here = Steps.ToList().IndexOf(Step!);
        var step = go switch
        {
            "save" or null => Step!,
            "next" => Steps[Math.Min(here + 1, Steps.Count - 1)],
            "back" => Steps[Math.Max(here - 1, 0)],
            _ when Steps.Contains(go) => go,
            _ => Step!,
        };
        return $"/exchanges/{Id}/edit?step={step}{(go is "save" or null ? "&saved=true" : "")}";
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        // What is of a special category is opened on its own step alone.
        var basis = await reader.BasisAsync(Id, HttpContext.Actor(), cancellationToken);
        var isSpecial = basis?.Procedure.Form.Sections.FirstOrDefault(section => section.Name == Step)?.Elements.Any(element => element is Field { Special: not null }) == true;
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "edit", isSpecial ? SpecialReading.All : null, cancellationToken) is not { } details)
            return NotFound();
        if (details.Exchange.Phase != Phase.Draft || details.IsContentLost)
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        Revision = details.Exchange.Revision;
        Recipient = details.Exchange.RecipientId;
        var sections = details.Procedure.Form.Sections.Select(section => section.Name);
        Steps = details.Procedure.IsBroadcast ? [.. sections, ReviewStep] : [RecipientStep, .. sections, ReviewStep];
        if (Step is null || !Steps.Contains(Step))
            Step = Steps[0];
        return null;
    }

    private async Task ShowAsync(Answers answers, string? add, CancellationToken cancellationToken)
    {
        Countries = [.. (await directory.CountriesAsync(cancellationToken)).Keys.Where(code => code != Kernel.Registry.Country.Union).OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true))];
        if (Step == RecipientStep)
        {
            Candidates = await finding.FindAsync(
                new AuthorityQuery
                {
                    Search = Search, Country = Given(Country), Region = Given(Region), Keyword = Given(Keyword), Skip = Skip, ExceptCountry = Details.Exchange.SenderCountry, Module = Details.Procedure.Module,
                    Procedure = Details.Procedure.Name, Capacity = Capacity.Recipient, Coordinates = Details.Procedure.AsksCoordinator,
                    Today = DeadlineCalendar.Today(time),
                },
                cancellationToken);
            return;
        }

        if (Step == ReviewStep)
        {
            Missing = await reader.CheckDraftAsync(Id, HttpContext.Actor(), cancellationToken) ?? [];
            return;
        }

        var form = Details.Procedure.Form;
        var language = new FormReader(Details.Module.Texts, texts.Language, Details.Sight);
        var views = forms.View(form, answers, language).Where(section => section.Name == Step).ToList();
        var fresh = form.Elements.Values.OfType<FieldGroup>()
            .Where(group => group.Name == add || (answers.Items(group.Name).Count == 0 && group.MinItems > 0))
            .ToDictionary(group => group.Name, group => forms.ItemView(form, group, answers, Answers.None, answers.Items(group.Name).Count, language));
        Input = new FormInput(views, Errors.Errors, Details.Module, Countries) { Fresh = fresh, Origin = Details.Origin };
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private async Task<ErrorSummary> ExplainAsync(Outcome<int> outcome, CancellationToken cancellationToken)
    {
        var reasons = outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module)).ToList();
        if (outcome.Kind == OutcomeKind.Conflict)
        {
            // What was typed stays on the page, made from the newest revision: saving again keeps it.
            var current = await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "edit", cancellationToken);
            Revision = current?.Exchange.Revision ?? Revision;
            reasons.AddRange(outcome.Meanwhile.Select(entry => texts["web.errors.meanwhile",
                ("who", current?.People.GetValueOrDefault(entry.UserId) ?? Details.People.GetValueOrDefault(entry.UserId, "?")),
                ("what", texts.Action(Details.Module, Details.Procedure.Name, entry.Action, "done")),
                ("when", texts.Moment(entry.At))]));
            reasons.Add(texts["web.errors.draft-changed"]);
        }

        return new ErrorSummary(outcome.Errors, reasons, Details.Procedure.Form, Details.Module);
    }

    /// <summary>The step on which a field stands.</summary>
    public string StepOf(string path)
    {
        var name = path.Split('.')[0];
        return Details.Procedure.Form.Sections.FirstOrDefault(section => section.Elements.Any(element => element.Name == name))?.Name ?? RecipientStep;
    }

    /// <summary>A step's title.</summary>
    public string TitleOf(string step) => step switch
    {
        RecipientStep => texts["web.edit.recipient"],
        ReviewStep => texts["web.edit.review"],
        _ => Details.Form.First(section => section.Name == step).Title,
    };
}
