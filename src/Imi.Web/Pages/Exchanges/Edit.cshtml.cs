using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Duplicates;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Edits a draft step by step: recipient, sections of the form, and a review before sending.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed partial class EditModel(
    ExchangeQuery reader,
    DraftQuery drafts,
    ExchangeService exchangeService,
    ContributionService contributions,
    DuplicateQuery duplicates,
    FormEngine forms,
    AuthorityDirectory directory,
    AuthoritySearch finding,
    PageTexts texts,
    TimeProvider time
) : PageModel
{
    private const string Autosave = "autosave";

    /// <summary>The id of the draft.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The name of the step.</summary>
    [BindProperty(SupportsGet = true, Name = "step")]
    public string? Step { get; set; }

    /// <summary>The words to search recipients by.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Search { get; set; }

    /// <summary>The country of the recipients to find.</summary>
    [BindProperty(SupportsGet = true, Name = "country")]
    public string? Country { get; set; }

    /// <summary>The region of the recipients to find.</summary>
    [BindProperty(SupportsGet = true, Name = "region")]
    public string? Region { get; set; }

    /// <summary>The keyword for which the recipients to find are competent.</summary>
    [BindProperty(SupportsGet = true, Name = "keyword")]
    public string? Keyword { get; set; }

    /// <summary>The number of search results to skip.</summary>
    [BindProperty(SupportsGet = true, Name = "skip")]
    public int Skip { get; set; }

    /// <summary>The draft as saved.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The module that supplies texts.</summary>
    public PolicyModule? Module { get; private set; }

    /// <summary>The revision from which the page was rendered.</summary>
    public int Revision { get; private set; }

    /// <summary>The steps and the progress of each.</summary>
    public DraftSteps Steps { get; private set; } = null!;

    /// <summary>The fields of the step.</summary>
    public FormInput? Input { get; private set; }

    /// <summary>The possible recipients, best match first, and the coordinators in charge.</summary>
    public AuthoritySearchResult Candidates { get; private set; } = AuthoritySearchResult.None;

    /// <summary>The countries, in the reader's alphabetical order.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The chosen recipient.</summary>
    public Guid? Recipient { get; private set; }

    /// <summary>The id of the chosen recipient; null if none is chosen.</summary>
    public Authority? Chosen { get; private set; }

    /// <summary>A warning that the recipient is in another country than an answer names; empty if it is not.</summary>
    public string CountryWarning { get; private set; } = "";

    /// <summary>The errors of the input on this step.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The errors that prevent sending, with links to the fields; only on the last step.</summary>
    public ErrorSummary Missing { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The legal requirements to meet before sending, in words.</summary>
    public IReadOnlyList<string> Preconditions { get; private set; } = [];

    /// <summary>What may be asked already.</summary>
    public DuplicateHint Duplicates { get; private set; } = DuplicateHint.None;

    /// <summary>The input for an exchange that is no longer a draft; null if it still is one.</summary>
    public LostDraft? Lost { get; private set; }

    /// <summary>The number that could not be linked, as typed.</summary>
    public string TypedNumber { get; private set; } = "";

    /// <summary>Whether the draft was just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>The id of the submission that sends the draft.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Shows a step; with <paramref name="check"/> also its missing answers.</summary>
    public async Task<IActionResult> OnGetAsync(bool saved, bool check, string? add, CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
            return NotFound();
        if (Details.Exchange.Phase != Phase.Draft)
            return LocalRedirect($"/exchanges/{Id}");
        IsSaved = saved;
        var answers = Details.Answers;
        if (LanguageChange.Take(HttpContext) is { } typed)
        {
            (answers, var wanted) = Read(
                typed.Fields,
                typed.Culture,
                Details.Procedure,
                Details.Answers,
                Guid.TryParse(typed.Fields["recipient"], out var one) ? one : null
            );
            Recipient = wanted is { } choice ? choice.Authority : Recipient;
        }

        await ShowAsync(answers, add, check, null, cancellationToken);
        return Page();
    }

    /// <summary>Saves the step and goes to the next one.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostAsync(int revision, string? go, string? add, string? remove, Guid? recipient, CancellationToken cancellationToken)
    {
        var post = await Request.ReadFormAsync(cancellationToken);
        if (go == Autosave)
            return await AutosaveAsync(post, revision, recipient, cancellationToken);
        Procedure? procedure = null;
        var answers = Answers.None;
        var outcome = await exchangeService.SaveDraftAsync(
            Id,
            basis =>
            {
                procedure = basis.Procedure;
                Step = StepIn(procedure);
                (answers, var choice) = Read(post, texts.Culture, procedure, Answers.None, recipient);
                return Outcome<DraftInput>.Done(new DraftInput(answers, choice, Kept(procedure)));
            },
            revision,
            isAutomatic: false,
            HttpContext.Actor(),
            cancellationToken
        );
        if (outcome.IsDone)
            return LocalRedirect(await NextAsync(procedure!, go, add, remove, answers, cancellationToken));
        if (outcome.Kind == OutcomeKind.NotFound || !await FindAsync(cancellationToken))
            return await GoneAsync(post, cancellationToken);
        if (Details.Exchange.Phase != Phase.Draft)
            return await NoDraftAsync(post, revision, cancellationToken);
        (answers, var wanted) = Read(post, texts.Culture, Details.Procedure, Details.Answers, recipient);
        Recipient = wanted is null ? Details.Exchange.RecipientId : wanted.Authority;
        await ShowAsync(answers, add, check: false, Explain(outcome), cancellationToken);
        return Page();
    }

    /// <summary>Links another exchange, as the law may require before sending.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostLinkAsync(string? number, CancellationToken cancellationToken)
    {
        Step = DraftSteps.Whole;
        var outcome = await contributions.LinkAsync(Id, number ?? "", HttpContext.Actor(), null, cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}/edit?step={Step}#links");
        if (outcome.Kind == OutcomeKind.NotFound || !await FindAsync(cancellationToken))
            return NotFound();
        TypedNumber = number ?? "";
        await ShowAsync(Details.Answers, null, check: false, new ErrorSummary(outcome.Errors, Words(outcome.Reasons), null, Details.Module), cancellationToken);
        return Page();
    }

    /// <summary>Returns the title of a step.</summary>
    public string TitleOf(string step) =>
        step switch
        {
            DraftSteps.Recipient => texts["drafts.edit.recipient"],
            DraftSteps.Whole => texts["drafts.edit.review"],
            _ => Details.Form.First(section => section.Name == step).Title,
        };

    /// <summary>Reads the posted answers of the step, and the recipient if the step chooses it.</summary>
    private (Answers Answers, RecipientChoice? Recipient) Read(IFormCollection post, CultureInfo culture, Procedure procedure, Answers before, Guid? recipient)
    {
        var section = procedure.Form.Sections.FirstOrDefault(one => one.Name == Step);
        return (
            section is null ? before : FormPost.Read(procedure.Form, post, before, culture, [section]),
            Step == DraftSteps.Recipient ? new RecipientChoice(recipient) : null
        );
    }

    /// <summary>Lists the fields that the step does not show; their answers are kept.</summary>
    private List<string> Kept(Procedure procedure)
    {
        var shown =
            procedure.Form.Sections.FirstOrDefault(one => one.Name == Step)?.Elements.Select(element => element.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        return [.. procedure.Form.Elements.Keys.Where(name => !shown.Contains(name))];
    }

    private string StepIn(Procedure procedure) => DraftSteps.NamesOf(procedure) is var names && Step is { } step && names.Contains(step) ? step : names[0];

    /// <summary>Reads the draft without recording the access: <see cref="ShowAsync"/> records it before anything is shown.</summary>
    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        // Special categories of data are only opened on the step that contains them.
        var basis = await reader.BasisAsync(Id, HttpContext.Actor(), cancellationToken);
        var isSpecial =
            basis?.Procedure.Form.Sections.FirstOrDefault(section => section.Name == Step)?.Elements.Any(element => element is Field { Special: not null })
            == true;
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "", isSpecial ? SpecialReading.All : null, cancellationToken) is not { } details)
            return false;
        (Details, Module, Revision, Recipient) = (details, details.Module, details.Exchange.Revision, details.Exchange.RecipientId);
        Steps = new DraftSteps(details, DraftReview.Nothing);
        Step = StepIn(details.Procedure);
        return true;
    }

    private async Task ShowAsync(Answers answers, string? add, bool check, ErrorSummary? errors, CancellationToken cancellationToken)
    {
        Countries =
        [
            .. (await directory.CountriesAsync(cancellationToken))
                .Values.Where(country => country.IsOfferedOn(texts.Today))
                .Select(country => country.Code)
                .OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true)),
        ];
        var review = await drafts.ReviewAsync(Id, HttpContext.Actor(), cancellationToken) ?? DraftReview.Nothing;
        await reader.NoteAsync(Details, HttpContext.Actor(), ExchangeViews.Edit, cancellationToken);
        Steps = new DraftSteps(Details, review);
        Preconditions = Words(review.Preconditions);
        Errors =
            errors
            ?? new ErrorSummary(
                [.. Step == DraftSteps.Whole ? [] : Steps.ErrorsOn(Step!).Where(error => check || !error.IsMissing)],
                [],
                Details.Procedure.Form,
                Details.Module
            );
        if (DuplicateQuery.IsAskedOn(Details.Procedure, Step == DraftSteps.Whole ? null : Step))
            Duplicates = await duplicates.FindAsync(Details, HttpContext.Actor(), cancellationToken);
        Chosen = Recipient is { } id ? Details.Authorities.GetValueOrDefault(id) ?? await directory.FindAsync(id, cancellationToken) : null;
        var expected = Details.Procedure.RecipientCountryField is { } field ? Details.Answers.Text(field) : "";
        if (Chosen is not null && expected.Length > 0 && expected != Chosen.Country && expected != Details.Exchange.SenderCountry)
            CountryWarning = texts["drafts.other-country", ("expected", texts.Country(expected)), ("country", texts.Country(Chosen.Country))];
        if (Step == DraftSteps.Recipient)
        {
            if (!Request.Query.ContainsKey("country") && !Request.HasFormContentType)
                Country = Chosen?.Country ?? (Countries.Contains(expected) && expected != Details.Exchange.SenderCountry ? expected : null);
            await FindCandidatesAsync(Details.Procedure, Details.Exchange.SenderCountry, cancellationToken);
            return;
        }

        if (Step == DraftSteps.Whole)
        {
            Missing = new ErrorSummary(review.Errors, Preconditions, Details.Procedure.Form, Details.Module)
            {
                Href = path => $"/exchanges/{Id}/edit?step={Steps.StepOf(path)}&check=true#{FormInput.IdOf(path)}",
            };
            return;
        }

        var form = Details.Procedure.Form;
        var language = new FormReader(Details.Module.Texts, texts.Language, Details.Sight);
        var fresh = form
            .Elements.Values.OfType<FieldGroup>()
            .Where(group => group.Name == add || (answers.Items(group.Name).Count == 0 && group.MinItems > 0))
            .ToDictionary(group => group.Name, group => forms.ItemView(form, group, answers, Answers.None, answers.Items(group.Name).Count, language));
        Input = new FormInput([.. forms.View(form, answers, language).Where(section => section.Name == Step)], Errors.Errors, Details.Module, Countries)
        {
            Fresh = fresh,
            Origin = Details.Origin,
        };
    }
}
