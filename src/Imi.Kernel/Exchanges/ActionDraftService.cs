using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Stores action drafts, each visible only to its author, until the author sends or discards them.</summary>
public sealed class ActionDraftService(
    ImiDbContext database,
    ExchangeStore loader,
    ActionService actions,
    AccessPolicy policy,
    ExchangeTransactions transactions
)
{
    /// <summary>Saves a person's input for an action that the person may take now. Replaces the draft that was saved before.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="action">The action of the procedure, or <see cref="KernelActions.Message"/>.</param>
    /// <param name="read">Reads the input, by the definition that the exchange follows. It runs again after a collision.</param>
    /// <param name="submission">The key under which the page will send it, so that a save that arrives after sending stores nothing. Null for none.</param>
    /// <param name="actor">The author.</param>
    /// <param name="cancellationToken">Cancels the call before anything is saved.</param>
    /// <returns>When it was saved, UTC; refused or forbidden if the person may not take the action now.</returns>
    public Task<Outcome<DateTime>> SaveAsync(
        Guid id,
        string action,
        Func<ExchangeBasis, ActionDraftContent> read,
        string? submission,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        transactions.ChangeAsync(
            id,
            actor,
            null,
            "",
            async (change, stop) =>
            {
                if (change.Context.Access.IsContentLost)
                    return Outcome<DateTime>.NotFound;
                if (RefusalOf(change.Context, action, actor) is { } refusal)
                    return refusal;
                var now = change.Now;
                if (submission is not null && await transactions.WasSentAsync(actor, submission, stop))
                    return Outcome<DateTime>.Done(now);
                var draft = await database.Set<ActionDraft>().FindAsync([id, actor.UserId, action], stop);
                if (draft is null)
                    database.Set<ActionDraft>().Add(draft = new ActionDraft(id, actor.UserId, action));
                draft.Save(change.Cipher.EncryptText(read(ExchangeBasis.Of(change.Context)).ToJson(), PurposeOf(actor.UserId, action)), now);
                return Outcome<DateTime>.Done(now);
            },
            cancellationToken
        );

    /// <summary>Finds a person's draft of an action; null if there is none, or if the person can no longer see the content of the exchange.</summary>
    public async Task<SavedActionDraft?> FindAsync(Guid id, string action, Actor actor, CancellationToken cancellationToken)
    {
        var draft = await database
            .Set<ActionDraft>()
            .AsNoTracking()
            .FirstOrDefaultAsync(one => one.ExchangeId == id && one.UserId == actor.UserId && one.Action == action, cancellationToken);
        if (draft is null || await loader.SeenAsync(id, actor, cancellationToken) is not { } context || !policy.SightOf(actor, context.Access).ShowsCourse())
            return null;
        return context.OpenCipher is not { } cipher
            ? null
            : new SavedActionDraft(ActionDraftContent.FromJson(cipher.DecryptText(draft.Cipher, PurposeOf(actor.UserId, action))), draft.SavedAt);
    }

    /// <summary>Lists the actions of an exchange for which a person has a draft, the last saved first.</summary>
    public async Task<IReadOnlyList<StartedAction>> BegunAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        await database
            .Set<ActionDraft>()
            .Where(one => one.ExchangeId == id && one.UserId == actor.UserId)
            .OrderByDescending(one => one.SavedAt)
            .Select(one => new StartedAction(one.Action, one.SavedAt))
            .ToListAsync(cancellationToken);

    /// <summary>Deletes a person's draft of an action; does nothing if there is none.</summary>
    public Task DiscardAsync(Guid id, string action, Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync(stop => RemoveAsync(database, id, action, actor, stop), cancellationToken);

    /// <summary>Marks a draft for deletion, which happens when the caller saves its changes.</summary>
    internal static async Task RemoveAsync(ImiDbContext database, Guid id, string action, Actor actor, CancellationToken cancellationToken)
    {
        if (await database.Set<ActionDraft>().FindAsync([id, actor.UserId, action], cancellationToken) is { } draft)
            database.Set<ActionDraft>().Remove(draft);
    }

    private Outcome<DateTime>? RefusalOf(ExchangeContext context, string action, Actor actor)
    {
        if (action == KernelActions.Message)
        {
            var decision = policy.MayContribute(actor, context.Access);
            if (!decision.IsAllowed)
                return Outcome<DateTime>.Forbidden(decision.Reasons);
            return context.Exchange.Phase == Phase.Open ? null : Outcome<DateTime>.Refused(new AccessReason("exchange.not-open"));
        }

        if (context.Procedure.Action(action) is not { } definition)
            return Outcome<DateTime>.NotFound;
        var offer = actions.Offer(context, actor, definition);
        if (offer.Forbidden is { Count: > 0 } forbidden)
            return Outcome<DateTime>.Forbidden(forbidden);
        return offer.Unfit is { } unfit ? Outcome<DateTime>.Refused(unfit) : null;
    }

    private static string PurposeOf(Guid person, string action) => $"action-draft/{person}/{action}";
}
