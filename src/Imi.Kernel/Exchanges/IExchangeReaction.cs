namespace Imi.Kernel.Exchanges;

/// <summary>Lets a feature react to an event of an exchange in the same transaction. Found by convention.</summary>
public interface IExchangeReaction
{
    /// <summary>Reacts to an event after the change and before the commit. May change the same database context, but must have no other effects.</summary>
    Task ReactAsync(ExchangeEvent happening, CancellationToken cancellationToken);
}

/// <summary>An event of an exchange.</summary>
/// <param name="Exchange">The exchange after the event.</param>
/// <param name="Entry">The timeline's entry of the event.</param>
public sealed record ExchangeEvent(Exchange Exchange, TimelineEntry Entry);
