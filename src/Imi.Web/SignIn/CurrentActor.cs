using System.Security.Claims;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Diagnostics;

namespace Imi.Web.SignIn;

/// <summary>Gives access to the person who is signed in for a request. Roles are read for every request, so that a revocation takes effect at once.</summary>
internal static class CurrentActor
{
    private static readonly object Key = new();
    private static readonly object SessionKey = new();

    /// <summary>Returns the signed-in person.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page is missing its authorization.</exception>
    public static Actor Actor(this HttpContext context) => context.ActorOrNull() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Returns the signed-in person; null if nobody is signed in.</summary>
    public static Actor? ActorOrNull(this HttpContext context) => context.Items[Key] as Actor;

    /// <summary>Returns the session of the request; null if nobody is signed in, or if the request uses an access token.</summary>
    public static Session? SessionOrNull(this HttpContext context) => context.Items[SessionKey] as Session;

    /// <summary>Sets the signed-in person of the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="actor">The person.</param>
    /// <param name="session">The session; null for a request with an access token.</param>
    public static void SetActor(this HttpContext context, Actor actor, Session? session = null) =>
        (context.Items[Key], context.Items[SessionKey]) = (actor, session);

    /// <summary>Loads the session that the cookie names, with its person. A session that has ended is treated as signed out.</summary>
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

    /// <summary>Finds a session. While the error page is rendered, a failing database counts as signed out, so that the page itself does not fail.</summary>
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
