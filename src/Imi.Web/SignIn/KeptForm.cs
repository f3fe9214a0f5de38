using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Primitives;

namespace Imi.Web.SignIn;

/// <summary>
/// What somebody typed into a form after the session had ended: kept, encrypted, on the sign-in page and given back after
/// signing in. Only forms of our own pages are kept, so that no other site can plant one.
/// </summary>
internal sealed class KeptForm(IDataProtectionProvider protection)
{
    private const string Purpose = "Imi.Web.KeptForm";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(Purpose).ToTimeLimitedDataProtector();

    /// <summary>Keeps what a request posts.</summary>
    public string Keep(string path, IFormCollection form)
    {
        var fields = form
            .Where(field => field.Key != "__RequestVerificationToken")
            .ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal);
        return _protector.Protect(JsonSerializer.Serialize(new Content(path, fields)), Lifetime);
    }

    /// <summary>What was kept, or null where it is too old or not ours.</summary>
    public Content? Open(string? kept)
    {
        if (string.IsNullOrEmpty(kept))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(kept));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A form's address and fields.</summary>
    internal sealed record Content(string Path, Dictionary<string, string?[]> Fields);
}

/// <summary>Turns a form that arrives without a session into the sign-in page that keeps it.</summary>
internal static class KeepTypedForms
{
    public const string Item = "Imi.KeptForm";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType && context.ActorOrNull() is null
            && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/sign-in") && !request.Path.StartsWithSegments("/language")
            && IsOwn(request))
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            if (form.Files.Count == 0)
            {
                context.Items[Item] = context.RequestServices.GetRequiredService<KeptForm>().Keep(request.Path + request.QueryString, form);
                request.Method = HttpMethods.Get;
                request.QueryString = QueryString.Create(new Dictionary<string, StringValues> { ["returnUrl"] = request.Path.Value });
                request.Path = "/sign-in";
            }
        }

        await next(context);
    }

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site == "same-origin";
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
    }
}
