using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows an exchange: its state, turns, due dates and actions, then its content, then related information.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.ReadInformation, Permission.SeeThatItExisted)]
internal sealed partial class ShowModel(
    ExchangeQuery reader,
    RelatedQuery related,
    TranslationQuery translations,
    ReplyTimeQuery replyTimes,
    ActionDraftService drafts,
    DefinitionWords words,
    PageTexts texts,
    TimeProvider time
) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>What the page shows beside the exchange.</summary>
    public RelatedToExchange Related { get; private set; } = null!;

    /// <summary>The machine translation of what the person sees into the language of the person.</summary>
    public ExchangeTranslation Translation { get; private set; } = ExchangeTranslation.None("");

    /// <summary>Whether the platform has an engine for machine translation.</summary>
    public bool HasEngine => translations.HasEngine;

    /// <summary>Whether the person wants to see the original texts only.</summary>
    [BindProperty(SupportsGet = true, Name = "original")]
    public bool OriginalOnly { get; set; }

    /// <summary>The action just taken, in words; empty if there is none.</summary>
    public string Done { get; private set; } = "";

    /// <summary>The errors of the forms on the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The message as typed, so that it is not lost.</summary>
    public string TypedMessage { get; private set; } = "";

    /// <summary>When the unsent message was saved, UTC; null if there is none.</summary>
    public DateTime? MessageSavedAt { get; private set; }

    /// <summary>The actions for which the person has saved input but which are not yet taken.</summary>
    public IReadOnlyList<StartedAction> Begun { get; private set; } = [];

    /// <summary>The number that could not be linked, as typed.</summary>
    public string TypedNumber { get; private set; } = "";

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Shows the exchange.</summary>
    public async Task<IActionResult> OnGetAsync(string? done, string? not, [FromServices] NoticeService notices, CancellationToken cancellationToken)
    {
        if (await LoadAsync(ExchangeViews.Page, cancellationToken) is { } other)
            return other;
        if (not is { Length: > 0 })
            Errors = new ErrorSummary([], await WhyNotAsync(not, cancellationToken), null, Details.Module);
        if (done is { Length: > 0 })
            Done = texts.Action(Details.Module, Details.Procedure.Name, done, "done");
        await notices.ReadAsync(HttpContext.Actor().UserId, Id, cancellationToken);
        Begun = await drafts.BegunAsync(Id, HttpContext.Actor(), cancellationToken);
        if (
            Begun.Any(begun => begun.Action == KernelActions.Message)
            && await drafts.FindAsync(Id, KernelActions.Message, HttpContext.Actor(), cancellationToken) is { } message
        )
            (TypedMessage, MessageSavedAt) = (message.Content.Answers.Text(ActionDraftContent.MessageField), message.SavedAt);
        return Page();
    }

    /// <summary>Shows the exchange with one answer of a special category of data. It is on no page until then, and the journal records the access.</summary>
    [Needs(Permission.OpenSpecialCategories)]
    public async Task<IActionResult> OnPostOpenAsync(string? open, CancellationToken cancellationToken) =>
        await LoadAsync(ExchangeViews.Page, cancellationToken, open) ?? Page();

    /// <summary>Sends a message, or saves it as a draft.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostMessageAsync(
        string? text,
        string? language,
        string? go,
        string? submission,
        [FromServices] ContributionService contributions,
        [FromServices] ActionSheets sheets,
        CancellationToken cancellationToken
    )
    {
        if (go is { Length: > 0 })
        {
            var content = new ActionDraftContent { Answers = Answers.None.With(ActionDraftContent.MessageField, text ?? "") };
            var saved = await drafts.SaveAsync(Id, KernelActions.Message, _ => content, submission, HttpContext.Actor(), cancellationToken);
            if (go == ActionSheets.Autosave)
                return sheets.Answer(saved);
            return await AnswerAsync(
                saved.IsDone ? Outcome<Guid>.Done(Id) : saved.As<Guid>(),
                "",
                "#messages",
                () => TypedMessage = text ?? "",
                cancellationToken
            );
        }

        var outcome = await contributions.WriteAsync(
            Id,
            new NewMessage(text ?? "", Languages.IsKnown(language) ? language! : texts.Language),
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken
        );
        return await AnswerAsync(outcome, KernelActions.Message, "#messages", () => TypedMessage = text ?? "", cancellationToken);
    }

    /// <summary>Links another exchange.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostLinkAsync(string? number, [FromServices] ContributionService contributions, CancellationToken cancellationToken)
    {
        var outcome = await contributions.LinkAsync(Id, number ?? "", HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        return await AnswerAsync(outcome, KernelActions.Link, "#links", () => TypedNumber = number ?? "", cancellationToken);
    }

    /// <summary>Removes a link.</summary>
    [Needs(Permission.Contribute)]
    public async Task<IActionResult> OnPostUnlinkAsync(Guid other, [FromServices] ContributionService contributions, CancellationToken cancellationToken)
    {
        var outcome = await contributions.UnlinkAsync(Id, other, HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        return await AnswerAsync(outcome, KernelActions.Unlink, "#links", () => { }, cancellationToken);
    }

    /// <summary>Copies the exchange into a draft of another procedure.</summary>
    [Needs(Permission.BeginExchange)]
    public async Task<IActionResult> OnPostCopyAsync(string? into, [FromServices] ExchangeService exchangeService, CancellationToken cancellationToken)
    {
        var parts = into?.Split('/') ?? [];
        var outcome = await exchangeService.CopyAsync(
            Id,
            parts.ElementAtOrDefault(0) ?? "",
            parts.ElementAtOrDefault(1) ?? "",
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken
        );
        return outcome.IsDone
            ? LocalRedirect($"/exchanges/{outcome.Value}/edit")
            : await AnswerAsync(outcome, KernelActions.Create, "#links", () => { }, cancellationToken);
    }

    /// <summary>Whether the person has something to do now.</summary>
    public bool IsMyTurn => Details.IsMyTurn;

    /// <summary>Whether the first due date has passed: that of the person's own turn, or else that of the other parties' turns.</summary>
    public bool IsLate => (IsMyTurn ? Details.MyTurns : Details.Exchange.Turns).FirstOrDefault()?.Due is { } day && texts.IsPast(day);

    /// <summary>Returns the name of an authority.</summary>
    public string NameOf(Guid id) => Details.Authorities.TryGetValue(id, out var authority) ? authority.NameFor(texts.Language) : "?";

    /// <summary>Returns the country of an authority.</summary>
    public string CountryOf(Guid id) => Details.Authorities.TryGetValue(id, out var authority) ? texts.Country(authority.Country) : "";

    private async Task<IReadOnlyList<string>> WhyNotAsync(string action, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        var explained = await reader.ExplainAsync(Id, actor, actor, cancellationToken);
        if (explained?.Actions.FirstOrDefault(one => one.Action.Name == action) is not { IsAllowed: false } refused)
            return [];
        var reasons = refused.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module));
        var last = Details.Timeline.LastOrDefault();
        return last is null
            ? [.. reasons]
            :
            [
                .. reasons,
                texts[
                    "errors.meanwhile",
                    ("who", Details.People.GetValueOrDefault(last.UserId, "?")),
                    ("what", texts.Action(Details.Module, Details.Procedure.Name, last.Action, "done")),
                    ("when", texts.Moment(last.At))
                ],
            ];
    }

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, string done, string anchor, Action keep, CancellationToken cancellationToken)
    {
        if (outcome.IsDone)
            return LocalRedirect(done.Length > 0 ? $"/exchanges/{Id}?done={done}{anchor}" : $"/exchanges/{Id}{anchor}");
        if (outcome.Kind == OutcomeKind.NotFound || await LoadAsync(ExchangeViews.Page, cancellationToken) is not null)
            return NotFound();
        keep();
        Errors = new ErrorSummary(
            outcome.Errors,
            [.. outcome.Reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module))],
            null,
            Details.Module
        )
        {
            Href = _ => anchor,
        };
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(string how, CancellationToken cancellationToken, string? open = null)
    {
        if (await reader.ReadAsync(Id, HttpContext.Actor(), texts.Language, "", open, cancellationToken) is not { } details)
            return NotFound();
        if (details.Exchange.Phase == Phase.Draft && !details.IsContentLost)
            return LocalRedirect($"/exchanges/{Id}/edit");
        await reader.NoteAsync(details, HttpContext.Actor(), how, cancellationToken);
        Details = details;
        Related = await related.ReadAsync(details, HttpContext.Actor(), cancellationToken);
        await ReadReplyTimeAsync(cancellationToken);
        if (!OriginalOnly)
            Translation = await translations.ReadAsync(details, HttpContext.Actor(), texts.TranslationLanguage, texts.UnderstoodLanguages, cancellationToken);
        return null;
    }
}
