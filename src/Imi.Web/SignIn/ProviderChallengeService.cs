using System.Globalization;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Imi.Web.SignIn;

/// <summary>The way to the provider of OpenID Connect and back: what somebody wanted, and had typed, comes along.</summary>
internal sealed class ProviderChallengeService(
    IOptionsMonitor<OpenIdConnectOptions> options,
    WebSettings settings,
    IHttpContextAccessor http,
    TimeProvider time,
    ILogger<ProviderChallengeService> log
)
{
    /// <summary>The scheme that asks the provider.</summary>
    public const string Scheme = "Provider";

    /// <summary>The scheme of the cookie that holds the provider's answer, from its coming until it is read.</summary>
    public const string ResponseScheme = "ProviderAnswer";

    private const string Page = "/sign-in/provider";
    private const string Return = "return";
    private const string Again = "again";
    private const string Asked = "asked";

    private HttpContext Context => http.HttpContext!;

    /// <summary>Sends somebody to the provider.</summary>
    /// <param name="returnUrl">Where to go afterwards; null for the inbox.</param>
    /// <param name="kept">By what is asked for what was typed; null for nothing.</param>
    /// <param name="again">The session in which somebody shows anew who they are; null where it is to begin.</param>
    /// <param name="cancellationToken">Ends the call.</param>
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

    /// <summary>Takes the provider's answer, once.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; null where none has come.</returns>
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

    /// <summary>Where somebody goes afterwards; empty for the inbox.</summary>
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
            log.LogWarning("The provider for signing in does not say how it is asked: {Kind}", silent.InnerException?.GetType().Name ?? silent.GetType().Name);
            return false;
        }
    }

    private static DateTimeOffset? Moment(string? seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var since) ? DateTimeOffset.FromUnixTimeSeconds(since) : null;

    /// <summary>What came back from the provider.</summary>
    /// <param name="Identity">Whom it vouches for.</param>
    /// <param name="ReturnUrl">Where the person wanted to go; empty for nowhere.</param>
    /// <param name="Session">The session in which it was asked; null where one is to begin.</param>
    /// <param name="AskedAt">When it was asked in that session.</param>
    internal sealed record ProviderResponse(ProvidedIdentity Identity, string ReturnUrl, Guid? Session, DateTimeOffset? AskedAt);
}
