using System.Globalization;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Imi.Web.SignIn;

/// <summary>Redirects people to the OpenID Connect provider and reads its response. The return address and a saved form survive the round trip.</summary>
internal sealed class ProviderChallengeService(
    IOptionsMonitor<OpenIdConnectOptions> options,
    WebSettings settings,
    IHttpContextAccessor http,
    TimeProvider time,
    ILogger<ProviderChallengeService> log
)
{
    /// <summary>The authentication scheme of the provider.</summary>
    public const string Scheme = "Provider";

    /// <summary>The scheme of the cookie that holds the provider's response until it is read.</summary>
    public const string ResponseScheme = "ProviderAnswer";

    private const string Page = "/sign-in/provider";
    private const string Return = "return";
    private const string Again = "again";
    private const string Asked = "asked";

    private HttpContext Context => http.HttpContext!;

    /// <summary>Redirects a person to the provider.</summary>
    /// <param name="returnUrl">The page to open afterwards; null for the inbox.</param>
    /// <param name="kept">The id of a saved form; null if there is none.</param>
    /// <param name="again">The session to reauthenticate; null to begin a session.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The redirect to the provider, or to an error page if the provider does not respond.</returns>
    public async Task<IActionResult> ChallengeAsync(string? returnUrl, string? kept, Session? again, CancellationToken cancellationToken)
    {
        var back = Guid.TryParse(kept, out var form) ? $"/account/resume?form={form}" : returnUrl ?? "";
        if (!await AnswersAsync(cancellationToken))
            return new LocalRedirectResult(QueryHelpers.AddQueryString($"{Page}?handler=Silent", "returnUrl", back));
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = Page };
        properties.Items[Return] = back;
        if (again is not null)
        {
            (properties.Prompt, properties.MaxAge) = ("login", TimeSpan.Zero);
            properties.Items[Again] = again.Id.ToString();
            properties.Items[Asked] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        return new ChallengeResult(Scheme, properties);
    }

    /// <summary>Reads the provider's response and removes it.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response; null if there is none.</returns>
    public async Task<ProviderResponse?> ReadResponseAsync(CancellationToken cancellationToken)
    {
        if (
            await Context.AuthenticateAsync(ResponseScheme).WaitAsync(cancellationToken)
            is not { Succeeded: true, Principal: { } person, Properties: { } properties }
        )
            return null;
        await Context.SignOutAsync(ResponseScheme);
        string? Claim(string what) => person.FindFirst(what)?.Value;
        var isVerified = string.Equals(Claim("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        var identity = new ProvidedIdentity(
            Claim("iss") ?? "",
            Claim("sub") ?? "",
            isVerified ? Claim("email") : null,
            Moment(Claim("auth_time")),
            Claim("acr") is { } acr && settings.Provider!.AcrValues.Contains(acr)
        );
        return new ProviderResponse(
            identity,
            ReturnOf(properties),
            Guid.TryParse(ItemOf(properties, Again), out var session) ? session : null,
            Moment(ItemOf(properties, Asked))
        );
    }

    /// <summary>Returns the page to open afterwards; empty for the inbox.</summary>
    public static string ReturnOf(AuthenticationProperties? properties) => ItemOf(properties, Return) ?? "";

    private static string? ItemOf(AuthenticationProperties? properties, string item) =>
        properties?.Items.TryGetValue(item, out var value) == true ? value : null;

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await options.Get(Scheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return true;
        }
        catch (Exception silent) when (silent is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("The metadata of the sign-in provider cannot be read: {Kind}", silent.InnerException?.GetType().Name ?? silent.GetType().Name);
            return false;
        }
    }

    private static DateTimeOffset? Moment(string? seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var since) ? DateTimeOffset.FromUnixTimeSeconds(since) : null;

    /// <summary>The response of the provider.</summary>
    /// <param name="Identity">The identity that the provider confirms.</param>
    /// <param name="ReturnUrl">The page to open afterwards; empty if none was requested.</param>
    /// <param name="Session">The session to reauthenticate; null to begin a session.</param>
    /// <param name="AskedAt">When the reauthentication was requested; null to begin a session.</param>
    internal sealed record ProviderResponse(ProvidedIdentity Identity, string ReturnUrl, Guid? Session, DateTimeOffset? AskedAt);
}
