using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Exchanges;

/// <summary>Loads exchanges for people who add to them without moving them, and records what they did.</summary>
public sealed class ContributionStore(ExchangeStore loader, AccessPolicy policy, TimelineStore timelines, TimeProvider time)
{
    /// <summary>The exchange with the authority in whose name the person may add to it now, or why not.</summary>
    internal async Task<(ExchangeContext? Context, Guid Authority, Outcome<Guid>? Refusal)> LoadAsync(
        Guid id,
        Actor actor,
        bool mayBeDraft,
        CancellationToken cancellationToken
    )
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context)
            return (null, default, Outcome<Guid>.NotFound);
        var decision = policy.MayContribute(actor, context.Facts);
        if (!decision.IsAllowed)
            return (context, default, Outcome<Guid>.Forbidden(decision.Reasons));
        return context.Exchange.Phase == Phase.Open || (mayBeDraft && context.Exchange.Phase == Phase.Draft)
            ? (context, decision.Party!.Value, null)
            : (context, default, Outcome<Guid>.Refused(new AccessReason("exchange.not-open")));
    }

    /// <summary>Records what was added or taken away: timeline, reactions, journal. The last thing of a transaction.</summary>
    internal Task RecordAsync(
        ExchangeContext context,
        string what,
        Actor actor,
        Guid authority,
        Action<TimelineEntry> complete,
        CancellationToken cancellationToken
    )
    {
        context.Exchange.UpdatedAt = time.GetUtcNow().UtcDateTime;
        ExchangeMoves.Refresh(context.Exchange);
        return timelines.RecordAsync(
            context.Exchange,
            what,
            context.Exchange.State,
            actor,
            authority,
            entry =>
            {
                entry.ThroughId = context.Facts.Through(actor, authority);
                complete(entry);
            },
            cancellationToken
        );
    }
}
