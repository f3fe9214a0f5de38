using System.Security.Claims;
using System.Text.Encodings.Web;
using Imi.Kernel.Network.Accounts;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Imi.Web.Api;

/// <summary>Authenticates API calls by bearer token. Session cookies are not accepted, so no other site can make a browser call the API.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokenService tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string SchemeName = "Token";

    private const string Prefix = "Bearer ";
    private const int LongestToken = 200;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header.Length > LongestToken)
            return AuthenticateResult.NoResult();
        if (await tokens.ActorOfAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } actor)
            return AuthenticateResult.Fail("The token is unknown, revoked or expired.");
        Context.SetActor(actor);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString())], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"Imi.Platform\"";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
