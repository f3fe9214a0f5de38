using Imi.Kernel.Definitions.Modules;
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
/// Begins exchanges, keeps drafts and takes actions. Each call is one transaction: state, content, timeline, lists, notices
/// and journal change together or not at all, and the same submission twice changes them once.
/// </summary>
public sealed partial class ExchangeService(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    AuthorityDirectory directory,
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
    /// <summary>The journal notes who writes a draft, not each pause in their typing.</summary>
    private static readonly TimeSpan JournalsAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>Begins a draft; its answers may be incomplete or wrong.</summary>
    /// <returns>The exchange's identity.</returns>
    public Task<Outcome<Guid>> CreateAsync(NewExchange request, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            null,
            $"create {request.Module}/{request.Procedure}",
            cancellationToken,
            async stop =>
            {
                var (exchange, refusal) = await BeginAsync(request, null, actor, stop);
                return refusal ?? Outcome<Guid>.Done(exchange!.Id);
            }
        );

    /// <summary>Keeps a draft's answers and recipient as they are, complete or not.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="answers">All answers as typed.</param>
    /// <param name="recipient">The authority to be asked; null for none.</param>
    /// <param name="revision">The revision that the person saw; null not to look.</param>
    /// <param name="kept">Fields whose answers stay as they are: the person was not shown them; null for none.</param>
    /// <param name="actor">Who saves.</param>
    /// <param name="cancellationToken">Ends the call before anything is kept.</param>
    /// <returns>The new revision.</returns>
    public Task<Outcome<int>> SaveDraftAsync(
        Guid id,
        Answers answers,
        Guid? recipient,
        int? revision,
        IReadOnlyCollection<string>? kept,
        Actor actor,
        CancellationToken cancellationToken
    ) => SaveDraftAsync(id, answers, new RecipientChoice(recipient), revision, kept, isAutomatic: false, actor, cancellationToken);

    /// <summary>Keeps a draft's answers while somebody types. The journal notes it only when the person has not saved for a while.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="answers">The answers of what is being typed.</param>
    /// <param name="recipient">The recipient that is chosen; null where the page does not ask for it and it stays.</param>
    /// <param name="revision">The revision that the page was made from.</param>
    /// <param name="kept">Fields whose answers stay as they are.</param>
    /// <param name="actor">Who types.</param>
    /// <param name="cancellationToken">Ends the call before anything is kept.</param>
    /// <returns>The new revision.</returns>
    public Task<Outcome<int>> AutosaveDraftAsync(
        Guid id,
        Answers answers,
        RecipientChoice? recipient,
        int revision,
        IReadOnlyCollection<string> kept,
        Actor actor,
        CancellationToken cancellationToken
    ) => SaveDraftAsync(id, answers, recipient, revision, kept, isAutomatic: true, actor, cancellationToken);

    private Task<Outcome<int>> SaveDraftAsync(
        Guid id,
        Answers answers,
        RecipientChoice? choice,
        int? revision,
        IReadOnlyCollection<string>? kept,
        bool isAutomatic,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        transactions.RunAsync(
            actor,
            null,
            null,
            "",
            cancellationToken,
            async stop =>
            {
                if (await loader.SeenAsync(id, actor, stop) is not { } context)
                    return Outcome<int>.NotFound;
                transactions.Measure(context.Procedure, KernelActions.SaveDraft);
                var exchange = context.Exchange;
                var recipient = choice is { } chosen ? chosen.Authority : exchange.RecipientId;
                var all = (kept ?? []).Where(context.Answers.Has).Aggregate(answers, (given, field) => given.With(field, context.Answers[field]!));

                // A save that arrives twice, because somebody pressed Stop and saved again, collides with nobody: the draft says what it asks for.
                if (
                    revision is not null
                    && exchange.Phase == Phase.Draft
                    && exchange.RecipientId == recipient
                    && all.ToJson() == context.Answers.ToJson()
                    && policy.MayContribute(actor, context.Facts).IsAllowed
                )
                {
                    return Outcome<int>.Done(exchange.Revision);
                }

                if (revision is { } seen && seen != exchange.Revision)
                    return await timelines.ConflictAsync<int>(exchange, seen, stop);
                if (exchange.Phase != Phase.Draft)
                    return Outcome<int>.Refused(new AccessReason("exchange.not-a-draft"));
                var decision = policy.MayContribute(actor, context.Facts);
                if (!decision.IsAllowed)
                    return Outcome<int>.Forbidden(decision.Reasons);
                if (recipient is null)
                    ExchangeMoves.WithoutRecipient(exchange);
                else if (
                    recipient != exchange.RecipientId
                    && await actions.ChooseRecipientAsync(exchange, context.Procedure, recipient.Value, "recipient", stop) is { } wrong
                )
                    return Outcome<int>.Invalid(wrong);
                using var cipher = await vault.OpenAsync(id, stop);
                var before = await content.ReplaceFormAsync(exchange, context.Procedure, cipher, all, actor.UserId, stop);
                exchange.Revision++;
                var now = time.GetUtcNow().UtcDateTime;
                ExchangeMoves.Reach(exchange, context.Procedure, context.State, context.Module.Retention, now);
                if (!isAutomatic || before.Author != actor.UserId || now - before.At > JournalsAgainAfter)
                    await journal.AppendAsync(actor.UserId, decision.Party, id, KernelActions.SaveDraft, "", stop);
                return Outcome<int>.Done(exchange.Revision);
            }
        );

    /// <summary>Takes an action of the procedure.</summary>
    /// <returns>The exchange's identity.</returns>
    public Task<Outcome<Guid>> ActAsync(Guid id, ActionRequest request, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            id,
            $"act {id} {request.Action}",
            cancellationToken,
            async stop =>
            {
                if (await loader.SeenAsync(id, actor, stop) is not { } context)
                    return Outcome<Guid>.NotFound;
                if (context.Procedure.Action(request.Action) is not { } action)
                    return Outcome<Guid>.Refused(new AccessReason("exchange.unknown-action", "action", request.Action));
                transactions.Measure(context.Procedure, PolicyActions.Entry(action.Name));
                if (request.Revision is { } seen && seen != context.Exchange.Revision)
                    return await timelines.ConflictAsync<Guid>(context.Exchange, seen, stop);
                var offer = actions.Offer(context, actor, action);
                if (offer.Forbidden is { Count: > 0 } forbidden)
                    return Outcome<Guid>.Forbidden(forbidden);
                if (offer.Unfit is { } unfit)
                    return Outcome<Guid>.Refused(unfit);
                if (await actions.TakeAsync(context, action, request, actor, offer.Authority!.Value, stop) is { } notTaken)
                    return notTaken;
                if (!action.DoesVerb(Verb.DeleteDraft))
                    await ActionDraftService.RemoveAsync(database, id, request.Action, actor, stop);
                return Outcome<Guid>.Done(id);
            }
        );

    /// <summary>Takes the action that the state of an exchange names for the time after its last day, if that time has come.</summary>
    internal Task<Outcome<bool>> EndPeriodAsync(Guid id, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            PlatformActor.Actor,
            null,
            null,
            "",
            cancellationToken,
            async stop =>
            {
                if (
                    await loader.LoadAsync(id, stop) is not { } context
                    || context.Exchange.PlatformActsFrom is not { } from
                    || from > DeadlineCalendar.Today(time)
                    || context.Procedure.Action(context.State.Then ?? "") is not { } action
                    || action.When?.Holds(context) == false
                    || context.Facts.IsContentLost
                )
                {
                    return Outcome<bool>.NotFound;
                }

                transactions.Measure(context.Procedure, PolicyActions.Entry(action.Name));
                await actions.TakeForPlatformAsync(context, action, stop);
                return Outcome<bool>.Done(true);
            }
        );
}
