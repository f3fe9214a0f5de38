using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.BlockedData;

/// <content>Reads the requests for people and decides what they may see and do.</content>
public sealed partial class BlockedDataRequestService
{
    /// <summary>Gets the requests of one kind about an exchange and records the view in the journal.</summary>
    /// <returns>The requests; null if the person may not see them.</returns>
    public async Task<BlockedDataRequests?> ShowAsync(Guid id, BlockedDataRequestKind kind, Actor actor, CancellationToken cancellationToken)
    {
        if (await loader.NearAsync(id, actor, cancellationToken) is not { } context || !policy.SeesRequests(actor, context.Access))
            return null;
        var requests = await OfExchange(database, id, kind).AsNoTracking().ToListAsync(cancellationToken);
        using var cipher = requests.Count > 0 ? await vault.TryOpenAsync(id, cancellationToken) : null;
        var items = requests.ConvertAll(request => ViewOf(request, context, actor, cipher));
        var refusal = MayAsk(context, kind, actor);
        IReadOnlyList<AccessReason> notNow = refusal.Reasons;
        if (refusal.Party is { } own && requests.Exists(request => request.AuthorityId == own && IsActive(request)))
            notNow = [new AccessReason("blocked-data.already")];
        var authorities = await directory.FindAsync(
            [.. context.Exchange.Participations.Select(part => part.AuthorityId).Concat(requests.Select(request => request.AuthorityId)).Distinct()],
            cancellationToken
        );
        var people = await users.NamesAsync(
            requests.SelectMany(request => (Guid?[])[request.AskedById, request.DecidedById]).OfType<Guid>(),
            actor.Language,
            cancellationToken
        );
        database.ChangeTracker.Clear(); // The key that was opened; a transaction is not repeated after a fault if anything is tracked before it.
        await database.WriteAsync(stop => journal.AppendAsync(actor.UserId, refusal.Party, id, ViewEntry, kind.ToString(), stop), cancellationToken);
        return new BlockedDataRequests
        {
            Exchange = context.Exchange,
            Module = context.Module,
            Items = items,
            NotNow = notNow,
            Authorities = authorities,
            People = people,
        };
    }

    /// <summary>Gets the undecided requests of the authorities that a data-protection officer oversees, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingBlockedDataRequest>> WaitingAsync(Actor actor, CancellationToken cancellationToken) =>
        await WaitingQuery(database, policy.OverseenBy(actor)).ToListAsync(cancellationToken);

    internal static IQueryable<WaitingBlockedDataRequest> WaitingQuery(ImiDbContext database, IReadOnlyList<Guid> authorities) =>
        from request in database.Set<BlockedDataRequest>()
        where authorities.Contains(request.AuthorityId) && request.IsGranted == null
        join exchange in database.Set<Exchange>() on request.ExchangeId equals exchange.Id
        orderby request.Id
        select new WaitingBlockedDataRequest(exchange.Id, exchange.Number, exchange.Module, exchange.Procedure, request.Kind, request.Ground, request.AskedAt);

    private BlockedDataRequestView ViewOf(BlockedDataRequest request, ExchangeContext context, Actor actor, ExchangeCipher? cipher)
    {
        var state = StateOf(request, Today);
        var decides = policy.MayDecide(actor, context.Access, request.AskedById, request.AuthorityId).IsAllowed;
        var reads = cipher is not null && (decides || actor.UserId == request.AskedById || context.Access.IsReadBy(actor, request.AuthorityId));
        return new BlockedDataRequestView(
            request,
            state,
            reads ? cipher!.DecryptText(request.ReasonCipher, ReasonPurpose(request.Id)) : null,
            reads
                ? request.AnswerCipher.Length > 0
                    ? cipher!.DecryptText(request.AnswerCipher, AnswerPurpose(request.Id))
                    : ""
                : null,
            decides && state == BlockedDataRequestState.Waiting && NotNow(context.Exchange, request.Kind) is null,
            state == BlockedDataRequestState.Granted && request.Kind == BlockedDataRequestKind.Unblocking && EnderOf(request, context, actor) is not null
        );
    }

    /// <summary>
    /// Finds the authority in whose name the person may end an unblocking, as a handler of the asking authority or as a person who may decide;
    /// null if the person may not.
    /// </summary>
    private Guid? EnderOf(BlockedDataRequest request, ExchangeContext context, Actor actor) =>
        actor.Holds(request.AuthorityId, context.Exchange.Module, Role.Handler)
            ? request.AuthorityId
            : policy.MayDecide(actor, context.Access, request.AskedById, request.AuthorityId).Party;
}
