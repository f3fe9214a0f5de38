namespace Imi.Kernel.Features.Search;

/// <summary>
/// A word by which the people of one authority find an exchange. Neither the word nor the authority is stored in clear: the term is a keyed hash of both,
/// so that it tells nothing without the platform's keys, and the same word has another term for each authority.
/// </summary>
public sealed class SearchTerm
{
    /// <summary>The length of a term in characters.</summary>
    public const int TermLength = 24;

    private SearchTerm() { }

    internal SearchTerm(string term, Guid exchangeId) => (Term, ExchangeId) = (term, exchangeId);

    /// <summary>The keyed hash. Words with the same beginning have terms with the same beginning, so that one range finds the beginning of a word.</summary>
    public string Term { get; private set; } = "";

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }
}
