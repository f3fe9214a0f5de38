using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Exchanges;

/// <summary>One change of an exchange inside its write transaction: the exchange as loaded, the person who changes it, and the record of it.</summary>
internal sealed class ExchangeChange(ExchangeContext context, Actor actor, AccessPolicy policy, TimelineStore timelines, TimeProvider time)
{
    public ExchangeContext Context => context;

    public Exchange Exchange => context.Exchange;

    public Procedure Procedure => context.Procedure;

    public Actor Actor => actor;

    /// <summary>The cipher of the exchange.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Nobody may read the content now, or its key is lost.</exception>
    public ExchangeCipher Cipher => context.Cipher;

    /// <summary>The time of the change, UTC.</summary>
    public DateTime Now { get; } = time.GetUtcNow().UtcDateTime;

    /// <summary>Checks that the person may add to the exchange now.</summary>
    /// <param name="mayBeDraft">Whether a draft can be added to as well.</param>
    /// <param name="authority">The authority on whose behalf the person adds; only without a refusal.</param>
    /// <returns>The refusal; null if the person may.</returns>
    public Outcome<T>? RefusalToAdd<T>(bool mayBeDraft, out Guid authority)
    {
        var decision = policy.MayContribute(actor, context.Access);
        authority = decision.Party ?? Guid.Empty;
        if (!decision.IsAllowed)
            return Outcome<T>.Forbidden(decision.Reasons);
        return Exchange.Phase == Phase.Open || (mayBeDraft && Exchange.Phase == Phase.Draft) ? null : Outcome<T>.Refused(new AccessReason("exchange.not-open"));
    }

    /// <summary>Returns what others did since the revision that the person saw; null if it is the current one or the person named none.</summary>
    public async Task<Outcome<T>?> ConflictAsync<T>(int? seen, CancellationToken cancellationToken) =>
        seen is { } revision && revision != Exchange.Revision ? await timelines.ConflictAsync<T>(Exchange, revision, cancellationToken) : null;

    /// <summary>Records something that moved or changed the exchange: timeline, reactions, journal. The last step of a change.</summary>
    public Task RecordAsync(string what, string fromState, Guid authority, Action<TimelineEntry>? complete, CancellationToken cancellationToken) =>
        timelines.RecordAsync(
            Exchange,
            what,
            fromState,
            actor,
            authority,
            entry =>
            {
                entry.ThroughId = context.Access.Through(actor, authority);
                complete?.Invoke(entry);
            },
            cancellationToken
        );

    /// <summary>
    /// Counts the change and records it, with a date or none: timeline, reactions, journal. For a change that lists do not show. The last step of a change.
    /// </summary>
    public Task CountAndRecordAsync(string what, Guid authority, DateOnly? date, CancellationToken cancellationToken)
    {
        Exchange.CountChange();
        return RecordAsync(what, Exchange.State, authority, entry => entry.Date = date, cancellationToken);
    }

    /// <summary>Records something that was added to the exchange or taken away: timeline, reactions, journal. The last step of a change.</summary>
    public Task RecordAdditionAsync(string what, Guid authority, Action<TimelineEntry> complete, CancellationToken cancellationToken)
    {
        Exchange.Touch(Now);
        return RecordAsync(what, Exchange.State, authority, complete, cancellationToken);
    }
}
