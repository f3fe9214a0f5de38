using System.Text.Json;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Imi.Web.Pages;

/// <content>Tells an open inbox that something happened.</content>
internal sealed partial class InboxModel
{
    /// <summary>Looks for half an hour; then the person has left the page, or loads it again.</summary>
    private const int MostLooks = 360;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Sends an event for each new notice of the person, as server-sent events: the number of unread notices, and the sentence about them. What came since
    /// the page was made is sent at once.
    /// </summary>
    /// <param name="unread">The number of unread notices that the page shows.</param>
    /// <param name="host">The host, whose end ends the stream.</param>
    /// <param name="cancellationToken">Cancelled when the person leaves.</param>
    public async Task<IActionResult> OnGetLiveAsync(int unread, [FromServices] IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var person = HttpContext.Actor().UserId;
        Response.ContentType = "text/event-stream";
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Accel-Buffering"] = "no"; // A proxy must not hold events back.
        try
        {
            // Another number than on the page is news by itself.
            Guid? newest = await notices.UnreadAsync(person, stop.Token) == unread ? await notices.NewestAsync(person, stop.Token) : null;
            for (var looked = 0; looked < MostLooks; looked++)
            {
                if (await notices.NewestAsync(person, stop.Token) is var last && last != newest)
                {
                    newest = last;
                    var now = await notices.UnreadAsync(person, stop.Token);
                    var said = JsonSerializer.Serialize(new { unread = now, said = texts["inbox.news", ("count", now)] });
                    await Response.WriteAsync($"event: news\ndata: {said}\n\n", stop.Token);
                }

                await Response.WriteAsync(":\n\n", stop.Token); // A comment keeps the connection open.
                await Response.Body.FlushAsync(stop.Token);
                await Task.Delay(BetweenLooks, stop.Token);
            }

            await Response.WriteAsync("event: end\ndata: -\n\n", stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The person left, or the host stops.
        }

        return new EmptyResult();
    }
}
