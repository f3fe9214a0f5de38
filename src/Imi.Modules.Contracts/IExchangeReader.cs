namespace Imi.Modules.Contracts;

/// <summary>Lets a module's rule read exchanges that are linked to the one that it checks, and whether the exchange has files.</summary>
public interface IExchangeReader
{
    /// <summary>Reads the exchanges linked to the given one, in either direction; empty if there are none.</summary>
    ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken);

    /// <summary>Whether an exchange has a file that has not been withdrawn.</summary>
    ValueTask<bool> HasFilesAsync(Guid exchange, CancellationToken cancellationToken);
}
