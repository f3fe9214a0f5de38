using System.Globalization;
using Imi.Kernel.Audit;
using Imi.Kernel.Forms;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>Writes entries of authorities, and finds those that may be there already.</summary>
internal sealed class RegistrationBook(ImiDbContext database, RegistryChronicle chronicle, Journal journal)
{
    private const int MostAlike = 5;

    /// <summary>Registers an authority, within the caller's transaction.</summary>
    public async Task AddAsync(Registration written, Guid? by, CancellationToken cancellationToken)
    {
        var authority = new Authority(written.Id, await CodeForAsync(written, cancellationToken), written.Country, written.Kind, written.InformalTitle, written.Languages);
        Write(authority, written);
        database.Authorities.Add(authority);
        await chronicle.TellAsync(authority.Id, by, [new RegistryNote(RegistryDeed.Registered)], cancellationToken);
        await journal.AppendAsync(by, authority.Id, null, "authority-registered", authority.Code, cancellationToken);
    }

    /// <summary>Corrects the entry of an authority, within the caller's transaction.</summary>
    /// <returns>Whether it said anything else before.</returns>
    public async Task<bool> AmendAsync(Registration written, Guid? by, CancellationToken cancellationToken)
    {
        var authority = await database.Authorities.Include(one => one.Names).FirstAsync(one => one.Id == written.Id, cancellationToken);
        var before = RegistrationChecks.EntryOf(authority);
        var changed = RegistrationChecks.Changed(before, written).ToList();
        if (changed.Count == 0)
            return false;
        Write(authority, written);
        await chronicle.TellAsync(authority.Id, by, NotesOf(before, written, changed), cancellationToken);
        await journal.AppendAsync(by, authority.Id, null, "authority-amended", string.Join(", ", changed), cancellationToken);
        return true;
    }

    /// <summary>What is told of a correction: of names and the identifier what they were and are, of the rest that it changed.</summary>
    private static IEnumerable<RegistryNote> NotesOf(Registration before, Registration after, IReadOnlyList<string> changed)
    {
        foreach (var language in before.Names.Keys.Union(after.Names.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, now) = (before.Names.GetValueOrDefault(language, ""), after.Names.GetValueOrDefault(language, ""));
            if (old != now)
                yield return new RegistryNote(RegistryDeed.Named, language, old, now);
        }

        foreach (var field in changed.Where(field => field != "names"))
        {
            yield return field switch
            {
                "informal-title" => new RegistryNote(RegistryDeed.Amended, field, before.InformalTitle, after.InformalTitle),
                "region" => new RegistryNote(RegistryDeed.Amended, field, before.Region, after.Region),
                "national-identifier" => new RegistryNote(RegistryDeed.Amended, field, before.NationalIdentifier, after.NationalIdentifier),
                _ => new RegistryNote(RegistryDeed.Amended, field),
            };
        }
    }

    /// <summary>What stands against an entry beside its texts: a region that is not one of its country's.</summary>
    public async Task<IReadOnlyList<FieldError>> ErrorsAsync(Registration written, CancellationToken cancellationToken) =>
        written.Region.Length == 0 || await database.Regions.AnyAsync(region => region.Code == written.Region && region.Country == written.Country, cancellationToken)
            ? []
            : [new FieldError("region", "validation.not-an-option")];

    /// <summary>Registered authorities that may be the one of an entry, most alike first.</summary>
    public async Task<IReadOnlyList<Authority>> AlikeAsync(Registration written, CancellationToken cancellationToken)
    {
        var names = RegistrationChecks.WordsOf(written);
        var rarest = names.SelectMany(name => name).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Take(2).ToList();
        if (rarest.Count == 0)
            return [];
        var candidates = await CandidateQuery(database, written.Country, written.NationalIdentifier, written.Email, rarest[0], rarest[^1])
            .OrderBy(authority => authority.Code).Take(200)
            .Include(authority => authority.Names).AsNoTracking().ToListAsync(cancellationToken);
        return [.. candidates
            .Select(candidate => (Authority: candidate, Likeness: RegistrationChecks.Likeness(candidate, written, names)))
            .Where(one => one.Likeness >= RegistrationChecks.Alike)
            .OrderByDescending(one => one.Likeness)
            .Take(MostAlike)
            .Select(one => one.Authority)];
    }

    /// <summary>Those of the country that share the identifier, the address for e-mails or a word of a name.</summary>
    internal static IQueryable<Authority> CandidateQuery(ImiDbContext database, string country, string identifier, string email, string first, string second) =>
        database.Authorities.Where(authority => authority.Country == country && authority.MergedIntoId == null
            && ((identifier != "" && authority.NationalIdentifier == identifier)
                || (email != "" && authority.Email == email)
                || authority.SearchText.Contains(first) || authority.SearchText.Contains(second)
                || authority.Names.Any(name => name.SearchText.Contains(first) || name.SearchText.Contains(second))));

    private async Task<string> CodeForAsync(Registration written, CancellationToken cancellationToken)
    {
        var stem = RegistrationChecks.CodeStem(written);
        var taken = await database.Authorities.Where(one => one.Code.StartsWith(stem)).Select(one => one.Code).ToListAsync(cancellationToken);
        var code = stem;
        for (var number = 2; taken.Contains(code); number++)
            code = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        return code;
    }

    private static void Write(Authority authority, Registration written)
    {
        authority.Called(written.InformalTitle, written.Languages).ReachedAt(written.Email, written.Phone, written.Address);
        authority.Identified(written.NationalIdentifier.Length > 0 ? written.NationalIdentifier : null).In(written.Region.Length > 0 ? written.Region : null);
        foreach (var (language, name) in written.Names)
            authority.Named(language, name);
        foreach (var gone in authority.Names.Select(name => name.Language).Except(written.Names.Keys, StringComparer.Ordinal).ToList())
            authority.Unnamed(gone);
    }
}
