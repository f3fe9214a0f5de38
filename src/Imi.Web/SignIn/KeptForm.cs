using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Primitives;

namespace Imi.Web.SignIn;

/// <summary>
/// What somebody typed into a form after the session had ended: kept, encrypted, on the sign-in page and given back after
/// signing in, to whom it belongs alone. Only forms of our own pages are kept, so that no other site can plant one.
/// </summary>
internal sealed class KeptForm(IDataProtectionProvider protection)
{
    /// <summary>The field of every form that says for whom its page was made.</summary>
    public const string PersonField = "__Person";

    private const string Purpose = "Imi.Web.KeptForm";
    private const string TokenField = "__RequestVerificationToken";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(Purpose).ToTimeLimitedDataProtector();

    /// <summary>Keeps what a request posts.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="form">What it posts.</param>
    /// <param name="person">Whose it is.</param>
    public string Keep(string path, IFormCollection form, Guid person)
    {
        var fields = form
            .Where(field => field.Key is not (TokenField or PersonField))
            .ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal);
        return _protector.Protect(JsonSerializer.Serialize(new Content(path, fields, person)), Lifetime);
    }

    /// <summary>What was kept of a person, or null where it is too old, not ours or somebody else's.</summary>
    public Content? Open(string? kept, Guid person) => Open(kept) is { } content && content.Person == person ? content : null;

    /// <summary>Of whom something was kept; null where it is too old or not ours.</summary>
    public Guid? PersonIn(string? kept) => Open(kept)?.Person;

    private Content? Open(string? kept)
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

    /// <summary>For whom a form's page was made; nobody where it does not say.</summary>
    public static Guid PersonOf(IFormCollection form) => Guid.TryParse(form[PersonField], out var person) ? person : Guid.Empty;

    /// <summary>A form's address, its fields and who typed into them.</summary>
    internal sealed record Content(string Path, Dictionary<string, string?[]> Fields, Guid Person);
}

/// <summary>Turns a form that arrives without a session into the sign-in page that keeps it.</summary>
internal static class KeepTypedForms
{
    public const string Item = "Imi.KeptForm";

    /// <summary>The field of the sign-in page's form that carries it on.</summary>
    public const string Field = "Kept";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType && context.ActorOrNull() is null
            && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/sign-in") && !request.Path.StartsWithSegments("/language")
            && IsOwn(request))
        {
            var form = await ReadAsync(request);
            if (form.Files.Count == 0 && KeptForm.PersonOf(form) is var person && person != Guid.Empty)
            {
                context.Items[Item] = context.RequestServices.GetRequiredService<KeptForm>().Keep(request.Path + request.QueryString, form, person);
                request.Method = HttpMethods.Get;
                request.QueryString = QueryString.Create(new Dictionary<string, StringValues> { ["returnUrl"] = request.Path.Value });
                request.Path = "/sign-in";
            }
        }

        await next(context);
    }

    private static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form ends before its last field does.", broken);
        }
    }

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site == "same-origin";
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
    }
}
