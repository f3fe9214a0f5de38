using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration.Import;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>Writes entries of authorities, and finds registered authorities that may be duplicates.</summary>
public sealed class AuthorityStore(ImiDbContext database, RegistryHistoryStore history, Journal journal)
{
    private const int MostAlike = 5;

    private static readonly IEnumerable<RegistryChange> Registered = [new RegistryChange(RegistryEventKind.Registered)];

    /// <summary>Registers an authority, within the caller's transaction.</summary>
    internal Task AddAsync(AuthorityEntry written, Guid? by, CancellationToken cancellationToken) => AddAsync([written], by, cancellationToken);

    /// <summary>Registers many authorities, within the caller's transaction.</summary>
    /// <returns>The number of authorities registered.</returns>
    internal async Task<int> AddAsync(IReadOnlyList<AuthorityEntry> entries, Guid? by, CancellationToken cancellationToken)
    {
        var codes = await CodesForAsync(entries, cancellationToken);
        List<Authority> added =
        [
            .. entries.Zip(
                codes,
                (written, code) => Write(new Authority(written.Id, code, written.Country, written.Kind, written.InformalTitle, written.Languages), written)
            ),
        ];
        database.Set<Authority>().AddRange(added);
        await history.RecordAsync(by, [.. added.Select(one => (one.Id, one.Country, Registered))], cancellationToken);
        await journal.AppendAsync([.. added.Select(one => new JournalLine(by, one.Id, null, "authority-registered", one.Code))], cancellationToken);
        return added.Count;
    }

    /// <summary>Corrects the entry of an authority that the caller claimed, within its transaction.</summary>
    /// <returns>1 if the entry changed, otherwise 0.</returns>
    internal Task<int> AmendAsync(AuthorityEntry written, Guid? by, CancellationToken cancellationToken) => AmendAsync([written], by, cancellationToken);

    /// <summary>Corrects many entries, within the caller's transaction.</summary>
    /// <returns>The number of entries changed.</returns>
    internal async Task<int> AmendAsync(IReadOnlyList<AuthorityEntry> entries, Guid? by, CancellationToken cancellationToken)
    {
        var ids = entries.Select(written => written.Id).ToList();
        var authorities = await database
            .Set<Authority>()
            .Where(one => ids.Contains(one.Id))
            .Include(one => one.Names)
            .ToDictionaryAsync(one => one.Id, cancellationToken);
        var changes = entries
            .Select(written => (Written: written, Before: RegistrationChecks.EntryOf(authorities[written.Id])))
            .Select(one => (one.Written, one.Before, Changed: RegistrationChecks.Changed(one.Before, one.Written).ToList()))
            .Where(one => one.Changed.Count > 0)
            .ToList();
        foreach (var (written, _, _) in changes)
            Write(authorities[written.Id], written);
        await history.RecordAsync(
            by,
            [.. changes.Select(one => (one.Written.Id, one.Before.Country, NotesOf(one.Before, one.Written, one.Changed)))],
            cancellationToken
        );
        await journal.AppendAsync(
            [.. changes.Select(one => new JournalLine(by, one.Written.Id, null, "authority-amended", string.Join(", ", one.Changed)))],
            cancellationToken
        );
        return changes.Count;
    }

    /// <summary>Saves the settings of authorities in modules, within the caller's transaction.</summary>
    /// <returns>The number of authorities whose entry is otherwise unchanged.</returns>
    internal async Task<int> SetUpAsync(IReadOnlyList<PlannedSetup> planned, Guid? by, CancellationToken cancellationToken)
    {
        var ids = planned.Select(one => one.AuthorityId).Distinct().ToList();
        var authorities = await database
            .Set<Authority>()
            .Where(one => ids.Contains(one.Id))
            .Include(one => one.Setups)
            .Include(one => one.Competences)
            .AsSplitQuery()
            .ToDictionaryAsync(one => one.Id, cancellationToken);
        var changes = new List<(Guid Authority, string Country, IEnumerable<RegistryChange> Changes)>();
        var lines = new List<JournalLine>();
        foreach (var one in planned)
        {
            var authority = authorities[one.AuthorityId];
            var notes = SetupService.NotesOf(one.Module, SetupService.SettingOf(authority, one.Module), one.Setting).ToList();
            authority.SetUp(one.Module, one.Setting.IsCentral, one.Setting.Allocates, one.Setting.Keywords);
            changes.Add((authority.Id, authority.Country, notes));
            lines.Add(
                new JournalLine(
                    by,
                    authority.Id,
                    null,
                    "module-set-up",
                    $"{one.Module}: {string.Join(' ', notes.Select(note => $"{note.Kind} {note.After}".TrimEnd()))}"
                )
            );
        }

        await history.RecordAsync(by, changes, cancellationToken);
        await journal.AppendAsync(lines, cancellationToken);
        return planned.Where(one => one.IsOnly).Select(one => one.AuthorityId).Distinct().Count();
    }

    /// <summary>
    /// The changes to record in the history: with old and new values for names, title, region and identifier, otherwise only the field.
    /// </summary>
    private static IEnumerable<RegistryChange> NotesOf(AuthorityEntry before, AuthorityEntry after, IReadOnlyList<string> changed)
    {
        foreach (var language in before.Names.Keys.Union(after.Names.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, now) = (before.Names.GetValueOrDefault(language, ""), after.Names.GetValueOrDefault(language, ""));
            if (old != now)
                yield return new RegistryChange(RegistryEventKind.Named, language, old, now);
        }

        foreach (var field in changed.Where(field => field != "names"))
        {
            yield return field switch
            {
                "informal-title" => new RegistryChange(RegistryEventKind.Amended, field, before.InformalTitle, after.InformalTitle),
                "region" => new RegistryChange(RegistryEventKind.Amended, field, before.Region, after.Region),
                "national-identifier" => new RegistryChange(RegistryEventKind.Amended, field, before.NationalIdentifier, after.NationalIdentifier),
                _ => new RegistryChange(RegistryEventKind.Amended, field),
            };
        }
    }

    /// <summary>Checks what needs the database: errors if the region is not one of the country.</summary>
    internal async Task<IReadOnlyList<FieldError>> ErrorsAsync(AuthorityEntry written, CancellationToken cancellationToken) =>
        written.Region.Length == 0
        || await database.Set<Region>().AnyAsync(region => region.Code == written.Region && region.Country == written.Country, cancellationToken)
            ? []
            : [FieldError.NotAnOption("region")];

    /// <summary>Finds registered authorities that may be the one in an entry, the most similar first.</summary>
    internal async Task<IReadOnlyList<Authority>> AlikeAsync(AuthorityEntry written, CancellationToken cancellationToken)
    {
        var names = RegistrationChecks.WordsOf(written);
        var rarest = names.SelectMany(name => name).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Take(2).ToList();
        if (rarest.Count == 0)
            return [];
        var candidates = await CandidateQuery(database, written.Country, written.NationalIdentifier, written.Email, rarest[0], rarest[^1])
            .OrderBy(authority => authority.Code)
            .Take(200)
            .Include(authority => authority.Names)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return
        [
            .. candidates
                .Select(candidate => (Authority: candidate, Likeness: RegistrationChecks.Likeness(candidate, written, names)))
                .Where(one => one.Likeness >= RegistrationChecks.Alike)
                .OrderByDescending(one => one.Likeness)
                .Take(MostAlike)
                .Select(one => one.Authority),
        ];
    }

    /// <summary>The authorities of the country that share the identifier, the e-mail address or a word of a name.</summary>
    internal static IQueryable<Authority> CandidateQuery(ImiDbContext database, string country, string identifier, string email, string first, string second) =>
        database
            .Set<Authority>()
            .Where(authority =>
                authority.Country == country
                && authority.MergedIntoId == null
                && (
                    (identifier != "" && authority.NationalIdentifier == identifier)
                    || (email != "" && authority.Email == email)
                    || authority.SearchText.Contains(first)
                    || authority.SearchText.Contains(second)
                    || authority.Names.Any(name => name.SearchText.Contains(first) || name.SearchText.Contains(second))
                )
            );

    /// <summary>Creates a unique readable code for each entry, with a single query if all preferred codes are free.</summary>
    private async Task<IReadOnlyList<string>> CodesForAsync(IReadOnlyList<AuthorityEntry> entries, CancellationToken cancellationToken)
    {
        var stems = entries.Select(RegistrationChecks.CodeStem).ToList();
        var wanted = stems.Distinct(StringComparer.Ordinal).ToList();
        var taken = await database
            .Set<Authority>()
            .Where(one => wanted.Contains(one.Code))
            .Select(one => one.Code)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        foreach (
            var stem in stems
                .GroupBy(stem => stem, StringComparer.Ordinal)
                .Where(group => taken.Contains(group.Key) || group.Skip(1).Any())
                .Select(group => group.Key)
        )
            taken.UnionWith(await database.Set<Authority>().Where(one => one.Code.StartsWith(stem)).Select(one => one.Code).ToListAsync(cancellationToken));
        return
        [
            .. stems.Select(stem =>
            {
                var code = stem;
                for (var number = 2; !taken.Add(code); number++)
                    code = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
                return code;
            }),
        ];
    }

    private static Authority Write(Authority authority, AuthorityEntry written)
    {
        authority
            .Called(written.InformalTitle, written.Languages)
            .ReachedAt(written.Email, written.Phone, written.Address)
            .BeginInSimpleView(written.PeopleBeginInSimpleView);
        authority.Identified(written.NationalIdentifier.Length > 0 ? written.NationalIdentifier : null).In(written.Region.Length > 0 ? written.Region : null);
        foreach (var (language, name) in written.Names)
            authority.Named(language, name);
        foreach (var gone in authority.Names.Select(name => name.Language).Except(written.Names.Keys, StringComparer.Ordinal).ToList())
            authority.Unnamed(gone);
        return authority;
    }
}
