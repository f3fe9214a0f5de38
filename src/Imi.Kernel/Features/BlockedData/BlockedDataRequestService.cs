using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.BlockedData;

/// <summary>
/// Lets one person ask to read hidden personal data or to delete them early, and a second person decide (Regulation (EU)
/// No 1024/2012, Article 14(3) and (5)). Every step appears in the timeline of the exchange.
/// </summary>
public sealed partial class BlockedDataRequestService(
    ImiDbContext database,
    ExchangeStore loader,
    ExchangeTransactions transactions,
    ExchangeVault vault,
    AccessPolicy policy,
    AuthorityDirectory directory,
    UserService users,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The longest unblocking in days.</summary>
    public const int LongestReading = 30;

    /// <summary>The longest justification in characters.</summary>
    public const int LongestReason = 2_000;

    /// <summary>The journal's word for a view of the requests.</summary>
    internal const string ViewEntry = "retention-requests";

    internal const string PurposePrefix = "unblocking:";

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Makes a request in the name of the person's authority.</summary>
    /// <returns>
    /// The request's identifier; refused if the phase does not allow it, or while a request of the same kind and authority waits or is in force.
    /// </returns>
    public Task<Outcome<Guid>> AskAsync(Guid id, NewBlockedDataRequest asked, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            $"ask {id} {asked}",
            actor,
            key,
            async (change, stop) =>
            {
                var context = change.Context;
                var decision = policy.MayAskForDecision(actor, context.Access);
                if (decision.Party is not { } authority)
                    return Outcome<Guid>.Forbidden(decision.Reasons);
                if (NotNow(context.Exchange, asked.Kind) is { } reason)
                    return Outcome<Guid>.Refused(reason);
                if ((await OfExchange(database, id, asked.Kind).Where(request => request.AuthorityId == authority).ToListAsync(stop)).Exists(IsActive))
                    return Outcome<Guid>.Refused(new AccessReason("blocked-data.already"));
                if (Errors(asked) is { Count: > 0 } errors)
                    return Outcome<Guid>.Invalid(errors);
                var now = time.GetUtcNow();
                var requestId = OrderedId.Next(now);
                using var cipher = await vault.TryOpenAsync(id, stop);
                if (cipher is null)
                    return Outcome<Guid>.Refused(new AccessReason("access.content-unreadable"));
                database
                    .Set<BlockedDataRequest>()
                    .Add(
                        new BlockedDataRequest(
                            requestId,
                            id,
                            asked.Kind,
                            asked.Ground!.Value,
                            asked.Kind == BlockedDataRequestKind.Unblocking ? asked.Days!.Value : 0,
                            cipher.EncryptText(FormEngine.CleanText(asked.Reason), ReasonPurpose(requestId)),
                            actor.UserId,
                            authority,
                            now.UtcDateTime
                        )
                    );
                await change.CountAndRecordAsync(What(asked.Kind, KernelActions.UnblockingAsked, KernelActions.EarlyDeletionAsked), authority, null, stop);
                return Outcome<Guid>.Done(requestId);
            },
            cancellationToken
        );

    /// <summary>Grants or refuses a request of another person. A grant takes effect at once.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="isGranted">Whether it is granted.</param>
    /// <param name="answer">The explanation; a refusal requires one.</param>
    /// <param name="actor">The person who decides.</param>
    /// <param name="key">The key that makes a repeated submission harmless; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request's identifier; refused if it is already decided or the phase no longer allows it.</returns>
    public Task<Outcome<Guid>> DecideAsync(
        Guid id,
        Guid requestId,
        bool isGranted,
        string answer,
        Actor actor,
        SubmissionKey? key,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            $"decide {requestId} {isGranted} {answer}",
            actor,
            key,
            async (change, stop) =>
            {
                var context = change.Context;
                if (await FindAsync(id, requestId, stop) is not { } request)
                    return Outcome<Guid>.NotFound;
                var decision = policy.MayDecide(actor, context.Access, request.AskedById, request.AuthorityId);
                if (decision.Party is not { } authority)
                    return Outcome<Guid>.Forbidden(decision.Reasons);
                if (request.IsGranted is not null)
                    return Outcome<Guid>.Refused(new AccessReason("blocked-data.decided"));
                if (NotNow(context.Exchange, request.Kind) is { } reason)
                    return Outcome<Guid>.Refused(reason);
                var said = FormEngine.CleanText(answer);
                if (TextChecks.Lines("answer", said, LongestReason, isRequired: !isGranted) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                DateOnly? until = isGranted ? Apply(context.Exchange, request) : null;
                using var cipher = await vault.TryOpenAsync(id, stop);
                if (cipher is null)
                    return Outcome<Guid>.Refused(new AccessReason("access.content-unreadable"));
                request.Decide(isGranted, until, said.Length > 0 ? cipher.EncryptText(said, AnswerPurpose(requestId)) : [], actor.UserId, change.Now);
                var what = isGranted
                    ? What(request.Kind, KernelActions.UnblockingGranted, KernelActions.EarlyDeletionGranted)
                    : What(request.Kind, KernelActions.UnblockingRefused, KernelActions.EarlyDeletionRefused);
                await change.CountAndRecordAsync(what, authority, until, stop);
                return Outcome<Guid>.Done(requestId);
            },
            cancellationToken
        );

    /// <summary>Ends an unblocking before its last day.</summary>
    /// <returns>The request's identifier; refused if no unblocking is in force.</returns>
    public Task<Outcome<Guid>> EndAsync(Guid id, Guid requestId, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            $"end {requestId}",
            actor,
            key,
            async (change, stop) =>
            {
                if (await FindAsync(id, requestId, stop) is not { } request)
                    return Outcome<Guid>.NotFound;
                if (EnderOf(request, change.Context, actor) is not { } authority)
                    return Outcome<Guid>.Forbidden([new AccessReason("access.needs-party-handler")]);
                if (StateOf(request, Today) != BlockedDataRequestState.Granted || request.Kind != BlockedDataRequestKind.Unblocking)
                    return Outcome<Guid>.Refused(new AccessReason("blocked-data.decided"));
                UnblockingEndService.End(change.Exchange, request, change.Now);
                await change.CountAndRecordAsync(KernelActions.UnblockingEnded, authority, null, stop);
                return Outcome<Guid>.Done(requestId);
            },
            cancellationToken
        );

    internal static IQueryable<BlockedDataRequest> OfExchange(ImiDbContext database, Guid id, BlockedDataRequestKind kind) =>
        database.Set<BlockedDataRequest>().Where(request => request.ExchangeId == id && request.Kind == kind).OrderByDescending(request => request.Id);

    /// <summary>Computes the state of a request on a day.</summary>
    internal static BlockedDataRequestState StateOf(BlockedDataRequest request, DateOnly today) =>
        request switch
        {
            { IsGranted: null } => BlockedDataRequestState.Waiting,
            { IsGranted: false } => BlockedDataRequestState.Refused,
            { EndedAt: not null } => BlockedDataRequestState.Ended,
            _ => request.Until < today ? BlockedDataRequestState.Ended : BlockedDataRequestState.Granted,
        };

    /// <summary>Returns whether a request waits for its decision or is in force.</summary>
    private bool IsActive(BlockedDataRequest request) => StateOf(request, Today) is BlockedDataRequestState.Waiting or BlockedDataRequestState.Granted;

    /// <summary>Applies a grant: unblocks the data for the asking authority, at most until the day before deletion, or sets the day of deletion.</summary>
    /// <returns>The last day on which the data may be read, or the day of deletion.</returns>
    private DateOnly Apply(Exchange exchange, BlockedDataRequest request)
    {
        if (request.Kind == BlockedDataRequestKind.EarlyDeletion)
        {
            exchange.DeleteBy(Today);
            return Today;
        }

        var until = Today.AddDays(request.Days);
        if (exchange.DeleteOn is { } deleteOn && deleteOn > Today && deleteOn <= until)
            until = deleteOn.AddDays(-1);
        foreach (var part in exchange.Participations.Where(part => part.IsHost && part.AuthorityId == request.AuthorityId))
            part.Unblock(until, $"{PurposePrefix}{request.Ground}:{request.Id}");
        return until;
    }

    private AccessDecision MayAsk(ExchangeContext context, BlockedDataRequestKind kind, Actor actor) =>
        NotNow(context.Exchange, kind) is { } reason ? AccessDecision.Refused(reason) : policy.MayAskForDecision(actor, context.Access);

    private static AccessReason? NotNow(Exchange exchange, BlockedDataRequestKind kind) =>
        (kind, exchange.Phase) switch
        {
            (BlockedDataRequestKind.Unblocking, Phase.Hidden) or (BlockedDataRequestKind.EarlyDeletion, Phase.Closed or Phase.Hidden) => null,
            (BlockedDataRequestKind.Unblocking, _) => new AccessReason("blocked-data.only-hidden"),
            _ => new AccessReason("blocked-data.only-closed"),
        };

    private static List<FieldError> Errors(NewBlockedDataRequest asked)
    {
        var errors = new List<FieldError>();
        var isReading = asked.Kind == BlockedDataRequestKind.Unblocking;
        if (asked.Ground is not { } ground || (ground == BlockedDataGround.Consent) == isReading)
            errors.Add(FieldError.Required("ground"));
        if (asked.Ground is BlockedDataGround.Proof or BlockedDataGround.Consent && !asked.HasConsent)
            errors.Add(new FieldError("consent", "blocked-data.consent-needed"));
        var reason = FormEngine.CleanText(asked.Reason);
        if (TextChecks.Lines("reason", reason, LongestReason, isRequired: true) is { } wrong)
            errors.Add(wrong);
        if (isReading && asked.Days is not (>= 1 and <= LongestReading))
            errors.Add(new FieldError("days", "blocked-data.days", "most", LongestReading));
        return errors;
    }

    /// <summary>Changes an exchange about whose data the person may see the requests.</summary>
    private Task<Outcome<Guid>> ChangeAsync(
        Guid id,
        string fingerprint,
        Actor actor,
        SubmissionKey? key,
        Func<ExchangeChange, CancellationToken, Task<Outcome<Guid>>> change,
        CancellationToken cancellationToken
    ) => transactions.ChangeAsync(id, actor, key, fingerprint, change, cancellationToken, isFound: facts => policy.SeesRequests(actor, facts));

    private Task<BlockedDataRequest?> FindAsync(Guid id, Guid requestId, CancellationToken cancellationToken) =>
        database.Set<BlockedDataRequest>().FirstOrDefaultAsync(request => request.Id == requestId && request.ExchangeId == id, cancellationToken);

    private static string What(BlockedDataRequestKind kind, string unblocking, string earlyDeletion) =>
        kind == BlockedDataRequestKind.Unblocking ? unblocking : earlyDeletion;

    private static string ReasonPurpose(Guid request) => $"request/{request}";

    private static string AnswerPurpose(Guid request) => $"request/{request}/answer";
}
