using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.BlockedData;

/// <content>What people see of the requests.</content>
public sealed partial class BlockedDataRequestService
{
    /// <summary>The requests of one kind about an exchange; null where the person may not see them. The journal notes the look.</summary>
    public async Task<BlockedDataRequests?> ShowAsync(Guid id, BlockedDataRequestKind kind, Actor actor, CancellationToken cancellationToken)
    {
        if (await SeenAsync(id, actor, cancellationToken) is not { } context)
            return null;
        var requests = await OfExchange(database, id, kind).AsNoTracking().ToListAsync(cancellationToken);
        using var cipher = requests.Count > 0 ? await vault.TryOpenAsync(id, cancellationToken) : null;
        var items = requests.ConvertAll(request => ViewOf(request, context, actor, cipher));
        var refusal = MayAsk(context, kind, actor);
        IReadOnlyList<AccessReason> notNow = refusal.Reasons;
        if (refusal.Party is { } own && requests.Exists(request => request.AuthorityId == own && Stands(request)))
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
        database.ChangeTracker.Clear();
        await database.WriteAsync(
            async stop =>
            {
                await journal.AppendAsync(actor.UserId, refusal.Party, id, Looked, kind.ToString(), stop);
                return true;
            },
            cancellationToken
        );
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

    /// <summary>The requests that wait for a data-protection officer: what people of the officer's own authorities asked.</summary>
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
        var decides = policy.MayDecide(actor, context.Facts, request.AskedById, request.AuthorityId).IsAllowed;
        var reads = cipher is not null && (decides || actor.UserId == request.AskedById || context.Facts.IsReadBy(actor, request.AuthorityId));
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

    /// <summary>In whose name a person may end a reading: a handler of the authority that reads, or whoever may decide.</summary>
    private Guid? EnderOf(BlockedDataRequest request, ExchangeContext context, Actor actor) =>
        actor.Holds(request.AuthorityId, context.Exchange.Module, Role.Handler)
            ? request.AuthorityId
            : policy.MayDecide(actor, context.Facts, request.AskedById, request.AuthorityId).Party;
}
