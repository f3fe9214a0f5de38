namespace Imi.Kernel.Exchanges;

/// <summary>Finds exchanges by their words. A feature implements it; it is found by convention.</summary>
public interface IExchangeFinder
{
    /// <summary>Prepares a search. An exchange is found if it is in the query of every word.</summary>
    /// <param name="search">What the person typed; not empty.</param>
    /// <param name="isWhole">Whether the last word must be found as a whole; otherwise its beginning is enough.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// For an authority, a query for each word: the exchanges in which the people of this authority may read the word. Never empty: without any word
    /// that can be searched, the query finds nothing.
    /// </returns>
    Task<Func<Guid, IReadOnlyList<IQueryable<Guid>>>> PrepareAsync(string search, bool isWhole, CancellationToken cancellationToken);

    /// <summary>Finds exchanges in which all words of a text stand, as whole words that the people of one of several authorities may read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="authorities">The authorities.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The exchanges; none without a word that can be searched.</returns>
    Task<IQueryable<Guid>> MentionsAsync(string text, IReadOnlyList<Guid> authorities, CancellationToken cancellationToken);
}
