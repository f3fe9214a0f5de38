using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <content>What is saved while somebody types.</content>
internal sealed partial class EditModel
{
    private async Task<IActionResult> AutosaveAsync(IFormCollection post, int revision, Guid? recipient, CancellationToken cancellationToken)
    {
        var outcome = await exchangeService.SaveDraftAsync(
            Id,
            basis =>
            {
                Step ??= DraftSteps.NamesOf(basis.Procedure)[0];
                var (answers, choice) = Read(post, texts.Culture, basis.Procedure, Answers.None, recipient);
                return Outcome<DraftInput>.Done(new DraftInput(answers, choice, Kept(basis.Procedure)));
            },
            revision,
            isAutomatic: true,
            HttpContext.Actor(),
            cancellationToken
        );
        if (outcome.Kind == OutcomeKind.NotFound)
            return NotFound();
        return outcome.IsDone
            ? new JsonResult(new { said = texts["drafts.saved-at", ("time", texts.Time(time.GetUtcNow().UtcDateTime))], revision = outcome.Value })
            : new JsonResult(new { said = texts[outcome.Kind == OutcomeKind.Conflict ? "drafts.changed" : "drafts.unsaved"] })
            {
                StatusCode = StatusCodes.Status409Conflict,
            };
    }
}
