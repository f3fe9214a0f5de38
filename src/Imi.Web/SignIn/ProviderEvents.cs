using System.Security.Claims;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;

namespace Imi.Web.SignIn;

/// <summary>Customizes requests to the OpenID Connect provider and limits the claims that are accepted.</summary>
internal sealed class ProviderEvents(WebSettings settings, ILogger<ProviderEvents> log) : OpenIdConnectEvents
{
    private static readonly string[] Believed = ["iss", "sub", "acr", "auth_time", "email", "email_verified"];

    /// <inheritdoc/>
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.ProtocolMessage.RedirectUri = settings.PublicAddress + ProviderHosting.CallbackPath;
        if (settings.Provider!.AcrValues.Count > 0)
            context.ProtocolMessage.AcrValues = string.Join(' ', settings.Provider.AcrValues);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Drops the e-mail address of a token that does not state whether it is verified; address and verification then both come from the user info endpoint, and
    /// never from two sources.
    /// </summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        if (identity.FindFirst("email_verified") is null && identity.FindFirst("email") is { } email)
            identity.RemoveClaim(email);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task TicketReceived(TicketReceivedContext context)
    {
        context.Principal = new ClaimsPrincipal(
            new ClaimsIdentity(context.Principal!.Claims.Where(claim => Believed.Contains(claim.Type)), ProviderChallengeService.ResponseScheme)
        );
        return Task.CompletedTask;
    }

    /// <summary>Logs only the type of an error, because its text can come from an attacker who poses as the provider.</summary>
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        log.LogWarning("Sign-in with the provider failed: {Kind}", context.Failure?.GetType().Name);
        context.Response.Redirect(
            QueryHelpers.AddQueryString("/sign-in/provider?handler=Failed", "returnUrl", ProviderChallengeService.ReturnOf(context.Properties))
        );
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
