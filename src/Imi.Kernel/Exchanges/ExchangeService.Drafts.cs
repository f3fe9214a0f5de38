using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>How drafts begin.</content>
public sealed partial class ExchangeService
{
    /// <summary>
    /// Begins a draft of another procedure from an exchange whose content the person sees, where the other procedure's
    /// definition says what is copied. The two are linked.
    /// </summary>
    /// <returns>The new exchange's identity.</returns>
    public Task<Outcome<Guid>> CopyAsync(Guid source, string module, string procedure, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            actor,
            key,
            null,
            $"copy {source} {module}/{procedure}",
            cancellationToken,
            async stop =>
            {
                if (await loader.SeenAsync(source, actor, stop) is not { } context || catalogue.Procedure(module, procedure) is not { } target)
                    return Outcome<Guid>.NotFound;
                if (ExchangeCopies.RuleFor(target, context, policy.SightOf(actor, context.Facts)) is not { } rule)
                    return Outcome<Guid>.Refused(new AccessReason("exchange.cannot-copy"));
                var reasons = new List<AccessReason>();
                foreach (var own in ExchangeCopies.AuthoritiesFor(context, actor))
                {
                    var answers = ExchangeCopies.Fill(rule, target, context);
                    var request = new NewExchange(module, procedure, own, null, context.Exchange.Language, answers);
                    var (exchange, refusal) = await BeginAsync(request, source, actor, stop);
                    if (exchange is not null)
                    {
                        database.Set<ExchangeLink>().Add(new ExchangeLink(source, exchange.Id, LinkKind.Copied));
                        return Outcome<Guid>.Done(exchange.Id);
                    }

                    reasons.AddRange(refusal!.Reasons);
                }

                return reasons.Count > 0 ? Outcome<Guid>.Forbidden(reasons) : Outcome<Guid>.Refused(new AccessReason("exchange.cannot-copy"));
            }
        );

    private async Task<(Exchange? Exchange, Outcome<Guid>? Refusal)> BeginAsync(NewExchange request, Guid? source, Actor actor, CancellationToken stop)
    {
        if (catalogue.Procedure(request.Module, request.Procedure) is not { } procedure)
            return (null, Outcome<Guid>.NotFound);
        transactions.Measure(procedure, KernelActions.Create);
        var (mandate, standing) = await standings.MandateAsync(
            request.Sender,
            request.Module,
            request.Procedure,
            Capacity.Sender,
            DeadlineCalendar.Today(time),
            stop
        );
        var decision = policy.MayCreate(actor, request.Module, request.Sender, standing);
        if (!decision.IsAllowed)
            return (null, Outcome<Guid>.Forbidden(decision.Reasons));
        if (ModuleAvailability.WhyClosed(catalogue.Find(request.Module)!, DeadlineCalendar.Today(time)) is { } closed)
            return (null, Outcome<Guid>.Refused(closed));
        var sender = (await directory.FindAsync(request.Sender, stop))!;
        var now = time.GetUtcNow();
        var exchange = new Exchange(
            OrderedId.Next(now),
            procedure,
            catalogue.Find(request.Module)!.Version,
            sender.Id,
            sender.Country,
            request.Language,
            actor.UserId,
            now.UtcDateTime
        );
        ExchangeMoves.Join(exchange, sender.Id, ParticipationCapacity.Sender);
        ExchangeMoves.LetAct(exchange, ParticipationCapacity.ActsForSender, standing.ActedForBy);
        foreach (var coordinator in mandate!.Coordinators)
            ExchangeMoves.Join(exchange, coordinator, ParticipationCapacity.CoordinatorOfSender);
        if (request.Recipient is { } recipient && await actions.ChooseRecipientAsync(exchange, procedure, recipient, "recipient", stop) is { } wrong)
        {
            return (null, Outcome<Guid>.Invalid(wrong));
        }

        database.Set<Exchange>().Add(exchange);
        using var cipher = vault.Create(exchange.Id);
        content.Add(exchange, cipher, ContentKind.Form, procedure.Form.Name, request.Answers.ToJson(), request.Language, actor.UserId, sender.Id);
        content.Name(exchange, procedure, cipher, request.Answers);
        if (request.Way is { } way)
            content.Add(exchange, cipher, ContentKind.Way, "", way.ToJson(), request.Language, actor.UserId, sender.Id);
        ExchangeMoves.Reach(exchange, procedure, procedure.InitialState, catalogue.Find(request.Module)!.Retention, now.UtcDateTime);
        await timelines.RecordAsync(
            exchange,
            KernelActions.Create,
            "",
            actor,
            sender.Id,
            entry => (entry.OtherExchangeId, entry.ThroughId) = (source, actor.Reads(sender.Id, request.Module) ? null : standing.ActedForBy),
            stop
        );
        return (exchange, null);
    }
}
