namespace Imi.Kernel.Exchanges;

/// <summary>Finds exchanges by their words. A feature implements it; it is found by convention.</summary>
public interface IExchangeFinder
{
    /// <summary>Prepares a search. An exchange is found if it is in the query of every word.</summary>
    /// <param name="search">What the person typed; not empty.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// For an authority, a query for each word: the exchanges in which the people of this authority may read the word. Never empty: without any word
    /// that can be searched, the query finds nothing.
    /// </returns>
    Task<Func<Guid, IReadOnlyList<IQueryable<Guid>>>> PrepareAsync(string search, CancellationToken cancellationToken);
}
