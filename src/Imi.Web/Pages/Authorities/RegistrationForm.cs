using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Web.Pages.Shared;

namespace Imi.Web.Pages.Authorities;

/// <summary>The form in which an authority is registered or corrected.</summary>
/// <param name="Entry">What stands in it.</param>
/// <param name="NameLanguages">The languages that a name is asked for in.</param>
/// <param name="Kinds">The kinds to choose from; empty where the kind stays.</param>
/// <param name="Regions">The country's regions; empty where it has none.</param>
/// <param name="Errors">What is wrong with what was typed.</param>
internal sealed record RegistrationForm(
    AuthorityEntry Entry,
    IReadOnlyList<string> NameLanguages,
    IReadOnlyList<AuthorityKind> Kinds,
    IReadOnlyList<Region> Regions,
    ErrorSummary Errors
)
{
    /// <summary>The texts of one line each, with the most characters.</summary>
    public IEnumerable<(string Name, string Type, string Value, int Most)> Contacts() =>
        [("email", "email", Entry.Email, 254), ("phone", "tel", Entry.Phone, 200), ("address", "text", Entry.Address, 400)];

    /// <summary>The id of what tells a field's error; null where it has none.</summary>
    public string? ErrorId(string field) => Errors.Errors.Any(error => error.Field == field) ? $"{FormInput.IdOf(field)}-error" : null;

    /// <summary>Reads what was posted.</summary>
    public static AuthorityEntry Read(IFormCollection post, Guid id, string country) =>
        new()
        {
            Id = id,
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
            PeopleBeginLight = post["people-begin-light"] == "true",
        };
}
