using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Imi.Web.Pages.Exchanges;

/// <content>The machine translation of the exchange.</content>
internal sealed partial class ShowModel
{
    private const int MostLooks = 150;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Translates everything in the exchange that the person's language lacks, as far as the engines answer now; the rest follows in the background. Leaving
    /// the page does not stop it. From now on, exchanges that the person opens are translated at once, unless the person asked for this one only.
    /// </summary>
    [Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)]
    public async Task<IActionResult> OnPostTranslateAsync(
        bool once,
        [FromServices] TranslationService service,
        [FromServices] TranslationRunService runs,
        [FromServices] UserService people,
        [FromServices] IHostApplicationLifetime host,
        CancellationToken cancellationToken
    )
    {
        var outcome = await service.RequestAsync(Id, texts.TranslationLanguage, HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        if (outcome.IsDone && !once && !HttpContext.Actor().TranslatesExchanges)
            await people.PreferAsync(HttpContext.Actor().UserId, new Preferences { TranslatesExchanges = true }, cancellationToken);
        if (outcome.IsDone)
            await runs.RunAsync(new TranslationScope(Id, texts.TranslationLanguage), host.ApplicationStopping);
        return await AnswerAsync(outcome, "", "#content", () => { }, cancellationToken);
    }

    /// <summary>Translates exchanges that the person opens only on request from now on.</summary>
    [Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)]
    public async Task<IActionResult> OnPostAskBeforeTranslatingAsync([FromServices] UserService people, CancellationToken cancellationToken)
    {
        if (await translations.ProgressAsync(Id, HttpContext.Actor(), texts.TranslationLanguage, cancellationToken) is null)
            return NotFound();
        await people.PreferAsync(HttpContext.Actor().UserId, new Preferences { TranslatesExchanges = false }, cancellationToken);
        return LocalRedirect($"/exchanges/{Id}#content");
    }

    /// <summary>Sends an event when translations arrive or the request ends, as server-sent events. The browser connects again after some minutes.</summary>
    [Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)]
    public async Task<IActionResult> OnGetTranslatingAsync([FromServices] IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var actor = HttpContext.Actor();
        if (await translations.ProgressAsync(Id, actor, texts.TranslationLanguage, stop.Token) is not { } before)
            return NotFound();
        Response.ContentType = "text/event-stream";
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Accel-Buffering"] = "no"; // A proxy must not hold events back.
        try
        {
            for (var looked = 0; looked < MostLooks && before.IsWaiting; looked++)
            {
                await Response.WriteAsync(":\n\n", stop.Token); // A comment keeps the connection open.
                await Response.Body.FlushAsync(stop.Token);
                await Task.Delay(BetweenLooks, stop.Token);
                if (await translations.ProgressAsync(Id, actor, texts.TranslationLanguage, stop.Token) is not { } now || now != before)
                    break;
            }

            if (await translations.ProgressAsync(Id, actor, texts.TranslationLanguage, stop.Token) != before || !before.IsWaiting)
                await Response.WriteAsync("event: translated\ndata: -\n\n", stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader left, or the host stops.
        }

        return new EmptyResult();
    }
}
