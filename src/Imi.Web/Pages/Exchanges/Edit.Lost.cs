using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows the input of a person whose draft was changed, sent or deleted by someone else meanwhile, so that it can be read and copied.</summary>
internal sealed partial class EditModel
{
    /// <summary>Shows people who worked on a deleted draft who deleted it, and their input. For everyone else it does not exist.</summary>
    private async Task<IActionResult> GoneAsync(IFormCollection post, CancellationToken cancellationToken)
    {
        if (await drafts.EndAsync(Id, HttpContext.Actor(), texts.Language, cancellationToken) is not { } end)
            return NotFound();
        var name = post["of"].ToString().Split('|');
        var module = texts.Module(name[0]);
        var what = end.At is { } at ? texts["drafts.lost.deleted-by", ("who", end.Who), ("when", texts.Moment(at))] : texts["drafts.lost.deleted-by-platform"];
        Lost = new LostDraft(texts["drafts.lost.deleted"], [what], Typed(module, module?.Procedure(name[^1]), post, Sight.Full), texts.Language, null);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    /// <summary>Shows that the exchange is no longer a draft: it was sent, or it is with a coordinator.</summary>
    private async Task<IActionResult> NoDraftAsync(IFormCollection post, int revision, CancellationToken cancellationToken)
    {
        await reader.NoteAsync(Details, HttpContext.Actor(), ExchangeViews.Edit, cancellationToken);
        Lost = new LostDraft(
            texts["drafts.lost.sent"],
            [.. Details.Timeline.Where(entry => entry.Revision > revision).Select(entry => Describe(entry.Action, entry.UserId, entry.At))],
            Typed(Details.Module, Details.Procedure, post, Details.Sight),
            Details.Exchange.Language,
            $"/exchanges/{Id}"
        );
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private IReadOnlyList<FormSectionView> Typed(PolicyModule? module, Procedure? procedure, IFormCollection post, Sight sight)
    {
        if (module is null || procedure is null)
            return [];
        var (answers, _) = Read(post, texts.Culture, procedure, Answers.None, null);
        return [.. forms.View(procedure.Form, answers, new FormReader(module.Texts, texts.Language, sight)).Where(section => section.Name == Step)];
    }

    private ErrorSummary Explain(Outcome outcome)
    {
        var reasons = Words(outcome.Reasons).ToList();
        if (outcome.Kind == OutcomeKind.Conflict)
        {
            // The input stays on the page with the newest revision, so that saving again keeps it.
            reasons.AddRange(outcome.Meanwhile.Select(change => Describe(change.Action, change.UserId, change.At)));
            reasons.Add(texts["errors.draft-changed"]);
        }

        return new ErrorSummary(outcome.Errors, reasons, Details.Procedure.Form, Details.Module);
    }

    private string Describe(string action, Guid person, DateTime at) =>
        texts[
            "errors.meanwhile",
            ("who", Details.People.GetValueOrDefault(person, "?")),
            ("what", texts.Action(Details.Module, Details.Procedure.Name, action, "done")),
            ("when", texts.Moment(at))
        ];

    private IReadOnlyList<string> Words(IReadOnlyList<AccessReason> reasons) =>
        [.. reasons.Select(reason => texts.Reason(reason, Details.Authorities, Details.People, Details.Module))];
}
