using System.Security.Claims;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Imi.Web.SignIn;

/// <summary>Begins and ends sessions, in the database and in the browser's cookie.</summary>
internal sealed class BrowserSessionService(SessionService sessions, KnownDevices devices, IHttpContextAccessor http)
{
    /// <summary>The claim that contains the session id.</summary>
    public const string SessionClaim = "session";

    /// <summary>Begins a session for a person who has signed in, and ends the browser's previous session.</summary>
    public async Task BeginAsync(SignedIn signedIn, bool isByClick, CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        if (context.SessionOrNull() is { } before)
            await sessions.EndAsync(before.UserId, before.Id, cancellationToken);
        var session = await sessions.BeginAsync(signedIn.Actor.UserId, PlaceOf(context), isByClick, signedIn.How, cancellationToken);
        var principal = new ClaimsPrincipal(
            new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, signedIn.Actor.UserId.ToString()), new Claim(SessionClaim, session.Id.ToString())],
                CookieAuthenticationDefaults.AuthenticationScheme
            )
        );
        await context.SignInAsync(principal);
        await context.SignOutAsync(SignInSteps.Scheme);
        if (!isByClick)
            devices.Note(context, signedIn.Actor.UserId);

        // The page that is being rendered is already for the person who has just signed in.
        context.User = principal;
        context.SetActor(signedIn.Actor, session);
    }

    /// <summary>Ends the current session, if there is one.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        if (context.SessionOrNull() is { } session)
            await sessions.EndAsync(session.UserId, session.Id, cancellationToken);
        await context.SignOutAsync();
        await context.SignOutAsync(SignInSteps.Scheme);
    }

    /// <summary>Describes the sign-in attempt of the current request: network address and known devices.</summary>
    public SignInAttempt CurrentAttempt() => new(PlaceOf(http.HttpContext!).Address, devices.Read(http.HttpContext!));

    /// <summary>Returns the browser and the network address of a request.</summary>
    public static SessionPlace PlaceOf(HttpContext context) =>
        new(UserAgents.NameOf(context.Request.Headers.UserAgent.ToString()), context.Connection.RemoteIpAddress?.ToString() ?? "");
}
