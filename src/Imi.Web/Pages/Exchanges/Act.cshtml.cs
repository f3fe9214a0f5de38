using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Forms;
using Imi.Kernel.Modules;
using Imi.Kernel.People;
using Imi.Kernel.Registry;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Takes an action: shows what it asks, then does it.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class ActModel(
    ExchangeReader reader, ExchangeDesk desk, FormEngine forms, AuthorityDirectory directory, PeopleDesk people, PageTexts texts, TimeProvider time) : PageModel
{
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

    /// <summary>The revision that the page was made from.</summary>
    public int Revision { get; private set; }

    /// <summary>The submission's id.</summary>
    public string Submission { get; private set; } = "";

    /// <summary>What the action asks.</summary>
    public FormInput? Input { get; private set; }

    /// <summary>The handlers that can be assigned.</summary>
    public IReadOnlyList<ImiUser> Handlers { get; private set; } = [];

    /// <summary>The handlers that are chosen.</summary>
    public IReadOnlyList<Guid> Assignees { get; private set; } = [];

    /// <summary>The items that are chosen to be handed over.</summary>
    public IReadOnlyList<string> Items { get; private set; } = [];

    /// <summary>The groups whose items can be handed over.</summary>
    public IReadOnlyList<GroupView> Splittable { get; private set; } = [];

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The last day of the exchange's state; null where the definition gives it none.</summary>
    public DateOnly? LastDay => Details.Exchange is { Phase: Phase.Open, DueOn: { } day } exchange && Details.Procedure.State(exchange.State).Due is not null ? day : null;

    /// <summary>Shows what the action asks.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } other)
            return other;
        if (!Details.Actions.Contains(Action))
            return LocalRedirect($"/exchanges/{Id}?not={Name}");
        Assignees = [.. Details.Assigned[AllocatorsAuthority(Details.ActsFor ?? Guid.Empty)]];
        await ShowAsync(Prefilled(), Details.Answers, cancellationToken);
        return Page();
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
        Assignees = assignees;
        Items = items;
        var isAdding = post.ContainsKey("add") || post.ContainsKey("remove");
        if (!isAdding)
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
            Errors = Explain(outcome);
            Response.StatusCode = outcome.Kind == OutcomeKind.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        }

        await ShowAsync(answers, amended, cancellationToken);
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "view", cancellationToken) is not { } details
            || details.Procedure.Action(Name) is not { } action)
        {
            return NotFound();
        }

        if (details.Sight == Sight.Shell)
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        Action = action;
        Revision = details.Exchange.Revision;
        Submission = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        return null;
    }

    private Answers Prefilled()
    {
        var answers = Answers.None;
        foreach (var field in Action.Asks?.Elements.Values.OfType<Field>().Where(field => field.PrefillsReplyBy) ?? [])
        {
            if (Details.Exchange.ReplyBy is { } date)
                answers = answers.With(field.Name, date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        return answers;
    }

    private async Task ShowAsync(Answers answers, Answers amended, CancellationToken cancellationToken)
    {
        if (Action.DoesVerb(Verb.Allocate) && Details.ActsFor is { } authority)
            Handlers = await people.WithRoleAsync(AllocatorsAuthority(authority), Details.Exchange.Module, Role.Handler, cancellationToken);
        if (Action.DoesVerb(Verb.Split))
            Splittable = [.. Details.Form.SelectMany(section => section.Elements).OfType<GroupView>().Where(group => group.Group.IsSplittable)];
        var shown = new List<(Form Form, Answers Answers)>();
        if (Action.Asks is { } asked)
            shown.Add((asked, answers));
        if (Action.DoesVerb(Verb.Amend))
            shown.Add((Details.Procedure.Form, amended));
        if (shown.Count == 0)
            return;
        var countries = (await directory.CountriesAsync(cancellationToken)).Keys.Where(code => code != Country.Union).OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true));
        var language = new FormReader(Details.Module.Texts, texts.Language, Details.Sight, Details.Facts);
        var add = Request.HasFormContentType ? Request.Form["add"].ToString() : "";
        var fresh = new Dictionary<string, GroupItemView>(StringComparer.Ordinal);
        foreach (var (form, given) in shown)
        {
            foreach (var group in form.Elements.Values.OfType<FieldGroup>().Where(group => group.Name == add || (given.Items(group.Name).Count == 0 && group.MinItems > 0)))
                fresh[group.Name] = forms.ItemView(form, group, given, Answers.None, given.Items(group.Name).Count, language);
        }

        Input = new FormInput(
            [.. shown.SelectMany(one => forms.View(one.Form, one.Answers, language))], Errors.Errors, Details.Module, [.. countries],
            Action.Asks is null ? [] : await AuthoritiesAsync(Action.Asks, cancellationToken))
        {
            Fresh = fresh,
            Kept = Details.Form.SelectMany(section => section.Elements).OfType<FieldView>().Where(field => field.OpenedBy is not null).Select(field => field.Path).ToHashSet(StringComparer.Ordinal),
        };
    }

    private Guid AllocatorsAuthority(Guid authority)
    {
        var actor = HttpContext.Actor();
        var own = Details.Exchange.Participations.Select(part => part.AuthorityId).FirstOrDefault(id => actor.Holds(id, Details.Exchange.Module, Role.Allocator));
        return own == Guid.Empty ? authority : own;
    }

    private async Task<IReadOnlyList<(string Id, string Name)>> AuthoritiesAsync(Form form, CancellationToken cancellationToken)
    {
        if (!form.Elements.Values.Any(element => element is Field { Type: FieldType.Authority }))
            return [];
        var page = await directory.SearchAsync(
            new AuthorityQuery
            {
                Country = Details.Procedure.IsBroadcast ? OwnCountry() : Details.Exchange.RecipientCountry, Module = Details.Exchange.Module, Procedure = Details.Exchange.Procedure,
                Capacity = Capacity.Recipient, Today = DeadlineCalendar.Today(time),
            },
            cancellationToken);
        return [.. page.Authorities
            .Where(authority => authority.Id != Details.Exchange.RecipientId && Details.Recipients.All(recipient => recipient.Id != authority.Id))
            .Select(authority => (authority.Id.ToString(), authority.NameFor(texts.Language)))];
    }

    private string? OwnCountry() => Details.ActsFor is { } own && Details.Authorities.TryGetValue(own, out var authority) ? authority.Country : null;

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
