using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Features.Retention;

/// <content>What the parties decide about the period: no longer needed, or still needed.</content>
public sealed partial class RetentionService
{
    /// <summary>Says in a party's name that the personal data are no longer needed. When all parties have said so they are hidden (Article 14(1)).</summary>
    /// <returns>The exchange's identity.</returns>
    public Task<Outcome<Guid>> ReleaseAsync(Guid id, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"release {id}",
            async (change, stop) =>
            {
                if (RefusalToDecide(change, out var authority) is { } refusal)
                    return refusal;
                var exchange = change.Exchange;
                foreach (var part in Hosts(exchange).Where(part => part.AuthorityId == authority))
                    part.ReleasedAt ??= time.GetUtcNow().UtcDateTime;
                if (Hosts(exchange).All(part => part.ReleasedAt is not null))
                    RetentionDates.HideBy(exchange, Today);
                await RecordAsync(change, KernelActions.Released, authority, exchange.HideOn, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    /// <summary>
    /// Says that the personal data are needed longer, because somebody acted after the closure: the period counts from then, within the law's limits.
    /// </summary>
    /// <returns>The exchange's identity.</returns>
    public Task<Outcome<Guid>> KeepAsync(Guid id, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"keep {id}",
            async (change, stop) =>
            {
                if (RefusalToDecide(change, out var authority) is { } refusal)
                    return refusal;
                var exchange = change.Exchange;
                if (RetentionDates.AfterDecision(exchange, change.Context.Module.Retention) is not { } until || until <= exchange.HideOn)
                    return Outcome<Guid>.Refused(new AccessReason("retention.nothing-to-decide"));
                RetentionDates.HideBy(exchange, until);
                exchange.WarnOn = RetentionDates.NextWarning(exchange, Today);
                await RecordAsync(change, KernelActions.Kept, authority, until, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    private Outcome<Guid>? RefusalToDecide(ExchangeChange change, out Guid authority)
    {
        var decision = policy.MayContribute(change.Actor, change.Context.Facts);
        authority = decision.Party ?? Guid.Empty;
        if (!decision.IsAllowed)
            return Outcome<Guid>.Forbidden(decision.Reasons);
        return change.Exchange.Phase == Phase.Closed ? null : Outcome<Guid>.Refused(new AccessReason("retention.not-closed"));
    }
}
