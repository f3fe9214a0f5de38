using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Imi.Web.Hosting;

/// <summary>Registers the OpenID Connect provider.</summary>
internal static class ProviderHosting
{
    /// <summary>The path to which the provider redirects.</summary>
    public const string CallbackPath = "/sign-in/answer";
    private const string CookiePrefix = "imi-provider";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Registers the provider with the authentication services.</summary>
    public static void AddProvider(this AuthenticationBuilder authentication, ProviderSettings provider, WebSettings settings)
    {
        authentication.Services.AddScoped<ProviderEvents>();
        authentication.AddOpenIdConnect(
            ProviderChallengeService.Scheme,
            options =>
            {
                options.SignInScheme = ProviderChallengeService.ResponseScheme;
                options.Authority = provider.Authority.AbsoluteUri;
                options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
                options.ClientId = provider.ClientId;
                options.ClientSecret = provider.ClientSecret;
                options.CallbackPath = CallbackPath;
                options.BackchannelTimeout = Patience;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query; // A form post from another site would arrive without our cookies.
                options.UsePkce = true;
                options.SaveTokens = false;
                options.MapInboundClaims = false;
                options.DisableTelemetry = true;
                options.GetClaimsFromUserInfoEndpoint = true;
                options.Scope.Clear();
                options.Scope.Add("openid");
                options.Scope.Add("email");
                options.ClaimActions.Clear();
                options.ClaimActions.MapUniqueJsonKey("email", "email");
                options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
                options.CorrelationCookie.Protect(settings, $"{CookiePrefix}-state.");
                options.NonceCookie.Protect(settings, $"{CookiePrefix}-nonce.");
                options.EventsType = typeof(ProviderEvents);
            }
        );
    }
}
