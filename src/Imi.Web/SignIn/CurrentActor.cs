using System.Security.Claims;
using Imi.Kernel.Access;
using Imi.Kernel.People;

namespace Imi.Web.SignIn;

/// <summary>Who is signed in at this request. Roles are read anew each time, so that what was taken away is gone at once.</summary>
internal static class CurrentActor
{
    private static readonly object Key = new();

    /// <summary>The signed-in person.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks its authorization.</exception>
    public static Actor Actor(this HttpContext context) =>
        context.ActorOrNull() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The signed-in person, or null.</summary>
    public static Actor? ActorOrNull(this HttpContext context) => context.Items[Key] as Actor;

    /// <summary>Notes who is signed in.</summary>
    public static void SetActor(this HttpContext context, Actor actor) => context.Items[Key] = actor;

    /// <summary>Brings the person of the session's cookie; a person who is no more is signed out.</summary>
    public static async Task LoadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && Guid.TryParse(id, out var userId) && context.ActorOrNull() is null)
        {
            var actor = await context.RequestServices.GetRequiredService<PeopleDesk>().ActorAsync(userId, context.RequestAborted);
            if (actor is null)
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            else
                context.SetActor(actor);
        }

        await next(context);
    }
}
