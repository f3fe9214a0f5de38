using System.Security.Claims;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Diagnostics;

namespace Imi.Web.SignIn;

/// <summary>Who is signed in at this request. Roles are read anew each time, so that what was taken away is gone at once.</summary>
internal static class CurrentActor
{
    private static readonly object Key = new();
    private static readonly object SessionKey = new();

    /// <summary>The signed-in person.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks its authorization.</exception>
    public static Actor Actor(this HttpContext context) => context.ActorOrNull() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The signed-in person, or null.</summary>
    public static Actor? ActorOrNull(this HttpContext context) => context.Items[Key] as Actor;

    /// <summary>The session at the pages, or null: with a token there is none.</summary>
    public static Session? SessionOrNull(this HttpContext context) => context.Items[SessionKey] as Session;

    /// <summary>Notes who is signed in, by a token or in a session.</summary>
    public static void SetActor(this HttpContext context, Actor actor, Session? session = null) =>
        (context.Items[Key], context.Items[SessionKey]) = (actor, session);

    /// <summary>Brings the person of the session that the cookie names; a session that was ended, also elsewhere, is none.</summary>
    public static async Task LoadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated == true && context.ActorOrNull() is null)
        {
            if (
                Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
                && Guid.TryParse(context.User.FindFirstValue(BrowserSessionService.SessionClaim), out var id)
                && await FindAsync(context, id, person) is var (session, actor)
            )
                context.SetActor(actor, session);
            else
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        await next(context);
    }

    /// <summary>The page that says that the database is away must not fail because the database is away: it is shown as to nobody.</summary>
    private static async Task<(Session Session, Actor Actor)?> FindAsync(HttpContext context, Guid session, Guid person)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<SessionService>().FindAsync(session, person, context.RequestAborted);
        }
        catch (Exception away) when (context.Features.Get<IExceptionHandlerFeature>() is not null && DatabaseFaults.IsOne(away))
        {
            return null;
        }
    }
}
