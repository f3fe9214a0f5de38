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
        transactions.RunAsync(
            actor,
            key,
            id,
            $"release {id}",
            cancellationToken,
            async stop =>
            {
                var (context, authority, refusal) = await PartyAsync(id, actor, stop);
                if (refusal is not null)
                    return refusal;
                var exchange = context!.Exchange;
                foreach (var part in Hosts(exchange).Where(part => part.AuthorityId == authority))
                    part.ReleasedAt ??= time.GetUtcNow().UtcDateTime;
                if (Hosts(exchange).All(part => part.ReleasedAt is not null))
                    RetentionDates.HideBy(exchange, Today);
                await RecordAsync(context, KernelActions.Released, actor, authority, exchange.HideOn, stop);
                return Outcome<Guid>.Done(id);
            }
        );

    /// <summary>
    /// Declares that the personal data are needed longer because of late activity: the period then counts from that activity, within the legal
    /// limits (Regulation (EU) No 1024/2012, Article 14).
    /// </summary>
    /// <returns>The exchange's identifier; refused unless the exchange is closed and late activity permits a later day.</returns>
    public Task<Outcome<Guid>> KeepAsync(Guid id, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            id,
            $"keep {id}",
            cancellationToken,
            async stop =>
            {
                var (context, authority, refusal) = await PartyAsync(id, actor, stop);
                if (refusal is not null)
                    return refusal;
                var exchange = context!.Exchange;
                if (RetentionDates.AfterDecision(exchange, context.Module.Retention) is not { } until || until <= exchange.HideOn)
                    return Outcome<Guid>.Refused(new AccessReason("retention.nothing-to-decide"));
                RetentionDates.HideBy(exchange, until);
                exchange.WarnOn = RetentionDates.NextWarning(exchange, Today);
                await RecordAsync(context, KernelActions.Kept, actor, authority, until, stop);
                return Outcome<Guid>.Done(id);
            }
        );

    private async Task<(ExchangeContext? Context, Guid Authority, Outcome<Guid>? Refusal)> PartyAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return (null, default, Outcome<Guid>.NotFound);
        var decision = policy.MayContribute(actor, context.Facts);
        if (!decision.IsAllowed)
            return (context, default, Outcome<Guid>.Forbidden(decision.Reasons));
        return context.Exchange.Phase == Phase.Closed
            ? (context, decision.Party!.Value, null)
            : (context, default, Outcome<Guid>.Refused(new AccessReason("retention.not-closed")));
    }
}
