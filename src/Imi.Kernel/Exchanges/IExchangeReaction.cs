namespace Imi.Kernel.Exchanges;

/// <summary>Lets a room above learn what happened to an exchange, in the same transaction.</summary>
public interface IExchangeReaction
{
    /// <summary>Called after the change and before the commit: adds rows to the same context, calls nothing outside.</summary>
    Task ReactAsync(ExchangeEvent happening, CancellationToken cancellationToken);
}

/// <summary>Something that happened to an exchange.</summary>
/// <param name="Exchange">The exchange after it.</param>
/// <param name="Entry">The entry of its timeline.</param>
public sealed record ExchangeEvent(Exchange Exchange, TimelineEntry Entry);
