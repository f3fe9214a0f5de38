using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Directory;
using Known = Imi.Kernel.Foundation.Texts.Languages;

namespace Imi.Kernel.Network.Registration;

/// <summary>Checks entries of authorities, and compares them with registered ones.</summary>
internal static class RegistrationChecks
{
    /// <summary>The similarity, from 0 to 1, from which two authorities may be the same.</summary>
    public const double Alike = 0.6;

    private const int LongestCode = 40;

    /// <summary>The entry of an authority with its names loaded; settings are included only if loaded too.</summary>
    public static AuthorityEntry EntryOf(Authority authority) =>
        new()
        {
            Id = authority.Id,
            Revision = authority.Revision,
            Country = authority.Country,
            Kind = authority.Kind,
            NationalIdentifier = authority.NationalIdentifier ?? "",
            Names = authority.Names.ToDictionary(name => name.Language, name => name.Name, StringComparer.Ordinal),
            InformalTitle = authority.InformalTitle,
            Region = authority.Region ?? "",
            Languages = authority.Languages,
            Email = authority.Email,
            Phone = authority.Phone,
            Address = authority.Address,
            PeopleBeginInSimpleView = authority.PeopleBeginInSimpleView,
            Setups =
            [
                .. authority
                    .Setups.Select(setup => setup.Module)
                    .Union(authority.Competences.Select(one => one.Module), StringComparer.Ordinal)
                    .Select(module => new EntrySetup(
                        module,
                        authority.Setups.Any(setup => setup.Module == module && setup.IsCentral),
                        [.. authority.Competences.Where(one => one.Module == module).Select(one => one.Keyword).Order(StringComparer.Ordinal)]
                    )),
            ],
        };

    /// <summary>Cleans up surrounding and repeated white space in an entry.</summary>
    public static AuthorityEntry Trimmed(AuthorityEntry registration) =>
        registration with
        {
            NationalIdentifier = TextRules.CleanLine(registration.NationalIdentifier),
            InformalTitle = TextRules.CleanLine(registration.InformalTitle),
            Region = TextRules.CleanLine(registration.Region).ToUpperInvariant(),
            Names = registration
                .Names.Where(name => !TextRules.IsBlank(name.Value))
                .ToDictionary(name => name.Key, name => TextRules.CleanLine(name.Value), StringComparer.Ordinal),
            Languages = [.. registration.Languages.Distinct(StringComparer.Ordinal)],
            Email = EmailAddresses.Clean(registration.Email),
            Phone = TextRules.CleanLine(registration.Phone),
            Address = TextRules.CleanLines(registration.Address),
        };

    /// <summary>The errors in an entry, in the order of its fields.</summary>
    public static IReadOnlyList<FieldError> ErrorsIn(AuthorityEntry written)
    {
        var errors = new List<FieldError>();
        Add(TextChecks.Line("national-identifier", written.NationalIdentifier, MappedLengths.Name));
        if (written.Names.Count == 0)
            errors.Add(new FieldError("names", "registration.name-needed"));
        foreach (var (language, name) in written.Names)
            Add(Known.IsKnown(language) ? TextChecks.Name($"names.{language}", name, MappedLengths.Title) : FieldError.NotAnOption("names"));
        Add(TextChecks.Name("informal-title", written.InformalTitle, MappedLengths.Title, isRequired: true));
        if (written.Languages.Count == 0)
            errors.Add(new FieldError("languages", "registration.language-needed"));
        else if (!written.Languages.All(Known.IsKnown))
            errors.Add(FieldError.NotAnOption("languages"));
        Add(TextChecks.Email("email", written.Email, isRequired: true));
        Add(TextChecks.Line("phone", written.Phone, MappedLengths.Default));
        Add(TextChecks.Lines("address", written.Address, MappedLengths.Title));
        return errors;

        void Add(FieldError? error)
        {
            if (error is not null)
                errors.Add(error);
        }
    }

    /// <summary>The names of the fields that differ.</summary>
    public static IEnumerable<string> Changed(AuthorityEntry before, AuthorityEntry after)
    {
        if (before.NationalIdentifier != after.NationalIdentifier)
            yield return "national-identifier";
        if (!before.Names.OrderBy(name => name.Key, StringComparer.Ordinal).SequenceEqual(after.Names.OrderBy(name => name.Key, StringComparer.Ordinal)))
            yield return "names";
        if (before.InformalTitle != after.InformalTitle)
            yield return "informal-title";
        if (before.Region != after.Region)
            yield return "region";
        if (!before.Languages.Order(StringComparer.Ordinal).SequenceEqual(after.Languages.Order(StringComparer.Ordinal)))
            yield return "languages";
        if ((before.Email, before.Phone, before.Address) != (after.Email, after.Phone, after.Address))
            yield return "contact";
        if (before.PeopleBeginInSimpleView != after.PeopleBeginInSimpleView)
            yield return "people-begin-in-simple-view";
    }

    /// <summary>The words of each name of an entry, including the informal title, without case and accents.</summary>
    public static IReadOnlyList<IReadOnlySet<string>> WordsOf(AuthorityEntry written) =>
        [.. written.Names.Values.Append(written.InformalTitle).Select(FoldedText.Of).Distinct(StringComparer.Ordinal).Select(Words)];

    /// <summary>
    /// The similarity of an authority and an entry: 1 for the same identifier or e-mail address, otherwise the highest share of common words in two
    /// of their names.
    /// </summary>
    public static double Likeness(Authority authority, AuthorityEntry written, IReadOnlyList<IReadOnlySet<string>> names)
    {
        if (
            (written.NationalIdentifier.Length > 0 && authority.NationalIdentifier == written.NationalIdentifier)
            || string.Equals(authority.Email, written.Email, StringComparison.OrdinalIgnoreCase)
        )
        {
            return 1;
        }

        return authority.Names.Select(name => name.SearchText).Append(authority.SearchText).Select(Words).Max(known => names.Max(name => Share(known, name)));
    }

    /// <summary>The preferred code for an entry, such as <c>es-consumer-affairs-directorate</c>.</summary>
    public static string CodeStem(AuthorityEntry written)
    {
        var letters = FoldedText.Of(written.InformalTitle).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').ToArray();
        var slug = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (slug.Length > LongestCode)
            slug = slug[..LongestCode].TrimEnd('-');
        return $"{written.Country.ToLowerInvariant()}-{(slug.Length > 0 ? slug : "authority")}";
    }

    /// <summary>The words of a folded name.</summary>
    public static IReadOnlySet<string> Words(string folded) =>
        FoldedText.Words(FoldedText.NameOf(folded)).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The share of words that two names have in common, from 0 to 1.</summary>
    public static double Share(IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        var common = one.Count(other.Contains);
        return common == 0 ? 0 : common / (double)(one.Count + other.Count - common);
    }
}
