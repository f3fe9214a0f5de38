using System.Security.Claims;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;

namespace Imi.Web.SignIn;

/// <summary>What the platform says to the provider, and what it believes of the answer.</summary>
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

    /// <summary>An e-mail address counts with what the same source says of it: where the token does not say that it is verified, the whole of it comes from the user information.</summary>
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

    /// <summary>Notes what went wrong by its kind alone: what the provider, or whoever pretends to be it, wrote does not come into the log.</summary>
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        log.LogWarning("Signing in by the provider failed: {Kind}", context.Failure?.GetType().Name);
        context.Response.Redirect(QueryHelpers.AddQueryString("/sign-in/provider?handler=Failed", "returnUrl", ProviderChallengeService.ReturnOf(context.Properties)));
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
