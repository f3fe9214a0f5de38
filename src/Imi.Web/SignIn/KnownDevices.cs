using Imi.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Imi.Web.SignIn;

/// <summary>
/// Recognizes browsers in which an account was used before, by a cookie that only the platform can write. The cookie grants no access; it keeps attempts by
/// others to guess the password from slowing this browser down (OWASP, device cookies).
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection, WebSettings settings, TimeProvider time)
{
    private readonly string _cookie = settings.CookieName("imi-device");
    private const int MostAccounts = 5;
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(180);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Imi.Web.KnownDevices").ToTimeLimitedDataProtector();

    /// <summary>Reads the accounts that were used in this browser, each with its device id.</summary>
    public IReadOnlyDictionary<Guid, string> Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[_cookie] is { Length: > 0 } kept
                ? _protector.Unprotect(kept).Split(' ').Select(one => one.Split(':')).ToDictionary(one => Guid.Parse(one[0]), one => one[1])
                : new Dictionary<Guid, string>();
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return new Dictionary<Guid, string>();
        }
    }

    /// <summary>Records that an account was used in this browser.</summary>
    public void Note(HttpContext context, Guid person)
    {
        var known = Read(context)
            .Where(one => one.Key != person)
            .TakeLast(MostAccounts - 1)
            .Append(KeyValuePair.Create(person, Guid.CreateVersion7(time.GetUtcNow()).ToString("N")));
        var kept = _protector.Protect(string.Join(' ', known.Select(one => $"{one.Key}:{one.Value}")), Lasts);
        context.Response.Cookies.Append(
            _cookie,
            kept,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = Lasts,
                Path = "/",
            }
        );
    }
}
