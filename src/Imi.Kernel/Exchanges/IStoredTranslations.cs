namespace Imi.Kernel.Exchanges;

/// <summary>
/// Machine translations of an exchange's texts that a feature stores. A document about the exchange can show them beside the originals. Found by convention.
/// </summary>
public interface IStoredTranslations
{
    /// <summary>Reads the translations that are stored, of texts that the parties wrote. Translates nothing. The caller checks access.</summary>
    /// <param name="context">The exchange, with its key.</param>
    /// <param name="language">The target language, as a BCP 47 tag.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The translations by original text.</returns>
    internal Task<IReadOnlyDictionary<string, StoredTranslation>> OfAsync(ExchangeContext context, string language, CancellationToken cancellationToken);

    /// <summary>Reads what is stored in every language, in the order of the languages. Translates nothing. The caller checks access.</summary>
    /// <param name="context">The exchange, with its key.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The translations by original text.</returns>
    internal Task<ILookup<string, StoredTranslation>> AllAsync(ExchangeContext context, CancellationToken cancellationToken);
}
