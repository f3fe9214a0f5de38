using System.Linq.Expressions;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;
using Imi.Kernel.Texts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>
/// Finds the right authority to ask: by words of its names, of what it is competent for, of regions and countries, in every
/// language, best match first and with the reason; and whom to turn to where nobody fits. The number of statements does not depend on
/// how many authorities there are.
/// </summary>
public sealed class FindingDirectory(ImiDbContext database, AuthorityDirectory directory, ModuleCatalogue catalogue, PlatformTexts texts)
{
    /// <summary>How many authorities a page shows.</summary>
    public const int PageSize = 20;

    /// <summary>The furthest that one can page: whoever has not found it by then looks for something else.</summary>
    private const int Furthest = 1_000;

    /// <summary>Shorter words are looked for in names alone: they begin too much.</summary>
    private const int FewestLetters = 3;

    private const string CountryTexts = "countries.";

    /// <summary>A search with what its words mean, for whoever reads all that it finds.</summary>
    public AuthorityQuery Understood(AuthorityQuery query) => query with { Words = [.. AuthorityDirectory.WordsOf(query.Search).Select(Meaning)] };

    /// <summary>What fits a search, best first: names that begin with the words, names that hold them, then the rest; among equals the central authority first.</summary>
    public async Task<Findings> FindAsync(AuthorityQuery query, CancellationToken cancellationToken)
    {
        var full = Understood(query) with { Skip = Math.Clamp(query.Skip, 0, Furthest), After = null };
        var ids = await RankedQuery(database, full).Skip(full.Skip).Take(PageSize + 1).ToListAsync(cancellationToken);
        var shown = ids.Take(PageSize).ToList();
        var isNarrowed = full.Words!.Count > 0 || query.Keyword is not null;
        var central = query is { Country: { Length: > 0 } country, Module: { Length: > 0 } module } && isNarrowed
            ? await AuthorityDirectory.Matching(database, query with { Search = null, Words = null, Keyword = null, Region = null, After = null })
                .Where(one => one.Country == country && one.Setups.Any(setup => setup.Module == module && setup.IsCentral) && !shown.Contains(one.Id))
                .Select(one => (Guid?)one.Id).FirstOrDefaultAsync(cancellationToken)
            : null;
        var all = central is { } extra ? [.. shown, extra] : shown;
        var found = await database.Authorities.Where(authority => all.Contains(authority.Id))
            .Include(authority => authority.Names).Include(authority => authority.Setups).Include(authority => authority.Competences)
            .Include(authority => authority.Mandates.Where(mandate => mandate.Capacity == Capacity.Coordinator && mandate.SuspendedOn == null))
            .AsSplitQuery().AsNoTracking().ToDictionaryAsync(one => one.Id, cancellationToken);
        var replies = await ReplyQuery(database, all, query.Module).ToListAsync(cancellationToken);
        var regions = await directory.RegionsAsync(query.Country is { Length: > 0 } ? query.Country : null, cancellationToken);
        return new Findings(
            [.. shown.Where(found.ContainsKey).Select(id => Finding(found[id]))],
            ids.Count > PageSize && full.Skip + PageSize < Furthest ? full.Skip + PageSize : null,
            central is { } fallback && found.TryGetValue(fallback, out var receiver) ? Finding(receiver) : null,
            query.Country is { Length: > 0 } place ? await directory.CoordinatorsAsync(place, query.Module, cancellationToken) : [],
            regions);

        Finding Finding(Authority authority) => new(
            authority, FindingReasons.Of(authority, full, regions), query.Module is null ? null : replies.FirstOrDefault(one => one.AuthorityId == authority.Id));
    }

    /// <summary>
    /// In what authorities, and those for which they act, may begin exchanges today: authority, module and procedure, by country and code.
    /// </summary>
    public async Task<IReadOnlyList<SendingMandate>> SendingAsync(IReadOnlyCollection<Guid> authorities, string? search, DateOnly today, CancellationToken cancellationToken) =>
        await SendingQuery(database, authorities, search, today).ToListAsync(cancellationToken);

    internal static IQueryable<SendingMandate> SendingQuery(ImiDbContext database, IReadOnlyCollection<Guid> authorities, string? search, DateOnly today) =>
        from authority in AuthorityDirectory.Matching(database, new AuthorityQuery { Search = search, Today = today })
        where database.Authorities.Where(own => authorities.Contains(own.Id)).Select(own => own.Id)
            .Union(database.ModuleSetups.Where(setup => setup.ActedForById != null && authorities.Contains(setup.ActedForById.Value)).Select(setup => setup.AuthorityId))
            .Contains(authority.Id)
        from mandate in authority.Mandates
        where mandate.Capacity == Capacity.Sender && mandate.SuspendedOn == null && (mandate.Until == null || mandate.Until >= today)
        orderby authority.Country, authority.Code, mandate.Module, mandate.Procedure
        select new SendingMandate(
            authority.Id, mandate.Module, mandate.Procedure, authority.Setups.Where(setup => setup.Module == mandate.Module).Select(setup => setup.ActedForById).FirstOrDefault());

    /// <summary>Those that a word fits: by a name, a competence, a country or a region.</summary>
    internal static IQueryable<Authority> With(ImiDbContext database, IQueryable<Authority> authorities, SearchWord word, string? module)
    {
        var (text, countries) = (word.Text, word.Countries);
        var keywords = word.Keywords.Where(one => module is null || one.Module == module).Select(one => one.Keyword).Distinct(StringComparer.Ordinal).ToList();
        return authorities.Where(authority => authority.SearchText.Contains(text) || authority.Names.Any(name => name.SearchText.Contains(text))
            || countries.Contains(authority.Country)
            || authority.Competences.Any(one => keywords.Contains(one.Keyword) && (module == null || one.Module == module))
            || database.Set<RegionName>().Any(name => name.Region == authority.Region && name.SearchText.Contains(text)));
    }

    internal static IQueryable<Guid> RankedQuery(ImiDbContext database, AuthorityQuery query)
    {
        var (phrase, module, matching) = (FoldedText.Of(query.Search ?? ""), query.Module, AuthorityDirectory.Matching(database, query));
        IOrderedQueryable<Authority>? ranked = null;
        IOrderedQueryable<Authority> By<T>(Expression<Func<Authority, T>> key) => ranked is null ? matching.OrderBy(key) : ranked.ThenBy(key);

        // Where no words rank, an index has the order already.
        if (phrase.Length > 0)
            ranked = By(authority => authority.SearchText.StartsWith(phrase) || authority.Names.Any(name => name.SearchText.StartsWith(phrase)) ? 0 : 1);
        foreach (var text in (query.Words ?? []).Select(word => word.Text))
            ranked = By(authority => authority.SearchText.Contains(text) || authority.Names.Any(name => name.SearchText.Contains(text)) ? 0 : 1);
        if (module is not null)
            ranked = By(authority => authority.Setups.Any(setup => setup.Module == module && setup.IsCentral) ? 0 : 1);
        if (query.NearRegion is { } near)
            ranked = By(authority => authority.Region == near ? 0 : 1);
        ranked = By(authority => authority.Country);
        return ranked.ThenBy(authority => authority.Code).Select(authority => authority.Id);
    }

    internal static IQueryable<ReplyTime> ReplyQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids, string? module) =>
        database.ReplyTimes.AsNoTracking().Where(one => ids.Contains(one.AuthorityId) && one.Module == module);

    /// <summary>What a word means beside part of a name: countries and competences, in any language of the platform or the module.</summary>
    private SearchWord Meaning(string word) => word.Length < FewestLetters ? new SearchWord(word, [], []) : new SearchWord(
        word,
        [.. texts.Keys(TextCatalogue.Reference).Where(key => key.StartsWith(CountryTexts, StringComparison.Ordinal)
            && Languages.Interface.Any(language => HasWord(texts.Get(key, language), word))).Select(key => key[CountryTexts.Length..])],
        [.. from module in catalogue.Modules
            from keyword in module.Keywords
            where module.Languages.Any(language => module.Texts.Find($"keywords.{keyword}", language) is { } text && HasWord(text, word))
            select (module.Name, keyword)]);

    private static bool HasWord(string text, string beginning) =>
        FoldedText.WithLatin(text, int.MaxValue).Split([' ', '-', ',', '(']).Any(word => word.StartsWith(beginning, StringComparison.Ordinal));
}

/// <summary>A procedure in which an authority may begin exchanges.</summary>
public sealed record SendingMandate(Guid AuthorityId, string Module, string Procedure, Guid? ActedForById);
