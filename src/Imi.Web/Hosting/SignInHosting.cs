using Imi.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Imi.Web.Hosting;

/// <summary>Registers sign-in: the cookies of the session, of the sign-in progress and of the provider's response.</summary>
internal static class SignInHosting
{
    private const string SessionCookie = "imi-session";
    private const string StepCookie = "imi-sign-in";
    private const string ResponseCookie = "imi-provider-answer";
    private static readonly TimeSpan ResponseLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SessionLength = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan StepLength = TimeSpan.FromMinutes(15);

    /// <summary>The pages that open without a session.</summary>
    public static IReadOnlyList<string> OpenPages { get; } =
    ["/SignIn", "/SignOut", "/Account/Password", "/Account/Authenticator", "/Account/Forgotten", "/SignInProvider"];

    /// <summary>Registers the sign-in services and cookies.</summary>
    public static IServiceCollection AddImiSignIn(this IServiceCollection services, WebSettings settings)
    {
        services.AddScoped<KeptForm>();
        services.AddSingleton<KnownDevices>();
        services.AddScoped<ProviderChallengeService>();
        services.AddScoped<WebAuthnService>();
        services.AddScoped<ReauthenticationService>();
        var authentication = services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                cookie.LoginPath = "/sign-in";
                cookie.AccessDeniedPath = "/sign-in";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.ExpireTimeSpan = SessionLength;
                cookie.SlidingExpiration = true;
                cookie.Cookie.Protect(settings, SessionCookie);
                cookie.Events.OnRedirectToLogin = RedirectHere;
                cookie.Events.OnRedirectToAccessDenied = RedirectHere;
            })
            .AddCookie(
                SignInSteps.Scheme,
                cookie =>
                {
                    cookie.ExpireTimeSpan = StepLength;
                    cookie.SlidingExpiration = false;
                    cookie.Cookie.Protect(settings, StepCookie);
                }
            );
        if (settings.Provider is { } provider)
        {
            authentication.AddProvider(provider, settings);
            authentication.AddCookie(
                ProviderChallengeService.ResponseScheme,
                cookie =>
                {
                    cookie.ExpireTimeSpan = ResponseLifetime;
                    cookie.SlidingExpiration = false;
                    cookie.Cookie.Protect(settings, ResponseCookie);
                }
            );
        }

        return services;
    }

    /// <summary>Redirects to the sign-in page by path only, because the host of a request is not to be trusted.</summary>
    private static Task RedirectHere(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        return Task.CompletedTask;
    }
}
