using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Imi.Web.Pages.Exchanges;

/// <summary>The form of an action, on a page of its own or, in the simple view, on the page of the exchange.</summary>
/// <param name="Details">The exchange as the person sees it.</param>
/// <param name="Action">The action.</param>
/// <param name="Typed">The input as typed.</param>
internal sealed record ActionSheet(ExchangeDetails Details, ActionDefinition Action, ActionTyped Typed)
{
    /// <summary>The id of the submission.</summary>
    public required string Submission { get; init; }

    /// <summary>The fields to fill in; null if the action has no form.</summary>
    public FormInput? Input { get; init; }

    /// <summary>The handlers who can be assigned.</summary>
    public IReadOnlyList<ImiUser> Handlers { get; init; } = [];

    /// <summary>The groups whose items can be split off.</summary>
    public IReadOnlyList<GroupView> Splittable { get; init; } = [];

    /// <summary>When the input was saved, UTC; null if it was not saved.</summary>
    public DateTime? SavedAt { get; init; }

    /// <summary>Whether the sheet links back to the page of the exchange.</summary>
    public bool HasWayBack { get; init; } = true;
}

/// <summary>The input for an action as typed.</summary>
/// <param name="Answers">The answers to the form of the action.</param>
/// <param name="Amended">The answers to the procedure's form, for an action that amends it.</param>
/// <param name="Assignees">The chosen handlers.</param>
/// <param name="Items">The group items that were chosen to be split off.</param>
internal sealed record ActionTyped(Answers Answers, Answers Amended, IReadOnlyList<Guid> Assignees, IReadOnlyList<string> Items)
{
    /// <summary>The errors of the input.</summary>
    public ErrorSummary Errors { get; init; } = ErrorSummary.Nothing;

    /// <summary>The group to which an item is added; empty if none.</summary>
    public string Add { get; init; } = "";

    /// <summary>The words to search authorities by.</summary>
    public string Search { get; init; } = "";

    /// <summary>The number of search results to skip.</summary>
    public int Skip { get; init; }
}

/// <summary>Builds <see cref="ActionSheet"/>s.</summary>
internal sealed class ActionSheets(
    FormEngine forms,
    AuthorityDirectory directory,
    AuthoritySearch finding,
    UserService people,
    ActionDraftService drafts,
    IHttpContextAccessor http,
    PageTexts texts,
    TimeProvider time
)
{
    /// <summary>The value of <c>go</c> when the browser saves the form automatically.</summary>
    public const string Autosave = "autosave";

    /// <summary>Builds the sheet of an action with the person's saved input, or an empty one.</summary>
    public async Task<ActionSheet> BeginAsync(ExchangeDetails details, ActionDefinition action, CancellationToken cancellationToken, ActionTyped? view = null)
    {
        var saved = await drafts.FindAsync(details.Exchange.Id, action.Name, http.HttpContext!.Actor(), cancellationToken);
        var typed = saved?.Content is { } content
            ? new ActionTyped(content.Answers, content.Form, content.Assignees, content.Items)
            : new ActionTyped(
                Prefilled(details, action),
                details.Answers,
                [.. details.AllocatesTo.Take(1).SelectMany(authority => details.Assigned[authority])],
                []
            );
        if (view is not null)
            typed = typed with { Add = view.Add, Search = view.Search, Skip = view.Skip, Errors = view.Errors };
        return await OfAsync(details, action, typed, cancellationToken) with { SavedAt = saved?.SavedAt };
    }

    /// <summary>Returns the response to an automatic save.</summary>
    public IActionResult Answer(Outcome<DateTime> outcome) =>
        outcome.Kind switch
        {
            OutcomeKind.Done => new JsonResult(new { said = texts["drafts.saved-at", ("time", texts.Time(outcome.Value))] }),
            OutcomeKind.NotFound => new NotFoundResult(),
            _ => new JsonResult(new { said = texts["drafts.no-longer"] }) { StatusCode = StatusCodes.Status409Conflict },
        };

    /// <summary>Builds the sheet of an action with the input as typed.</summary>
    public async Task<ActionSheet> OfAsync(ExchangeDetails details, ActionDefinition action, ActionTyped typed, CancellationToken cancellationToken) =>
        new(details, action, typed)
        {
            Submission = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Handlers =
                action.DoesVerb(Verb.Allocate) && details.ActsFor is not null
                    ? await people.WithRoleAsync(details.AllocatesTo, details.Exchange.Module, Role.Handler, cancellationToken)
                    : [],
            Splittable = action.DoesVerb(Verb.Split)
                ? [.. details.Form.SelectMany(section => section.Elements).OfType<GroupView>().Where(group => group.Group.IsSplittable)]
                : [],
            Input = await InputAsync(details, action, typed, cancellationToken),
        };

    private static Answers Prefilled(ExchangeDetails details, ActionDefinition action)
    {
        var answers = Answers.None;
        foreach (var field in action.Asks?.Elements.Values.OfType<Field>().Where(field => field.PrefillsReplyBy) ?? [])
        {
            if (details.Exchange.ReplyBy is { } date)
                answers = answers.With(field.Name, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return answers;
    }

    private async Task<FormInput?> InputAsync(ExchangeDetails details, ActionDefinition action, ActionTyped typed, CancellationToken cancellationToken)
    {
        var shown = new List<(Form Form, Answers Answers)>();
        if (action.Asks is { } asked)
            shown.Add((asked, typed.Answers));
        if (action.DoesVerb(Verb.Amend))
            shown.Add((details.Procedure.Form, typed.Amended));
        if (shown.Count == 0)
            return null;
        var countries = (await directory.CountriesAsync(cancellationToken))
            .Values.Where(country => country.IsOfferedOn(texts.Today))
            .Select(country => country.Code)
            .OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true));
        var language = new FormReader(details.Module.Texts, texts.Language, details.Sight, details.Conditions);
        var fresh = new Dictionary<string, GroupItemView>(StringComparer.Ordinal);
        foreach (var (form, given) in shown)
        {
            foreach (
                var group in form
                    .Elements.Values.OfType<FieldGroup>()
                    .Where(group => group.Name == typed.Add || (given.Items(group.Name).Count == 0 && group.MinItems > 0))
            )
                fresh[group.Name] = forms.ItemView(form, group, given, Answers.None, given.Items(group.Name).Count, language);
        }

        return new FormInput([.. shown.SelectMany(one => forms.View(one.Form, one.Answers, language))], typed.Errors.Errors, details.Module, [.. countries])
        {
            Authorities = action.Asks?.Elements.Values.OfType<Field>().FirstOrDefault(field => field.Type == FieldType.Authority) is { } field
                ? await AuthoritiesAsync(details, typed.Answers.Text(field.Name), typed, cancellationToken)
                : AuthorityChoice.None,
            Fresh = fresh,
            Kept = details
                .Form.SelectMany(section => section.Elements)
                .OfType<FieldView>()
                .Where(view => view.OpenedBy is not null)
                .Select(view => view.Path)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Searches the authorities that can be chosen instead: those of the person's own region first, plus the central authority.</summary>
    private async Task<AuthorityChoice> AuthoritiesAsync(ExchangeDetails details, string chosen, ActionTyped typed, CancellationToken cancellationToken)
    {
        var own = details.ActsFor is { } id ? details.Authorities.GetValueOrDefault(id) : null;
        var found = await finding.FindAsync(
            new AuthorityFilter
            {
                Search = typed.Search,
                Skip = typed.Skip,
                Country = details.Procedure.IsBroadcast ? own?.Country : details.Exchange.RecipientCountry,
                NearRegion = own?.Region,
                Module = details.Exchange.Module,
                Procedure = details.Exchange.Procedure,
                Capacity = Capacity.Recipient,
                Today = DeadlineCalendar.Today(time),
            },
            cancellationToken
        );
        var options = found
            .Found.Concat(found.Central is { } central ? [central] : [])
            .Where(one => one.Authority.Id != details.Exchange.RecipientId && details.Recipients.All(recipient => recipient.Id != one.Authority.Id))
            .Select(one =>
                (
                    one.Authority.Id.ToString(),
                    string.Join(
                        " – ",
                        new[]
                        {
                            one.Authority.NameFor(texts.Language),
                            string.Join(", ", one.Reasons.Select(reason => texts.Why(reason, found.Regions))),
                        }.Where(part => part.Length > 0)
                    )
                )
            )
            .ToList();
        if (
            Guid.TryParse(chosen, out var kept)
            && options.TrueForAll(option => option.Item1 != chosen)
            && await directory.FindAsync(kept, cancellationToken) is { } before
        )
            options.Insert(0, (chosen, before.NameFor(texts.Language)));
        return new AuthorityChoice(options, typed.Search, found.Next);
    }
}
