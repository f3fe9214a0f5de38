using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.GuideResults;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Guides people to the right procedure, one question a page. The address contains the answers, so that the Back button works.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class GuideModel(
    ProcedureGuide guide,
    ExchangeService exchangeService,
    NewExchangeQuery newExchanges,
    GuideResultService results,
    AuthorityDirectory directory,
    ModuleCatalogue catalogue,
    PageTexts texts,
    GuideTexts words,
    TimeProvider time
) : PageModel
{
    /// <summary>The prefix of question names in addresses and forms.</summary>
    public const string AnswerPrefix = "q.";

    private const int LongestAnswer = 100;

    /// <summary>The current step of the guide.</summary>
    public GuideStep Step { get; private set; } = new([], null, []);

    /// <summary>Whether the current question was posted without an answer.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Whether the person said that no answer fits.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The exchanges that the person may create at this outcome.</summary>
    public IReadOnlyList<NewExchangeChoice> NewExchanges { get; private set; } = [];

    /// <summary>The coordinators of the person's own countries: for the outcome's policy area, or else for all.</summary>
    public IReadOnlyList<Authority> Coordinators { get; private set; } = [];

    /// <summary>The possible countries of the other party.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The id of the submission, so that a repeated post creates one draft.</summary>
    public string Submission { get; private set; } = "";

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>
    /// Shows the next question or the outcome. A result that was just reached is counted; the address that shows it is another, so that reloading it or
    /// going back counts nothing.
    /// </summary>
    /// <param name="at">The question that was just answered; null if the address is only opened.</param>
    /// <param name="none">Whether no answer to the next question fits.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<IActionResult> OnGetAsync(string? at, bool none, CancellationToken cancellationToken)
    {
        Read(Request.Query);
        IsUnanswered = Step.Question is { } asked && asked.Name == at && !none;
        IsLost = none && Step.Question is not null;
        if (at is null || (Step.Question is not null && !IsLost))
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        await (Step.Question is { } unfit && IsLost ? results.RecordUnansweredAsync(unfit, cancellationToken) : results.RecordAsync(Step, cancellationToken));
        return LocalRedirect(IsLost ? AddressOfLost(Step.Path) : Address(Step.Path));
    }

    /// <summary>Creates a draft of the outcome's procedure, filled in from the answers.</summary>
    public async Task<IActionResult> OnPostAsync(
        string? outcome,
        Guid sender,
        string? language,
        string? country,
        string? submission,
        CancellationToken cancellationToken
    )
    {
        Read(Request.Form);
        if (
            Step.Ends.FirstOrDefault(end => $"{end.Module}/{end.Outcome.Name}" == outcome) is not { Outcome.Procedure: { } name } end
            || catalogue.Procedure(end.Module, name) is not { } procedure
        )
        {
            await LoadAsync(cancellationToken);
            Errors = new ErrorSummary([], [texts["guidance.expired"]], null, null);
            return Page();
        }

        var known = await directory.CountriesAsync(cancellationToken);
        var begun = await exchangeService.CreateAsync(
            new NewExchange(
                end.Module,
                name,
                sender,
                null,
                Languages.IsKnown(language) ? language! : texts.Language,
                ProcedureGuide.Fill(procedure.Form, end.Outcome, Step.Path, country is not null && known.ContainsKey(country) ? country : null),
                ProcedureGuide.WayOf(Step, end.Outcome)
            ),
            HttpContext.Actor(),
            submission is { Length: > 0 and <= 64 } ? new SubmissionKey(submission) : null,
            cancellationToken
        );
        if (begun.IsDone)
            return LocalRedirect($"/exchanges/{begun.Value}/edit{(string.IsNullOrEmpty(country) ? "" : QueryString.Create("country", country).Value)}");
        await LoadAsync(cancellationToken);
        Errors = new ErrorSummary(
            [],
            [.. begun.Reasons.Select(reason => texts.Reason(reason, new Dictionary<Guid, Authority>(), new Dictionary<Guid, string>()))],
            null,
            null
        );
        return Page();
    }

    /// <summary>Returns the text of a question, from the modules that are still possible after the answers so far.</summary>
    public string Question(string name) => words.Question(name, guide.ModulesOf(name, Before(name)));

    /// <summary>Returns the help text of a question.</summary>
    public string Help(string name) => words.Help(name, guide.ModulesOf(name, Before(name)));

    /// <summary>Returns the text of an answer.</summary>
    public string Answer(string question, string answer) => words.Answer(question, answer, guide.ModulesOf(question, Before(question)));

    /// <summary>Returns the address of the guide with these answers.</summary>
    public static string Address(IEnumerable<GuideAnswer> answers) =>
        $"/guide{QueryString.Create(answers.Select(one => KeyValuePair.Create(AnswerPrefix + one.Question, (string?)one.Answer)))}";

    /// <summary>Returns the address that says that no answer fits after these answers.</summary>
    public static string AddressOfLost(IEnumerable<GuideAnswer> answers) =>
        $"/guide{QueryString.Create(answers.Select(one => KeyValuePair.Create(AnswerPrefix + one.Question, (string?)one.Answer))).Add("none", "true")}";

    /// <summary>Returns the answers given before a question.</summary>
    public IReadOnlyList<GuideAnswer> Before(string question) => [.. Step.Path.TakeWhile(answer => answer.Question != question)];

    /// <summary>Returns the address of the guide with one answer changed or added.</summary>
    public string AddressWith(GuideAnswer changed) => Address(Step.Path.Where(answer => answer.Question != changed.Question).Append(changed));

    private void Read(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values) =>
        Step = guide.At(
            values
                .Where(value => value.Key.StartsWith(AnswerPrefix, StringComparison.Ordinal) && value.Value is [{ Length: > 0 and <= LongestAnswer }])
                .ToDictionary(value => value.Key[AnswerPrefix.Length..], value => value.Value.ToString(), StringComparer.Ordinal)
        );

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Step.Question is not null && !IsLost)
            return;
        Submission = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var actor = HttpContext.Actor();
        var own = await directory.FindAsync([.. actor.Grants.Select(grant => grant.AuthorityId).Distinct()], cancellationToken);
        NewExchanges = (
            await newExchanges.OfAsync(
                actor,
                null,
                procedure => Step.Ends.Any(end => end.Module == procedure.Module && end.Outcome.Procedure == procedure.Name),
                0,
                cancellationToken
            )
        ).Page;
        Countries =
        [
            .. (await directory.CountriesAsync(cancellationToken))
                .Values.Where(country => country.IsOfferedOn(texts.Today) && own.Values.All(authority => authority.Country != country.Code))
                .Select(country => country.Code)
                .OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true)),
        ];
        var area = Step.Ends.Select(end => end.Module).FirstOrDefault(module => module.Length > 0);
        var coordinators = new List<Authority>();
        foreach (var country in own.Values.Select(authority => authority.Country).Distinct(StringComparer.Ordinal))
            coordinators.AddRange(await directory.CoordinatorsAsync(country, area, cancellationToken));
        Coordinators = coordinators;
    }
}
