using System.Security.Cryptography;
using System.Text.Json;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Imi.Web.SignIn;

/// <summary>
/// Keeps what somebody typed into a form of ours while they show who they are: encrypted, in the database, for the person alone to whom the
/// form's page was made. Files are never kept.
/// </summary>
internal sealed class KeptForm(IDataProtectionProvider protection, SavedFormStore typings)
{
    /// <summary>The field of every form that proves for whom its page was made.</summary>
    public const string PersonField = "__Person";

    /// <summary>The largest form that is kept, in bytes.</summary>
    public const int MostBytes = BodyLimits.OpenForm;

    private const string TokenField = "__RequestVerificationToken";
    private readonly IDataProtector _protector = protection.CreateProtector("Imi.Web.KeptForm");
    private readonly ITimeLimitedDataProtector _marks = protection.CreateProtector("Imi.Web.KeptForm", "person").ToTimeLimitedDataProtector();

    /// <summary>What a form carries to prove for whom its page was made: only the platform can write it, and it lasts as long as a session can.</summary>
    public string MarkOf(Guid person) => _marks.Protect(person.ToString("N"), SessionService.Longest);

    /// <summary>For whom a form's page was made; null where it does not prove it.</summary>
    public Guid? PersonOf(IFormCollection form)
    {
        try
        {
            return form[PersonField].ToString() is { Length: > 0 } mark && Guid.TryParse(_marks.Unprotect(mark), out var person) ? person : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether a field of a form is kept, or shown again where the form failed: passwords and codes never are.</summary>
    /// <param name="path">Where the form goes.</param>
    /// <param name="field">The field's name.</param>
    public static bool IsKept(string path, string field) =>
        field is not (TokenField or PersonField or "password" or "current" or "confirmation")
        && !(
            field == "code"
            && (path.StartsWith("/sign-in", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/account", StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>Keeps what a request posts, without its files.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="form">What it posts.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="cancellationToken">Ends the call before anything is kept.</param>
    /// <returns>By what it is asked for; null where it is too large, or too much is kept already.</returns>
    public async Task<string?> KeepAsync(string path, IFormCollection form, Guid person, CancellationToken cancellationToken)
    {
        var fields = form.Where(field => IsKept(path, field.Key)).ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal);
        var typed = JsonSerializer.SerializeToUtf8Bytes(new Content(path, fields, person));
        if (typed.Length > 2 * MostBytes) // JSON writes letters outside ASCII longer than they came.
            return null;
        return (await typings.KeepAsync(person, Convert.ToBase64String(_protector.Protect(typed)), cancellationToken))?.ToString();
    }

    /// <summary>What was kept of a person; null where it is too old, or somebody else's.</summary>
    public async Task<Content?> OpenAsync(string? kept, Guid person, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(kept, out var id) || await typings.FindAsync(person, id, cancellationToken) is not { } content)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(Convert.FromBase64String(content))) is { } typed && typed.Person == person
                ? typed
                : null;
        }
        catch (CryptographicException)
        {
            return null; // The key is lost with which it was encrypted.
        }
    }

    /// <summary>A form's address, its fields and who typed into them.</summary>
    internal sealed record Content(string Path, Dictionary<string, string?[]> Fields, Guid Person);
}
