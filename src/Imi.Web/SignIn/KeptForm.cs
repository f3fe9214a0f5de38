using System.Security.Cryptography;
using System.Text.Json;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Imi.Web.SignIn;

/// <summary>
/// Saves what a person typed into a form while the person signs in again: encrypted, in the database, readable only by the person whose page it was. Files are
/// never saved.
/// </summary>
internal sealed class KeptForm(IDataProtectionProvider protection, SavedFormStore typings)
{
    /// <summary>The field of every form that proves whose page it is.</summary>
    public const string PersonField = "__Person";

    /// <summary>The largest form that is saved, in bytes.</summary>
    public const int MostBytes = BodyLimits.OpenForm;

    private const string TokenField = "__RequestVerificationToken";
    private readonly IDataProtector _protector = protection.CreateProtector("Imi.Web.KeptForm");
    private readonly ITimeLimitedDataProtector _marks = protection.CreateProtector("Imi.Web.KeptForm", "person").ToTimeLimitedDataProtector();

    /// <summary>
    /// Creates the value that proves whose page a form is on. Only the platform can create it, and it expires after the longest possible session.
    /// </summary>
    public string MarkOf(Guid person) => _marks.Protect(person.ToString("N"), SessionService.Longest);

    /// <summary>Returns the person whose page a form was on; null if the form does not prove it.</summary>
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

    /// <summary>Checks whether a field may be saved, or shown again after an error. Passwords and codes never are.</summary>
    /// <param name="path">The path to which the form is posted.</param>
    /// <param name="field">The name of the field.</param>
    public static bool IsKept(string path, string field) =>
        field is not (TokenField or PersonField or "password" or "current" or "confirmation")
        && !(
            field == "code"
            && (path.StartsWith("/sign-in", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/account", StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>Saves the posted fields without files.</summary>
    /// <param name="path">The path to which the form was posted.</param>
    /// <param name="form">The posted form.</param>
    /// <param name="person">The person whose form it is.</param>
    /// <param name="cancellationToken">Cancels the call before anything is saved.</param>
    /// <returns>The id of the saved form; null if the form is too large, the person is not a user, or too many forms are saved already.</returns>
    public async Task<string?> KeepAsync(string path, IFormCollection form, Guid person, CancellationToken cancellationToken)
    {
        var fields = form.Where(field => IsKept(path, field.Key)).ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal);
        var typed = JsonSerializer.SerializeToUtf8Bytes(new Content(path, fields, person));
        if (typed.Length > 2 * MostBytes) // JSON encodes letters outside ASCII in more bytes than the form did.
            return null;
        return (await typings.KeepAsync(person, Convert.ToBase64String(_protector.Protect(typed)), cancellationToken))?.ToString();
    }

    /// <summary>Opens a saved form of a person; null if it has expired, belongs to someone else or cannot be decrypted.</summary>
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
            return null; // The encryption key is lost.
        }
    }

    /// <summary>A saved form: its address, its fields and the person who filled it in.</summary>
    internal sealed record Content(string Path, Dictionary<string, string?[]> Fields, Guid Person);
}
