using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Retention;

/// <summary>Lets the parties decide about the retention of an exchange: release, longer need, and legal holds for a court or an audit.</summary>
public sealed partial class RetentionService(
    ImiDbContext database,
    ExchangeStore loader,
    ExchangeTransactions transactions,
    ExchangeVault vault,
    AccessPolicy policy,
    TimeProvider time
)
{
    /// <summary>The longest reason in characters.</summary>
    public const int LongestReason = 1_000;

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Gets the retention of an exchange and what the person may do about it.</summary>
    /// <returns>The retention; null if the person may not see the exchange.</returns>
    public async Task<ExchangeRetention?> ShowAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await loader.SeenAsync(id, actor, cancellationToken) is not { } context || policy.SightOf(actor, context.Access) == Sight.Informed)
            return null;
        var exchange = context.Exchange;
        var hosts = Hosts(exchange).ToList();
        var mayContribute = exchange.Phase == Phase.Closed && policy.MayContribute(actor, context.Access).IsAllowed;
        var mayHold = MayBeHeld(exchange) && policy.MayHold(actor, context.Access).IsAllowed;
        var periods = context.State.Retention ?? context.Module.Retention;
        var keepUntil = mayContribute ? RetentionDates.AfterDecision(exchange, periods) : null;
        return new ExchangeRetention
        {
            Phase = exchange.Phase,
            HideOn = exchange.HideOn,
            DeleteOn = exchange.DeleteOn,
            Periods = periods,
            Holds = await HoldsAsync(id, mayHold, cancellationToken),
            Released = [.. hosts.Where(part => part.ReleasedAt is not null).Select(part => part.AuthorityId).Distinct()],
            Needing = [.. hosts.Where(part => part.ReleasedAt is null).Select(part => part.AuthorityId).Distinct()],
            MayHold = mayHold,
            MayRelease = mayContribute && hosts.Exists(part => part.ReleasedAt is null && context.Access.IsReadBy(actor, part.AuthorityId)),
            MayKeepUntil = keepUntil > exchange.HideOn ? keepUntil : null,
        };
    }

    /// <summary>Gets the legal holds in force on an exchange, without their reasons. The caller checks access.</summary>
    public async Task<IReadOnlyList<HoldView>> StandingAsync(Guid id, CancellationToken cancellationToken) =>
        await StandingQuery(database, id).ToListAsync(cancellationToken);

    /// <summary>Places a legal hold on an exchange.</summary>
    /// <returns>The hold's identifier; refused for drafts and deleted exchanges.</returns>
    public Task<Outcome<Guid>> HoldAsync(Guid id, NewHold hold, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"hold {id}",
            async (change, stop) =>
            {
                if (RefusalToHold(change, out var authority) is { } refusal)
                    return refusal;
                var reason = FormEngine.CleanText(hold.Reason);
                var errors = new List<FieldError>();
                if (TextChecks.Lines("reason", reason, LongestReason, isRequired: true) is { } unfit)
                    errors.Add(unfit);
                if (WrongReview(hold.ReviewOn) is { } wrong)
                    errors.Add(wrong);
                if (errors.Count > 0)
                    return Outcome<Guid>.Invalid(errors);
                var now = time.GetUtcNow();
                var holdId = OrderedId.Next(now);
                using var cipher = await vault.TryOpenAsync(id, stop);
                if (cipher is null)
                    return Outcome<Guid>.Refused(new AccessReason("access.content-unreadable"));
                database
                    .Set<RetentionHold>()
                    .Add(
                        new RetentionHold(
                            holdId,
                            id,
                            hold.Ground,
                            cipher.EncryptText(reason, Purpose(holdId)),
                            actor.UserId,
                            authority,
                            now.UtcDateTime,
                            hold.ReviewOn!.Value
                        )
                    );
                await change.CountAndRecordAsync(KernelActions.Hold, authority, hold.ReviewOn, stop);
                return Outcome<Guid>.Done(holdId);
            },
            cancellationToken
        );

    /// <summary>Confirms a legal hold after a review and sets the day of the next review.</summary>
    /// <returns>The hold's identifier; not found if it is not in force.</returns>
    public Task<Outcome<Guid>> ReviewAsync(Guid id, Guid hold, DateOnly? reviewOn, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            hold,
            $"review {hold} {reviewOn:O}",
            KernelActions.HoldReviewed,
            actor,
            key,
            standing =>
            {
                if (WrongReview(reviewOn) is { } wrong)
                    return wrong;
                standing.ReviewOn = reviewOn!.Value;
                return null;
            },
            cancellationToken
        );

    /// <summary>Lifts a legal hold. Retention then deletes the content on its day, or with the next run if the day has passed.</summary>
    /// <returns>The hold's identifier; not found if it is not in force.</returns>
    public Task<Outcome<Guid>> LiftAsync(Guid id, Guid hold, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            hold,
            $"lift {hold}",
            KernelActions.HoldLifted,
            actor,
            key,
            standing =>
            {
                standing.EndedAt = time.GetUtcNow().UtcDateTime;
                return null;
            },
            cancellationToken
        );

    internal static IQueryable<HoldView> StandingQuery(ImiDbContext database, Guid id) =>
        database
            .Set<RetentionHold>()
            .Where(hold => hold.ExchangeId == id && hold.EndedAt == null)
            .Select(hold => new HoldView(hold.Id, hold.Ground, null, hold.AuthorityId, hold.At, hold.ReviewOn, hold.EndedAt));

    private Task<Outcome<Guid>> ChangeAsync(
        Guid id,
        Guid hold,
        string fingerprint,
        string what,
        Actor actor,
        SubmissionKey? key,
        Func<RetentionHold, FieldError?> decide,
        CancellationToken cancellationToken
    ) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            fingerprint,
            async (change, stop) =>
            {
                if (RefusalToHold(change, out var authority) is { } refusal)
                    return refusal;
                if (
                    await database.Set<RetentionHold>().FirstOrDefaultAsync(one => one.Id == hold && one.ExchangeId == id && one.EndedAt == null, stop)
                    is not { } standing
                )
                    return Outcome<Guid>.NotFound;
                if (decide(standing) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                await change.CountAndRecordAsync(what, authority, standing.EndedAt is null ? standing.ReviewOn : null, stop);
                return Outcome<Guid>.Done(hold);
            },
            cancellationToken
        );

    private Outcome<Guid>? RefusalToHold(ExchangeChange change, out Guid authority)
    {
        var decision = policy.MayHold(change.Actor, change.Context.Access);
        authority = decision.Party ?? Guid.Empty;
        if (!decision.IsAllowed)
            return Outcome<Guid>.Forbidden(decision.Reasons);
        return MayBeHeld(change.Exchange) ? null : Outcome<Guid>.Refused(new AccessReason("retention.nothing-to-hold"));
    }

    private FieldError? WrongReview(DateOnly? reviewOn)
    {
        if (reviewOn is not { } day)
            return FieldError.Required("reviewOn");
        return day <= Today || day > Today.AddYears(1) ? new FieldError("reviewOn", "retention.review-within-a-year") : null;
    }

    private async Task<IReadOnlyList<HoldView>> HoldsAsync(Guid id, bool withReasons, CancellationToken cancellationToken)
    {
        var holds = await database
            .Set<RetentionHold>()
            .AsNoTracking()
            .Where(hold => hold.ExchangeId == id)
            .OrderByDescending(hold => hold.Id)
            .ToListAsync(cancellationToken);
        if (holds.Count == 0)
            return [];
        using var cipher = withReasons ? await vault.TryOpenAsync(id, cancellationToken) : null;
        return
        [
            .. holds.Select(hold => new HoldView(
                hold.Id,
                hold.Ground,
                cipher?.DecryptText(hold.ReasonCipher, Purpose(hold.Id)),
                hold.AuthorityId,
                hold.At,
                hold.ReviewOn,
                hold.EndedAt
            )),
        ];
    }

    private static bool MayBeHeld(Exchange exchange) => exchange.Phase is Phase.Open or Phase.Closed or Phase.Hidden;

    private static IEnumerable<Participation> Hosts(Exchange exchange) =>
        exchange.Participations.Where(part => part.IsHost && !exchange.IsKeptFrom(part.Capacity));

    private static string Purpose(Guid hold) => $"hold/{hold}";
}
