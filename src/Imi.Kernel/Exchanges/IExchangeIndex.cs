namespace Imi.Kernel.Exchanges;

/// <summary>Keeps exchanges findable by their words. A feature implements it; it is found by convention.</summary>
public interface IExchangeIndex
{
    /// <summary>
    /// Brings the index of one exchange up to date, within the transaction of a change and after the change is saved. If another
    /// transaction changed it since it was loaded, the change fails and runs again.
    /// </summary>
    /// <param name="context">The exchange after the change.</param>
    /// <param name="isNew">Whether the change created it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal Task FollowAsync(ExchangeContext context, bool isNew, CancellationToken cancellationToken);
}
