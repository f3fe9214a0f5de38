using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Starts exchanges, saves drafts and takes actions. Each call is one transaction: state, content, timeline, lists, notices and journal change together or
/// not at all, and a repeated submission changes them only once.
/// </summary>
public sealed partial class ExchangeService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    RecipientPolicy recipients,
    StandingReader standings,
    AccessPolicy policy,
    ExchangeVault vault,
    ExchangeStore loader,
    ContentStore content,
    ActionService actions,
    TimelineStore timelines,
    ExchangeTransactions transactions,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The journal records an automatic save only if the person's previous save is older than this, because each pause in typing saves.</summary>
    private static readonly TimeSpan JournalsAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>Saves a draft's answers and recipient as they are, complete or not.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="input">
    /// Reads the person's input, by the definition that the draft follows; an unsuccessful outcome is returned unchanged. It runs again after a collision.
    /// </param>
    /// <param name="revision">The revision that the person saw, to detect a conflict; null to skip the check.</param>
    /// <param name="isAutomatic">Whether the page saves while the person types; the journal then records only the first of several successive saves.</param>
    /// <param name="actor">The person who saves.</param>
    /// <param name="cancellationToken">Cancels the call before anything is saved.</param>
    /// <returns>The new revision.</returns>
    public Task<Outcome<int>> SaveDraftAsync(
        Guid id,
        Func<ExchangeBasis, Outcome<DraftInput>> input,
        int? revision,
        bool isAutomatic,
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
                var (context, exchange) = (change.Context, change.Exchange);
                transactions.Measure(change.Procedure, KernelActions.SaveDraft);
                var read = input(ExchangeBasis.Of(context));
                if (read.Value is not { } typed)
                    return read.As<int>();
                var recipient = typed.Recipient is { } chosen ? chosen.Authority : exchange.RecipientId;
                var all = typed.Kept.Where(context.Answers.Has).Aggregate(typed.Answers, (given, field) => given.With(field, context.Answers[field]!));
                var decision = policy.MayContribute(actor, context.Access);

                // A repeated save, such as after the browser's Stop button, is no conflict, because the draft already has these answers.
                if (
                    revision is not null
                    && exchange.Phase == Phase.Draft
                    && exchange.RecipientId == recipient
                    && all.ToJson() == context.Answers.ToJson()
                    && decision.IsAllowed
                )
                {
                    return Outcome<int>.Done(exchange.Revision);
                }

                if (await change.ConflictAsync<int>(revision, stop) is { } conflict)
                    return conflict;
                if (exchange.Phase != Phase.Draft)
                    return Outcome<int>.Refused(new AccessReason("exchange.not-a-draft"));
                if (!decision.IsAllowed)
                    return Outcome<int>.Forbidden(decision.Reasons);
                if (recipient is null)
                    exchange.WithoutRecipient();
                else if (recipient != exchange.RecipientId)
                {
                    var (found, wrong) = await recipients.OfRequestAsync(context.Procedure, exchange.SenderCountry, recipient.Value, "recipient", stop);
                    if (found is null)
                        return Outcome<int>.Invalid(wrong!);
                    exchange.HandTo(found);
                }

                var before = content.ReplaceForm(change, all);
                exchange.CountChange();
                exchange.Reach(context.Procedure, context.State, context.Module.Retention, change.Now);
                if (!isAutomatic || before.Author != actor.UserId || change.Now - before.At > JournalsAgainAfter)
                    await journal.AppendAsync(actor.UserId, decision.Party, id, KernelActions.SaveDraft, "", stop);
                return Outcome<int>.Done(exchange.Revision);
            },
            cancellationToken
        );

    /// <summary>Takes an action of the procedure with input that is already read.</summary>
    /// <returns>The id of the exchange.</returns>
    public Task<Outcome<Guid>> ActAsync(Guid id, ActionRequest request, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ActAsync(id, request.Action, _ => Outcome<ActionRequest>.Done(request), actor, key, cancellationToken);

    /// <summary>Takes an action of the procedure.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="name">The name of the action.</param>
    /// <param name="read">
    /// Reads the person's input, by the definition that the exchange follows; an unsuccessful outcome is returned unchanged. It runs again after a
    /// collision.
    /// </param>
    /// <param name="actor">The person who acts.</param>
    /// <param name="key">The key by which a repeated submission takes effect only once; null for none.</param>
    /// <param name="cancellationToken">Cancels the call before anything is done.</param>
    /// <returns>The id of the exchange.</returns>
    public Task<Outcome<Guid>> ActAsync(
        Guid id,
        string name,
        Func<ExchangeBasis, Outcome<ActionRequest>> read,
        Actor actor,
        SubmissionKey? key,
        CancellationToken cancellationToken
    ) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"act {id} {name}",
            async (change, stop) =>
            {
                if (change.Procedure.Action(name) is not { } action)
                    return Outcome<Guid>.Refused(new AccessReason("exchange.unknown-action", "action", name));
                transactions.Measure(change.Procedure, PolicyActions.Entry(name));
                var input = read(ExchangeBasis.Of(change.Context));
                if (input.Value is not { } request)
                    return input.As<Guid>();
                if (await change.ConflictAsync<Guid>(request.Revision, stop) is { } conflict)
                    return conflict;
                var offer = actions.Offer(change.Context, actor, action);
                if (offer.Forbidden is { Count: > 0 } forbidden)
                    return Outcome<Guid>.Forbidden(forbidden);
                if (offer.Unfit is { } unfit)
                    return Outcome<Guid>.Refused(unfit);
                if (await actions.TakeAsync(change, action, request, offer.Authority!.Value, stop) is { } notTaken)
                    return notTaken;
                if (!action.DoesVerb(Verb.DeleteDraft))
                    await ActionDraftService.RemoveAsync(database, id, name, actor, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    /// <summary>Takes, in the platform's own name, the action that the state of an exchange prescribes after its last day, if that day has passed.</summary>
    internal Task<Outcome<bool>> EndPeriodAsync(Guid id, CancellationToken cancellationToken) =>
        transactions.ChangeAsPlatformAsync(
            id,
            async (change, stop) =>
            {
                var context = change.Context;
                if (context.Exchange.PlatformActsFrom is not { } from || from > context.Today || context.Access.IsContentLost)
                    return Outcome<bool>.NotFound;
                if (context.Exchange.AskFollowUps(context.Procedure, change.Now))
                {
                    await change.RecordAsync(KernelActions.FollowUpAsked, context.Exchange.State, Guid.Empty, null, stop);
                    return Outcome<bool>.Done(true); // If the last day of the state has passed as well, the next run takes the action.
                }

                var isDue = context.State.Then is not null && context.Exchange.DueOn < context.Today;
                var clock = isDue ? null : context.Exchange.EndedClock(context.Procedure, context.State, context.Today);
                if (
                    (isDue ? context.State.Then : clock?.Then) is not { } then
                    || context.Procedure.Action(then) is not { } action
                    || action.When?.Holds(context) == false
                )
                    return Outcome<bool>.NotFound;
                if (clock is not null)
                    context.Exchange.EndClock(clock.Name);
                transactions.Measure(context.Procedure, PolicyActions.Entry(action.Name));
                await actions.TakeForPlatformAsync(change, action, stop);
                return Outcome<bool>.Done(true);
            },
            cancellationToken
        );
}
