using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Imi.Testing;

/// <summary>A real OpenID Connect provider (OpenIddict) on its own port that signs everyone in as <see cref="Account"/>.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "imi";
    public const string ClientSecret = "a secret that no log contains";
    public const string TwoFactors = "https://provider.example/two-factors";
    private WebApplication? _app;

    /// <summary>The account that is signed in.</summary>
    public ProviderAccount Account { get; set; } = new("nobody", "nobody@nowhere.example");

    /// <summary>Whether the provider denies every sign-in.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether the provider answers with a wrong nonce.</summary>
    public bool MistakesNonce { get; set; }

    /// <summary>Whether its ID tokens are changed in transit.</summary>
    public bool IsTamperedWith { get; set; }

    /// <summary>The last authorization request; null before the first.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    /// <summary>The address of the provider.</summary>
    public string Address => _app!.Urls.First();

    /// <summary>The settings that connect the platform to the provider.</summary>
    public Dictionary<string, string> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Imi__PublicAddress"] = "{address}",
            ["Imi__SignIn__OpenIdConnect__Name"] = "Test Login",
            ["Imi__SignIn__OpenIdConnect__Authority"] = Address,
            ["Imi__SignIn__OpenIdConnect__ClientId"] = ClientId,
            ["Imi__SignIn__OpenIdConnect__ClientSecret"] = ClientSecret,
            ["Imi__SignIn__OpenIdConnect__AcrValues"] = TwoFactors,
        };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder
            .Services.AddOpenIddict()
            .AddServer(server =>
            {
                server.EnableDegradedMode().DisableTokenStorage().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").RegisterScopes(Scopes.Email);
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
                server.AddEventHandler<ValidateAuthorizationRequestContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        if (context.ClientId != ClientId || context.RedirectUri?.EndsWith("/sign-in/answer", StringComparison.Ordinal) != true)
                            context.Reject(Errors.InvalidClient);
                        return default;
                    })
                );
                server.AddEventHandler<ValidateTokenRequestContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                            context.Reject(Errors.InvalidClient);
                        return default;
                    })
                );
                server.AddEventHandler<ApplyTokenResponseContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        if (IsTamperedWith && context.Response.IdToken is { } token)
                            context.Response.IdToken = token[..^8] + new string(token[^8..].Reverse().ToArray());
                        return default;
                    })
                );
            });
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.UseAuthentication();
        _app.MapMethods("/connect/authorize", ["GET", "POST"], Authorize);
        await _app.StartAsync();

        // Warm up, because the first request is slow.
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        foreach (var document in (string[])[".well-known/openid-configuration", ".well-known/jwks"])
            await http.GetStringAsync(document);
    }

    /// <summary>Stops the provider.</summary>
    public Task StopAsync() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private IResult Authorize(HttpContext context)
    {
        Asked = context.GetOpenIddictServerRequest()!;
        if (Refuses)
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
            );
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Account.Subject).SetClaim(Claims.Email, Account.Email).SetClaim(Claims.EmailVerified, Account.IsVerified);
        if (Account.Acr is { } acr)
            identity.SetClaim("acr", acr);
        if (Account.AuthenticatedAt is { } at)
            identity.SetClaim("auth_time", at.ToUnixTimeSeconds());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        var person = new ClaimsPrincipal(identity);
        person.SetScopes(Scopes.OpenId, Scopes.Email);
        if (MistakesNonce)
            Asked.Nonce = "another";
        return Results.SignIn(person, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}

/// <summary>An account at the provider.</summary>
/// <param name="Subject">The subject identifier.</param>
/// <param name="Email">The email address.</param>
/// <param name="IsVerified">Whether the provider verified the address.</param>
/// <param name="Acr">The authentication context class; null to omit the claim.</param>
/// <param name="AuthenticatedAt">The time of authentication; null to omit the claim.</param>
public sealed record ProviderAccount(
    string Subject,
    string Email,
    bool IsVerified = true,
    string? Acr = OpenIdProvider.TwoFactors,
    DateTimeOffset? AuthenticatedAt = null
);
