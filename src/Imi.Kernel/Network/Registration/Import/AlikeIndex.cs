using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>
/// The authorities of a country by the words of their names, to find for each of many entries the one that may be the same without
/// asking the database. It decides as <see cref="AuthorityStore.AlikeAsync"/> does for one entry.
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

    /// <summary>What the index needs of a country's authorities.</summary>
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

    /// <summary>The registered authority that is most like an entry; null where none is like it.</summary>
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
    /// Two names of which six in ten words are common share one at least of any so many words of the first that fewer than six in ten
    /// are left: the rarest of them lead to few candidates.
    /// </summary>
    private IEnumerable<(AlikeRow Authority, double Likeness)> Candidates(IReadOnlySet<string> words) =>
        words
            .OrderBy(word => _byWord.TryGetValue(word, out var names) ? names.Count : 0)
            .Take(words.Count - (int)Math.Ceiling(RegistrationChecks.Alike * words.Count) + 1)
            .SelectMany(word => _byWord.TryGetValue(word, out var names) ? names : [])
            .Select(one => (one.Authority, RegistrationChecks.Share(one.Words, words)));
}

/// <summary>What an authority is called and where it is reached: enough to tell whether another one is like it.</summary>
internal sealed record AlikeRow(string Code, string InformalTitle, string Email, string SearchText, List<string> Names);
