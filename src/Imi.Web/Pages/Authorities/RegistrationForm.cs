using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;

namespace Imi.Web.Pages.Authorities;

/// <summary>The form to register or correct an authority.</summary>
/// <param name="Entry">The entry as typed.</param>
/// <param name="NameLanguages">The languages in which a name can be given.</param>
/// <param name="Kinds">The kinds to choose from; empty if the kind cannot change.</param>
/// <param name="Regions">The regions of the country; empty if it has none.</param>
/// <param name="Errors">The errors of the form.</param>
internal sealed record RegistrationForm(
    AuthorityEntry Entry,
    IReadOnlyList<string> NameLanguages,
    IReadOnlyList<AuthorityKind> Kinds,
    IReadOnlyList<Region> Regions,
    ErrorSummary Errors
)
{
    /// <summary>The single-line fields with their maximum lengths.</summary>
    public IEnumerable<(string Name, string Type, string Value, int Most)> Contacts() =>
        [("email", "email", Entry.Email, 254), ("phone", "tel", Entry.Phone, 200), ("address", "text", Entry.Address, 400)];

    /// <summary>Returns the id of a field's error message; null if it has none.</summary>
    public string? ErrorId(string field) => Errors.Errors.Any(error => error.Field == field) ? $"{FormInput.IdOf(field)}-error" : null;

    /// <summary>Reads the posted form.</summary>
    public static AuthorityEntry Read(IFormCollection post, Guid id, string country) =>
        new()
        {
            Id = id,
            Revision = Revisions.Read(post),
            Country = country,
            Kind = Enum.TryParse<AuthorityKind>(post["kind"], out var kind) ? kind : AuthorityKind.CompetentAuthority,
            NationalIdentifier = post["national-identifier"].ToString(),
            Names = Languages
                .All.Where(language => post.ContainsKey($"name.{language}"))
                .ToDictionary(language => language, language => post[$"name.{language}"].ToString(), StringComparer.Ordinal),
            Region = post["region"].ToString(),
            InformalTitle = post["informal-title"].ToString(),
            Languages = [.. post["languages"].OfType<string>()],
            Email = post["email"].ToString(),
            Phone = post["phone"].ToString(),
            Address = post["address"].ToString(),
            PeopleBeginInSimpleView = post["people-begin-in-simple-view"] == "true",
        };
}
