using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>
/// Indexes the authorities of a country by the words of their names, to find possible duplicates of many entries without a query for each. Uses the
/// same similarity as <see cref="AuthorityStore.AlikeAsync"/>.
/// </summary>
internal sealed class AlikeIndex
{
    private readonly Dictionary<string, AlikeRow> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(AlikeRow Authority, IReadOnlySet<string> Words)>> _byWord = new(StringComparer.Ordinal);

    public AlikeIndex(IReadOnlyList<AlikeRow> authorities)
    {
        foreach (var authority in authorities)
        {
            if (authority.Email.Length > 0)
                _byEmail.TryAdd(authority.Email, authority);
            foreach (var words in authority.Names.Append(authority.SearchText).Distinct(StringComparer.Ordinal).Select(RegistrationChecks.Words))
            {
                foreach (var word in words)
                {
                    if (!_byWord.TryGetValue(word, out var names))
                        _byWord[word] = names = [];
                    names.Add((authority, words));
                }
            }
        }
    }

    /// <summary>The data of a country's authorities that the index needs.</summary>
    public static IQueryable<AlikeRow> Query(ImiDbContext database, string country) =>
        database
            .Set<Authority>()
            .Where(authority => authority.Country == country && authority.MergedIntoId == null)
            .OrderBy(authority => authority.Code)
            .Select(authority => new AlikeRow(
                authority.Code,
                authority.InformalTitle,
                authority.Email,
                authority.SearchText,
                authority.Names.Select(name => name.SearchText).ToList()
            ));

    /// <summary>Finds the registered authority most similar to an entry; null if none is similar.</summary>
    public AlikeRow? Find(AuthorityEntry entry) =>
        _byEmail.GetValueOrDefault(entry.Email)
        ?? RegistrationChecks
            .WordsOf(entry)
            .SelectMany(Candidates)
            .Where(one => one.Likeness >= RegistrationChecks.Alike)
            .OrderByDescending(one => one.Likeness)
            .Select(one => one.Authority)
            .FirstOrDefault();

    /// <summary>
    /// Names that share at least 60 % of their words have at least one word in common with any sufficiently large subset of the first name's words.
    /// Searching by its rarest words keeps the candidates few.
    /// </summary>
    private IEnumerable<(AlikeRow Authority, double Likeness)> Candidates(IReadOnlySet<string> words) =>
        words
            .OrderBy(word => _byWord.TryGetValue(word, out var names) ? names.Count : 0)
            .Take(words.Count - (int)Math.Ceiling(RegistrationChecks.Alike * words.Count) + 1)
            .SelectMany(word => _byWord.TryGetValue(word, out var names) ? names : [])
            .Select(one => (one.Authority, RegistrationChecks.Share(one.Words, words)));
}

/// <summary>The names and the e-mail address of an authority, for comparison with an entry.</summary>
internal sealed record AlikeRow(string Code, string InformalTitle, string Email, string SearchText, List<string> Names);
