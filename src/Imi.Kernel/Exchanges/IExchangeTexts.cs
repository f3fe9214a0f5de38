namespace Imi.Kernel.Exchanges;

/// <summary>
/// Texts that a feature keeps about exchanges, encrypted with their keys. A search for the data of a data subject reads them too. Found by convention.
/// </summary>
public interface IExchangeTexts
{
    /// <summary>The kind of the texts, such as <c>private-note</c>.</summary>
    string Kind { get; }

    /// <summary>The key of the title of such a text.</summary>
    string TitleKey { get; }

    /// <summary>Reads the texts about exchanges that an authority may see, the oldest first.</summary>
    Task<IReadOnlyList<ExchangeText>> OfAsync(Guid authority, IReadOnlyList<Guid> exchanges, CancellationToken cancellationToken);

    /// <summary>Reads the texts that any authority keeps about an exchange, each with the authority whose people alone see it.</summary>
    Task<IReadOnlyList<(Guid Authority, ExchangeText Text)>> AllOfAsync(Guid exchange, CancellationToken cancellationToken);
}
