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

/// <summary>Writes entries of authorities, and finds those that may be there already.</summary>
public sealed class AuthorityStore(ImiDbContext database, RegistryHistoryStore chronicle, Journal journal)
{
    private const int MostAlike = 5;

    private static readonly IEnumerable<RegistryChange> Registered = [new RegistryChange(RegistryEventKind.Registered)];

    /// <summary>Registers an authority, within the caller's transaction.</summary>
    internal Task AddAsync(AuthorityEntry written, Guid? by, CancellationToken cancellationToken) => AddAsync([written], by, cancellationToken);

    /// <summary>As the other, for many at once.</summary>
    /// <returns>How many.</returns>
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
        await chronicle.TellAsync(by, [.. added.Select(one => (one.Id, one.Country, Registered))], cancellationToken);
        await journal.AppendAsync(by, [.. added.Select(one => new JournalLine(one.Id, null, "authority-registered", one.Code))], cancellationToken);
        return added.Count;
    }

    /// <summary>Corrects the entry of an authority, within the caller's transaction.</summary>
    internal Task AmendAsync(AuthorityEntry written, Guid? by, CancellationToken cancellationToken) => AmendAsync([written], by, cancellationToken);

    /// <summary>As the other, for many at once.</summary>
    /// <returns>How many said anything else before.</returns>
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
        await chronicle.TellAsync(
            by,
            [.. changes.Select(one => (one.Written.Id, one.Before.Country, NotesOf(one.Before, one.Written, one.Changed)))],
            cancellationToken
        );
        await journal.AppendAsync(
            by,
            [.. changes.Select(one => new JournalLine(one.Written.Id, null, "authority-amended", string.Join(", ", one.Changed)))],
            cancellationToken
        );
        return changes.Count;
    }

    /// <summary>Keeps how authorities work in modules, within the caller's transaction.</summary>
    /// <returns>How many of them say nothing else that is new.</returns>
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
        var told = new List<(Guid Authority, string Country, IEnumerable<RegistryChange> Deeds)>();
        var lines = new List<JournalLine>();
        foreach (var one in planned)
        {
            var authority = authorities[one.AuthorityId];
            var notes = SetupService.NotesOf(one.Module, SetupService.SettingOf(authority, one.Module), one.Setting).ToList();
            authority.SetUp(one.Module, one.Setting.IsCentral, one.Setting.Allocates, one.Setting.Keywords);
            told.Add((authority.Id, authority.Country, notes));
            lines.Add(
                new JournalLine(
                    authority.Id,
                    null,
                    "module-set-up",
                    $"{one.Module}: {string.Join(' ', notes.Select(note => $"{note.Deed} {note.After}".TrimEnd()))}"
                )
            );
        }

        await chronicle.TellAsync(by, told, cancellationToken);
        await journal.AppendAsync(by, lines, cancellationToken);
        return planned.Where(one => one.IsOnly).Select(one => one.AuthorityId).Distinct().Count();
    }

    /// <summary>What is told of a correction: of names and the identifier what they were and are, of the rest that it changed.</summary>
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

    /// <summary>What stands against an entry beside its texts: a region that is not one of its country's.</summary>
    internal async Task<IReadOnlyList<FieldError>> ErrorsAsync(AuthorityEntry written, CancellationToken cancellationToken) =>
        written.Region.Length == 0
        || await database.Set<Region>().AnyAsync(region => region.Code == written.Region && region.Country == written.Country, cancellationToken)
            ? []
            : [FieldError.NotAnOption("region")];

    /// <summary>Registered authorities that may be the one of an entry, most alike first.</summary>
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

    /// <summary>Those of the country that share the identifier, the address for e-mails or a word of a name.</summary>
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

    /// <summary>A short readable name for each entry that nobody has, in one statement where none of them is taken.</summary>
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
            .BeginLight(written.PeopleBeginLight);
        authority.Identified(written.NationalIdentifier.Length > 0 ? written.NationalIdentifier : null).In(written.Region.Length > 0 ? written.Region : null);
        foreach (var (language, name) in written.Names)
            authority.Named(language, name);
        foreach (var gone in authority.Names.Select(name => name.Language).Except(written.Names.Keys, StringComparer.Ordinal).ToList())
            authority.Unnamed(gone);
        return authority;
    }
}
