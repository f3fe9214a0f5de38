using System.Linq.Expressions;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory.Search;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Directory;

/// <summary>Finds authorities by name in any language, by country and by mandate, and finds coordinators, countries and regions.</summary>
public sealed partial class AuthorityDirectory(ImiDbContext database)
{
    private (long Writes, IReadOnlyDictionary<string, Country> ByCode)? _countries;

    /// <summary>The maximum number of authorities that one search returns.</summary>
    public const int PageSize = 50;

    // Runs whenever an exchange is opened.
    private static readonly PreparedQuery<Func<ImiDbContext, Guid[], IAsyncEnumerable<Authority>>> WithNames = new(() =>
        EF.CompileAsyncQuery(
            (ImiDbContext database, Guid[] ids) =>
                database.Set<Authority>().Where(authority => ids.Contains(authority.Id)).Include(authority => authority.Names).AsNoTracking()
        )
    );

    private static readonly PreparedQuery<Func<ImiDbContext, IAsyncEnumerable<string>>> Codes = new(() =>
        EF.CompileAsyncQuery((ImiDbContext database) => database.Set<Country>().Select(country => country.Code))
    );

    internal static Expression<Func<ImiDbContext, Guid[], IQueryable<LabelRow>>> LabelQuery { get; } =
        (database, ids) =>
            from authority in database.Set<Authority>()
            where ids.Contains(authority.Id)
            from name in authority.Names.DefaultIfEmpty()
            select new LabelRow(authority.Id, authority.Country, authority.InformalTitle, name!.Language, name.Name);

    // Runs on every page.
    private static readonly PreparedQuery<Func<ImiDbContext, Guid[], IAsyncEnumerable<LabelRow>>> Labels = new(() => EF.CompileAsyncQuery(LabelQuery));

    private readonly Dictionary<Guid, Authority> _found = [];
    private readonly Dictionary<Guid, AuthorityLabel> _labels = [];

    /// <summary>Finds the authorities that match a filter, by country and code.</summary>
    /// <returns>At most <see cref="PageSize"/> authorities after the cursor, and whether there are more.</returns>
    public async Task<AuthorityPage> SearchAsync(AuthorityFilter query, CancellationToken cancellationToken)
    {
        var authorities = await Matching(database, query)
            .OrderBy(authority => authority.Country)
            .ThenBy(authority => authority.Code)
            .Take(PageSize + 1)
            .Include(authority => authority.Names)
            .Include(authority => authority.Setups)
            .Include(authority => authority.Competences)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new AuthorityPage([.. authorities.Take(PageSize)], authorities.Count > PageSize);
    }

    /// <summary>Finds an authority with its names and mandates; null if it does not exist.</summary>
    public async Task<Authority?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await database
            .Set<Authority>()
            .Include(authority => authority.Names)
            .Include(authority => authority.Mandates)
            .Include(authority => authority.Setups)
            .Include(authority => authority.Competences)
            .AsSplitQuery()
            .AsNoTracking()
            .FirstOrDefaultAsync(authority => authority.Id == id, cancellationToken);

    /// <summary>
    /// Finds authorities by id, with their names. Results are cached for the unit of work, since a page names the same authorities often.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, Authority>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var missing = ids.Where(id => !_found.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length > 0)
        {
            await foreach (var authority in WithNames.For(database)(database, missing).WithCancellation(cancellationToken))
                _found[authority.Id] = authority;
        }

        return ids.Distinct().Where(_found.ContainsKey).ToDictionary(id => id, id => _found[id]);
    }

    /// <summary>Finds the labels of authorities by id. Results are cached for the unit of work.</summary>
    public async Task<IReadOnlyDictionary<Guid, AuthorityLabel>> LabelsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids.Where(_found.ContainsKey))
            _labels.TryAdd(id, AuthorityLabel.Of(_found[id]));
        var missing = ids.Where(id => !_labels.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length > 0)
        {
            var rows = await Labels.For(database)(database, missing).ToListAsync(cancellationToken);
            foreach (var names in rows.GroupBy(row => row.Id))
            {
                var first = names.First();
                _labels[names.Key] = new AuthorityLabel(
                    first.Id,
                    first.Country,
                    first.InformalTitle,
                    [
                        .. names
                            .Where(row => row.Language is not null)
                            .OrderBy(row => row.Language, StringComparer.Ordinal)
                            .Select(row => KeyValuePair.Create(row.Language!, row.Name!)),
                    ]
                );
            }
        }

        return ids.Distinct().Where(_labels.ContainsKey).ToDictionary(id => id, id => _labels[id]);
    }

    /// <summary>All countries by code.</summary>
    public async Task<IReadOnlyDictionary<string, Country>> CountriesAsync(CancellationToken cancellationToken)
    {
        if (_countries is not { } known || known.Writes != database.Writes)
            _countries = known = (
                database.Writes,
                await database.Set<Country>().AsNoTracking().ToDictionaryAsync(country => country.Code, StringComparer.Ordinal, cancellationToken)
            );
        return known.ByCode;
    }

    /// <summary>The codes of all countries, in no particular order.</summary>
    public async Task<IReadOnlyList<string>> CountryCodesAsync(CancellationToken cancellationToken) =>
        await Codes.For(database)(database).ToListAsync(cancellationToken);

    /// <summary>The regions of a country with their names, by code; null for all countries.</summary>
    public async Task<IReadOnlyList<Region>> RegionsAsync(string? country, CancellationToken cancellationToken) =>
        await RegionQuery(database, country).Include(region => region.Names).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>The national coordinator of a country, followed by the authorities that coordinate a module there; a null module means any.</summary>
    public async Task<IReadOnlyList<Authority>> CoordinatorsAsync(string country, string? module, CancellationToken cancellationToken) =>
        await CoordinatorQuery(database, [country], module).Include(authority => authority.Names).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>Finds the coordinators of several countries, each country's in the same order.</summary>
    public async Task<ILookup<string, Authority>> CoordinatorsAsync(IReadOnlyCollection<string> countries, string? module, CancellationToken cancellationToken)
    {
        var found = await CoordinatorQuery(database, countries, module).Include(authority => authority.Names).AsNoTracking().ToListAsync(cancellationToken);
        return found.ToLookup(authority => authority.Country, StringComparer.Ordinal);
    }

    internal static IQueryable<Authority> Matching(ImiDbContext database, AuthorityFilter query)
    {
        // A merged entry is deactivated, but is no authority of its own to show.
        var authorities = query.WithDeactivated
            ? database.Set<Authority>().Where(authority => authority.MergedIntoId == null)
            : database.Set<Authority>().Where(authority => authority.DeactivatedOn == null);
        if (query.Country is { Length: > 0 } country)
            authorities = authorities.Where(authority => authority.Country == country);
        if (query.Capacity is { } capacity)
        {
            authorities = authorities.Where(authority =>
                authority.Mandates.Any(mandate =>
                    mandate.Capacity == capacity
                    && (query.Module == null || mandate.Module == query.Module)
                    && (query.Procedure == null || mandate.Procedure == query.Procedure)
                    && (query.Today == null || (mandate.SuspendedOn == null && (mandate.Until == null || mandate.Until >= query.Today)))
                )
            );
        }
        else if (query.Module is { Length: > 0 } || query.Procedure is { Length: > 0 })
        {
            authorities = authorities.Where(authority =>
                authority.Mandates.Any(mandate =>
                    (query.Module == null || mandate.Module == query.Module) && (query.Procedure == null || mandate.Procedure == query.Procedure)
                )
            );
        }

        if (query.Coordinates)
        {
            authorities = authorities.Where(authority =>
                authority.Mandates.Any(mandate =>
                    mandate.Capacity == Capacity.Coordinator
                    && mandate.Module == query.Module
                    && mandate.Procedure == query.Procedure
                    && (query.Today == null || (mandate.SuspendedOn == null && (mandate.Until == null || mandate.Until >= query.Today)))
                )
            );
        }

        if (query.Today is { } today)
        {
            authorities = authorities.Where(authority =>
                database.Set<Country>().Any(country => country.Code == authority.Country && (country.MemberUntil == null || country.MemberUntil >= today))
            );
        }

        if (query.ExceptCountry is { } except)
            authorities = authorities.Where(authority => authority.Country != except);
        if (query.Region is { } region)
            authorities = authorities.Where(authority => authority.Region == region);
        if (query.Keyword is { } keyword)
            authorities = authorities.Where(authority =>
                authority.Competences.Any(one => one.Keyword == keyword && (query.Module == null || one.Module == query.Module))
            );
        if (query.Words is { } words)
            authorities = words.Aggregate(authorities, (so, word) => AuthoritySearch.With(database, so, word, query.Module));
        else
            authorities = WordsOf(query.Search).Aggregate(authorities, (so, one) => so.Where(NameFits.Word(one)));
        if (query.After is { } after)
        {
            authorities = authorities.Where(authority =>
                string.Compare(authority.Country, after.Country) > 0 || (authority.Country == after.Country && string.Compare(authority.Code, after.Code) > 0)
            );
        }

        return authorities;
    }

    /// <summary>The words of a search, in the form in which names are searched.</summary>
    internal static IEnumerable<SearchWord> WordsOf(string? search) =>
        FoldedText
            .WordsOf(search ?? "")
            .Take(8)
            .Select(one => new SearchWord(one.Word, [], []) { Sound = one.Word.Length < SearchWord.FewestLetters ? one.Word : one.Sound });

    internal static IQueryable<Region> RegionQuery(ImiDbContext database, string? country) =>
        database.Set<Region>().Where(region => country == null || region.Country == country).OrderBy(region => region.Code);

    internal static IQueryable<Authority> CoordinatorQuery(ImiDbContext database, IReadOnlyCollection<string> countries, string? module) =>
        database
            .Set<Authority>()
            .Where(authority =>
                countries.Contains(authority.Country)
                && authority.DeactivatedOn == null
                && (
                    authority.Kind == AuthorityKind.NationalCoordinator
                    || authority.Mandates.Any(mandate =>
                        mandate.Capacity == Capacity.Coordinator && mandate.SuspendedOn == null && (module == null || mandate.Module == module)
                    )
                )
            )
            .OrderBy(authority => authority.Kind == AuthorityKind.NationalCoordinator ? 0 : 1)
            .ThenBy(authority => authority.Code);

    internal sealed record LabelRow(Guid Id, string Country, string InformalTitle, string? Language, string? Name);
}
