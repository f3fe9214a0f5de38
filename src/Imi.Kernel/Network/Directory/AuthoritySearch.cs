using System.Collections.Concurrent;
using System.Linq.Expressions;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Directory.Search;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Directory;

/// <summary>
/// Finds the authority to contact by words of its names, competences, region or country in any language, best match first, each with the reasons;
/// also suggests whom to contact if nothing matches. The number of database queries does not depend on the number of authorities.
/// </summary>
public sealed class AuthoritySearch(ImiDbContext database, AuthorityDirectory directory, ModuleCatalogue catalogue, PlatformTexts texts)
{
    /// <summary>The number of authorities on a page.</summary>
    public const int PageSize = 20;

    /// <summary>The maximum number of results that can be paged through; beyond it, users refine their search.</summary>
    private const int Furthest = 1_000;

    /// <summary>The maximum number of names compared with words that may contain typing errors.</summary>
    private const int MostCompared = 2_000;

    private const string CountryTexts = "countries.";

    /// <summary>Cache of the words in the texts of countries and keywords. Bounded by the number of texts in the platform and its modules.</summary>
    private static readonly ConcurrentDictionary<string, string[]> KnownWords = new(StringComparer.Ordinal);

    /// <summary>Completes a search with the meanings of its words, for callers that read all results.</summary>
    public AuthorityFilter Understood(AuthorityFilter query) =>
        query with
        {
            Words = [.. AuthorityDirectory.WordsOf(query.Search).Select(Meaning)],
            CountryOrder = query is { Language: { } language, Country: null or "" } ? CountriesIn(language) : null,
        };

    /// <summary>
    /// Finds a page of authorities, best match first: names that begin with the words, names that contain them, then the rest. Equal matches are
    /// sorted by central authority, preferred region and country name. Without any match, finds names that differ by at most two typing errors.
    /// </summary>
    public async Task<AuthoritySearchResult> FindAsync(AuthorityFilter query, CancellationToken cancellationToken)
    {
        var full = Understood(query) with { Skip = Math.Clamp(query.Skip, 0, Furthest), After = null };
        var ids = await RankedQuery(database, full).Skip(full.Skip).Take(PageSize).ToListAsync(cancellationToken);
        var count = await CountQuery(database, full).CountAsync(cancellationToken);
        var alike = count == 0 && full.Words!.Any(word => word.MostErrors > 0) ? await AlikeAsync(full, cancellationToken) : null;
        var shown = alike is null ? ids : [.. alike.Skip(full.Skip).Take(PageSize).Select(one => one.Id)];
        count = alike?.Count ?? count;
        var isNarrowed = full.Words!.Count > 0 || query.Keyword is not null;
        var central =
            query is { Country: { Length: > 0 } country, Module: { Length: > 0 } module } && isNarrowed
                ? await AuthorityDirectory
                    .Matching(database, query with { Search = null, Words = null, Keyword = null, Region = null, After = null })
                    .Where(one => one.Country == country && one.Setups.Any(setup => setup.Module == module && setup.IsCentral) && !shown.Contains(one.Id))
                    .Select(one => (Guid?)one.Id)
                    .FirstOrDefaultAsync(cancellationToken)
                : null;
        var all = central is { } extra ? [.. shown, extra] : shown;
        var found = await database
            .Set<Authority>()
            .Where(authority => all.Contains(authority.Id))
            .Include(authority => authority.Names)
            .Include(authority => authority.Setups)
            .Include(authority => authority.Competences)
            .Include(authority => authority.Mandates.Where(mandate => mandate.Capacity == Capacity.Coordinator && mandate.SuspendedOn == null))
            .AsSplitQuery()
            .AsNoTracking()
            .ToDictionaryAsync(one => one.Id, cancellationToken);
        var replies = await ReplyQuery(database, all, query.Module, query.Procedure).ToListAsync(cancellationToken);
        var regions = await directory.RegionsAsync(query.Country is { Length: > 0 } ? query.Country : null, cancellationToken);
        return new AuthoritySearchResult(
            [.. shown.Where(found.ContainsKey).Select(id => FoundAuthority(found[id]))],
            count > full.Skip + PageSize && full.Skip + PageSize < Furthest ? full.Skip + PageSize : null,
            central is { } fallback && found.TryGetValue(fallback, out var receiver) ? FoundAuthority(receiver) : null,
            query.Country is { Length: > 0 } place ? await directory.CoordinatorsAsync(place, query.Module, cancellationToken) : [],
            regions,
            Math.Min(count, Furthest),
            count > Furthest
        );

        FoundAuthority FoundAuthority(Authority authority) =>
            new(
                authority,
                MatchReasons.Of(authority, full, regions, alike?.Find(one => one.Id == authority.Id)?.Like),
                query.Module is null ? null : replies.FirstOrDefault(one => one.AuthorityId == authority.Id)
            );
    }

    /// <summary>Lists the procedures in which authorities, and those they act for, may start exchanges today, by country and code.</summary>
    public async Task<IReadOnlyList<SendingMandate>> SendingAsync(
        IReadOnlyCollection<Guid> authorities,
        string? search,
        DateOnly today,
        CancellationToken cancellationToken
    ) => await SendingQuery(database, authorities, search, today).ToListAsync(cancellationToken);

    internal static IQueryable<SendingMandate> SendingQuery(ImiDbContext database, IReadOnlyCollection<Guid> authorities, string? search, DateOnly today) =>
        from authority in AuthorityDirectory.Matching(database, new AuthorityFilter { Search = search, Today = today })
        where
            database
                .Set<Authority>()
                .Where(own => authorities.Contains(own.Id))
                .Select(own => own.Id)
                .Union(
                    database
                        .Set<ModuleSetup>()
                        .Where(setup => setup.ActedForById != null && authorities.Contains(setup.ActedForById.Value))
                        .Select(setup => setup.AuthorityId)
                )
                .Contains(authority.Id)
        from mandate in authority.Mandates
        where mandate.Capacity == Capacity.Sender && mandate.SuspendedOn == null && (mandate.Until == null || mandate.Until >= today)
        orderby authority.Country, authority.Code, mandate.Module, mandate.Procedure
        select new SendingMandate(
            authority.Id,
            mandate.Module,
            mandate.Procedure,
            authority.Setups.Where(setup => setup.Module == mandate.Module).Select(setup => setup.ActedForById).FirstOrDefault()
        );

    /// <summary>Filters authorities by a word: in a name, a competence, a country or a region.</summary>
    internal static IQueryable<Authority> With(ImiDbContext database, IQueryable<Authority> authorities, SearchWord word, string? module)
    {
        var (text, sound, countries) = (word.Text, word.Sound, word.Countries);
        var keywords = word.Keywords.Where(one => module is null || one.Module == module).Select(one => one.Keyword).Distinct(StringComparer.Ordinal).ToList();
        return authorities.Where(authority =>
            authority.SearchText.Contains(text)
            || authority.SearchText.Contains(sound)
            || authority.Names.Any(name => name.SearchText.Contains(text) || name.SearchText.Contains(sound))
            || countries.Contains(authority.Country)
            || authority.Competences.Any(one => keywords.Contains(one.Keyword) && (module == null || one.Module == module))
            || database.Set<RegionName>().Any(name => name.Region == authority.Region && (name.SearchText.Contains(text) || name.SearchText.Contains(sound)))
        );
    }

    /// <summary>The authorities whose names may contain the words with typing errors.</summary>
    internal static IQueryable<PerhapsAlike> PerhapsQuery(ImiDbContext database, AuthorityFilter query) =>
        query
            .Words!.Aggregate(AuthorityDirectory.Matching(database, query with { Words = [], Search = null }), (so, word) => so.Where(NameFits.Perhaps(word)))
            .OrderBy(authority => authority.Country)
            .ThenBy(authority => authority.Code)
            .Select(authority => new PerhapsAlike(
                authority.Id,
                authority.Country,
                authority.SearchText,
                authority.Names.Select(name => name.SearchText).ToList()
            ));

    /// <summary>The results of a search, limited to one more than can be paged through.</summary>
    internal static IQueryable<Guid> CountQuery(ImiDbContext database, AuthorityFilter query) =>
        AuthorityDirectory
            .Matching(database, query)
            .OrderBy(authority => authority.Country)
            .ThenBy(authority => authority.Code)
            .Select(authority => authority.Id)
            .Take(Furthest + 1);

    internal static IQueryable<Guid> RankedQuery(ImiDbContext database, AuthorityFilter query)
    {
        var (phrase, module, matching) = (FoldedText.Words(FoldedText.Of(query.Search ?? "")), query.Module, AuthorityDirectory.Matching(database, query));
        IOrderedQueryable<Authority>? ranked = null;
        IOrderedQueryable<Authority> By<T>(Expression<Func<Authority, T>> key) => ranked is null ? matching.OrderBy(key) : ranked.ThenBy(key);

        // Without words to rank by, an index provides the order.
        if (phrase.Length > 0)
            ranked = By(authority => authority.SearchText.StartsWith(phrase) || authority.Names.Any(name => name.SearchText.StartsWith(phrase)) ? 0 : 1);
        foreach (var (text, sound) in (query.Words ?? []).Select(word => (word.Text, word.Sound)))
        {
            ranked = By(authority =>
                authority.SearchText.Contains(text)
                || authority.SearchText.Contains(sound)
                || authority.Names.Any(name => name.SearchText.Contains(text) || name.SearchText.Contains(sound))
                    ? 0
                    : 1
            );
        }

        if (module is not null)
            ranked = By(authority => authority.Setups.Any(setup => setup.Module == module && setup.IsCentral) ? 0 : 1);
        if (query.NearRegion is { } near)
            ranked = By(authority => authority.Region == near ? 0 : 1);
        if (query.CountryOrder is { } order)
            ranked = By(authority => order.IndexOf(authority.Country));
        ranked = By(authority => authority.Country);
        if (query.Language is { } language && (phrase.Length > 0 || query.Country is { Length: > 0 }))
            ranked = By(authority =>
                authority.Names.Where(name => name.Language == language).Select(name => name.SearchText).FirstOrDefault() ?? authority.SearchText
            );
        return ranked.ThenBy(authority => authority.Code).Select(authority => authority.Id);
    }

    internal static IQueryable<ReplyTime> ReplyQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids, string? module, string? procedure)
    {
        procedure ??= ReplyTime.AllProcedures;
        return database.Set<ReplyTime>().AsNoTracking().Where(one => ids.Contains(one.AuthorityId) && one.Module == module && one.Procedure == procedure);
    }

    /// <summary>
    /// Adds the meanings of a word other than parts of names: countries and competences, in any language of the platform or the module.
    /// </summary>
    private SearchWord Meaning(SearchWord word) =>
        word.Text.Length < SearchWord.FewestLetters
            ? word
            : new SearchWord(
                word.Text,
                [
                    .. texts
                        .Keys(TextCatalogue.Reference)
                        .Where(key =>
                            key.StartsWith(CountryTexts, StringComparison.Ordinal)
                            && Languages.Interface.Any(language => HasWord(texts.Get(key, language), word))
                        )
                        .Select(key => key[CountryTexts.Length..]),
                ],
                [
                    .. from module in catalogue.Modules
                    from keyword in module.Keywords
                    where module.Languages.Any(language => module.Texts.Find($"keywords.{keyword}", language) is { } text && HasWord(text, word))
                    select (module.Name, keyword),
                ]
            )
            {
                Sound = word.Sound,
            };

    private static bool HasWord(string text, SearchWord word) =>
        KnownWords
            .GetOrAdd(text, static all => FoldedText.ForSearch(all, int.MaxValue).Split(' '))
            .Any(known => known.StartsWith(word.Text, StringComparison.Ordinal) || known.StartsWith(word.Sound, StringComparison.Ordinal));

    /// <summary>The codes of all countries in the order of their names in a language.</summary>
    private string CountriesIn(string language) =>
        string.Join(
            FoldedText.Variants,
            texts
                .Keys(TextCatalogue.Reference)
                .Where(key => key.StartsWith(CountryTexts, StringComparison.Ordinal))
                .OrderBy(key => texts.Get(key, language), StringComparer.Create(Languages.CultureOf(language), ignoreCase: true))
                .Select(key => key[CountryTexts.Length..])
        );

    /// <summary>Finds authorities with names that differ from the words by a few letters, the most similar first.</summary>
    private async Task<List<AlikeName>> AlikeAsync(AuthorityFilter query, CancellationToken cancellationToken)
    {
        var candidates = await PerhapsQuery(database, query).Take(MostCompared).ToListAsync(cancellationToken);
        var found = new List<(AlikeName Name, int Errors, string Country)>();
        foreach (var candidate in candidates)
        {
            var names = candidate.Names.Append(candidate.SearchText).ToList();
            var fits = query.Words!.Select(word => word.Countries.Contains(candidate.Country) ? ("", 0) : NameFits.Errors(word, names)).ToList();
            if (fits.TrueForAll(fit => fit is not null))
                found.Add(
                    (
                        new AlikeName(candidate.Id, string.Join(' ', fits.Select(fit => fit!.Value.Item1).Where(like => like.Length > 0))),
                        fits.Sum(fit => fit!.Value.Item2),
                        candidate.Country
                    )
                );
        }

        return
        [
            .. found.OrderBy(one => one.Errors).ThenBy(one => query.CountryOrder?.IndexOf(one.Country, StringComparison.Ordinal) ?? 0).Select(one => one.Name),
        ];
    }
}

/// <summary>An authority whose names are to be compared with the words of a search.</summary>
internal sealed record PerhapsAlike(Guid Id, string Country, string SearchText, List<string> Names);

/// <summary>An authority with the words of its names that are most similar to those of a search.</summary>
internal sealed record AlikeName(Guid Id, string Like);

/// <summary>A procedure in which an authority may start exchanges.</summary>
public sealed record SendingMandate(Guid AuthorityId, string Module, string Procedure, Guid? ActedForById);
