using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Directory;
using Known = Imi.Kernel.Foundation.Texts.Languages;

namespace Imi.Kernel.Network.Registration;

/// <summary>What is looked at when an authority is registered: whether the entry is right, and whether it stands there already.</summary>
internal static class RegistrationChecks
{
    /// <summary>From which likeness on two authorities may be the same one, of 1 for equal.</summary>
    public const double Alike = 0.6;

    private const int LongestCode = 40;

    /// <summary>The entry of an authority, its names loaded.</summary>
    public static AuthorityEntry EntryOf(Authority authority) =>
        new()
        {
            Id = authority.Id,
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
            PeopleBeginLight = authority.PeopleBeginLight,
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

    /// <summary>An entry without what was typed around its texts.</summary>
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

    /// <summary>What is wrong with an entry, in the order of its fields.</summary>
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

    /// <summary>The fields that differ.</summary>
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
        if (before.PeopleBeginLight != after.PeopleBeginLight)
            yield return "people-begin-light";
    }

    /// <summary>The words of every name of an entry, the informal one included, without case and accents.</summary>
    public static IReadOnlyList<IReadOnlySet<string>> WordsOf(AuthorityEntry written) =>
        [.. written.Names.Values.Append(written.InformalTitle).Select(FoldedText.Of).Distinct(StringComparer.Ordinal).Select(Words)];

    /// <summary>How alike an authority and an entry are: 1 for the same identifier or e-mail address, else the share of words in the names that are most alike.</summary>
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

    /// <summary>The short readable name that an entry suggests, such as <c>es-consumer-affairs-directorate</c>.</summary>
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

    /// <summary>How many of the words of two names are common to both, of 1 for all.</summary>
    public static double Share(IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        var common = one.Count(other.Contains);
        return common == 0 ? 0 : common / (double)(one.Count + other.Count - common);
    }
}
