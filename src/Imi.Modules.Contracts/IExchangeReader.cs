namespace Imi.Modules.Contracts;

/// <summary>Lets a module's rule look at the exchanges that are linked to the one in hand.</summary>
public interface IExchangeReader
{
    /// <summary>The exchanges linked to the given one, whoever linked them; empty where there are none.</summary>
    ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken);
}
