using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Imi.Web.Hosting;

/// <summary>Registers the provider of OpenID Connect: how it is asked, and what is believed of its answer.</summary>
internal static class ProviderHosting
{
    /// <summary>Where the provider answers.</summary>
    public const string CallbackPath = "/sign-in/answer";
    private const string CookiePrefix = "imi-provider";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Registers it.</summary>
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
                options.ResponseMode = OpenIdConnectResponseMode.Query; // A form that another site posts would come without our cookies.
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
