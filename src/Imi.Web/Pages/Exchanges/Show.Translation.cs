using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Imi.Web.Pages.Exchanges;

/// <content>The machine translation of the exchange.</content>
internal sealed partial class ShowModel
{
    /// <summary>
    /// Translates everything in the exchange that the person's language lacks, as far as the engines answer now; the rest follows in the background. Leaving
    /// the page does not stop it.
    /// </summary>
    [Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)]
    public async Task<IActionResult> OnPostTranslateAsync(
        [FromServices] TranslationService service,
        [FromServices] TranslationRunService runs,
        [FromServices] IHostApplicationLifetime host,
        CancellationToken cancellationToken
    )
    {
        var outcome = await service.RequestAsync(Id, texts.Language, HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        if (outcome.IsDone)
            await runs.RunAsync(new TranslationScope(Id, texts.Language), host.ApplicationStopping);
        return await AnswerAsync(outcome, "", "#content", () => { }, cancellationToken);
    }
}
