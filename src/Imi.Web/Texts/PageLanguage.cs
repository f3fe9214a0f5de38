using Imi.Kernel.Foundation.Texts;
using Imi.Web.SignIn;

namespace Imi.Web.Texts;

/// <summary>
/// Determines the language of a page: the person's own language; before sign-in, the language last chosen in this browser, or else the browser's preference.
/// </summary>
internal static class PageLanguage
{
    /// <summary>The cookie with the language chosen before sign-in.</summary>
    public const string Cookie = "imi-language";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Returns the interface language of a request. For the API, the request alone decides.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
            return AskedLanguages.Of(context.Request.Query["language"]) ?? Accepted(context) ?? Own(context) ?? AskedLanguages.Default;
        return Own(context) ?? Accepted(context) ?? AskedLanguages.Default;
    }

    /// <summary>Checks whether the language was chosen on a page before sign-in.</summary>
    public static bool IsChosen(HttpContext context) => context.Items[typeof(PageLanguage)] is not null || context.Request.Cookies.ContainsKey(Cookie);

    /// <summary>Stores a language in the browser for pages before sign-in.</summary>
    public static void Keep(HttpContext context, string language) =>
        context.Response.Cookies.Append(
            Cookie,
            language,
            new CookieOptions
            {
                MaxAge = Kept,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );

    private static string? Own(HttpContext context)
    {
        if (context.ActorOrNull() is { } actor && Languages.IsInterface(actor.Language))
            return actor.Language;
        if (context.Items[typeof(PageLanguage)] is string switched)
            return switched;
        if (context.Request.Cookies[Cookie] is { } chosen && Languages.IsInterface(chosen))
            return chosen;
        return null;
    }

    private static string? Accepted(HttpContext context) => AskedLanguages.Of(context.Request.GetTypedHeaders().AcceptLanguage);
}
