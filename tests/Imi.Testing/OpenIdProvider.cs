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

/// <summary>A real provider of OpenID Connect (OpenIddict) on a port of its own: whoever comes is signed in there as <see cref="Account"/>.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "imi";
    public const string ClientSecret = "a secret that stands in no log";
    public const string TwoFactors = "https://provider.example/two-factors";
    private WebApplication? _app;

    /// <summary>Who is signed in there.</summary>
    public ProviderAccount Account { get; set; } = new("nobody", "nobody@nowhere.example");

    /// <summary>Whether it does not let anybody go on.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether it answers another question than the one that it was asked.</summary>
    public bool MistakesNonce { get; set; }

    /// <summary>Whether somebody changes its tokens on the way.</summary>
    public bool IsTamperedWith { get; set; }

    /// <summary>What it was asked last.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    /// <summary>Its address.</summary>
    public string Address => _app!.Urls.First();

    /// <summary>The settings by which the platform finds it.</summary>
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

        // Whoever asks first would wait longest.
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        foreach (var document in (string[])[".well-known/openid-configuration", ".well-known/jwks"])
            await http.GetStringAsync(document);
    }

    /// <summary>Answers nobody any more.</summary>
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
/// <param name="Subject">Whom it means.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="IsVerified">Whether the provider verified it.</param>
/// <param name="Acr">How the person signed in there; null where it is not said.</param>
/// <param name="AuthenticatedAt">When; null where it is not said.</param>
public sealed record ProviderAccount(
    string Subject,
    string Email,
    bool IsVerified = true,
    string? Acr = OpenIdProvider.TwoFactors,
    DateTimeOffset? AuthenticatedAt = null
);
