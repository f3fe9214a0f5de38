using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Features.Retention;

/// <content>Lets the parties shorten or extend the period for which personal data are kept.</content>
public sealed partial class RetentionService
{
    /// <summary>
    /// Declares in a party's name that it no longer needs the personal data. Once all parties have declared it, the next run hides them
    /// (Regulation (EU) No 1024/2012, Article 14(1)).
    /// </summary>
    /// <returns>The exchange's identifier; refused unless the exchange is closed.</returns>
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
                    part.Release(part.ReleasedAt ?? change.Now);
                if (Hosts(exchange).All(part => part.ReleasedAt is not null))
                    exchange.HideBy(Today);
                await change.CountAndRecordAsync(KernelActions.Released, authority, exchange.HideOn, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    /// <summary>
    /// Declares that the personal data are needed longer because of late activity: the period then counts from that activity, within the legal
    /// limits (Regulation (EU) No 1024/2012, Article 14).
    /// </summary>
    /// <returns>The exchange's identifier; refused unless the exchange is closed and late activity permits a later day.</returns>
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
                if (
                    RetentionDates.AfterDecision(exchange, change.Context.State.Retention ?? change.Context.Module.Retention) is not { } until
                    || until <= exchange.HideOn
                )
                    return Outcome<Guid>.Refused(new AccessReason("retention.nothing-to-decide"));
                exchange.HideBy(until);
                exchange.WarnAfter(Today);
                await change.CountAndRecordAsync(KernelActions.Kept, authority, until, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    private Outcome<Guid>? RefusalToDecide(ExchangeChange change, out Guid authority)
    {
        var decision = policy.MayContribute(change.Actor, change.Context.Access);
        authority = decision.Party ?? Guid.Empty;
        if (!decision.IsAllowed)
            return Outcome<Guid>.Forbidden(decision.Reasons);
        return change.Exchange.Phase == Phase.Closed ? null : Outcome<Guid>.Refused(new AccessReason("retention.not-closed"));
    }
}
