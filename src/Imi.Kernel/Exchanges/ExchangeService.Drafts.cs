using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>Creates drafts.</content>
public sealed partial class ExchangeService
{
    /// <summary>Starts a draft; its answers may be incomplete or wrong.</summary>
    /// <returns>The id of the exchange.</returns>
    public Task<Outcome<Guid>> CreateAsync(NewExchange request, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.CreateAsync(actor, key, $"create {request.Module}/{request.Procedure}", stop => BeginAsync(request, null, actor, stop), cancellationToken);

    /// <summary>
    /// Creates a draft of another procedure from an exchange whose content the person sees, and links the two. The other procedure's definition must state
    /// what is copied.
    /// </summary>
    /// <returns>The id of the new exchange.</returns>
    public Task<Outcome<Guid>> CopyAsync(Guid source, string module, string procedure, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.CreateAsync(
            actor,
            key,
            $"copy {source} {module}/{procedure}",
            async stop =>
            {
                if (await loader.SeenAsync(source, actor, stop) is not { } context || catalogue.Procedure(module, procedure) is not { } target)
                    return (null, Outcome<Guid>.NotFound);
                if (ExchangeCopies.RuleFor(target, context, policy.SightOf(actor, context.Access)) is not { } rule)
                    return (null, Outcome<Guid>.Refused(new AccessReason("exchange.cannot-copy")));
                var reasons = new List<AccessReason>();
                foreach (var own in ExchangeCopies.AuthoritiesFor(context, actor))
                {
                    var answers = ExchangeCopies.Fill(rule, target, context);
                    var request = new NewExchange(module, procedure, own, null, context.Exchange.Language, answers);
                    var (draft, refusal) = await BeginAsync(request, source, actor, stop);
                    if (draft is not null)
                    {
                        database.Set<ExchangeLink>().Add(new ExchangeLink(source, draft.Exchange.Id, LinkKind.Copied));
                        return (draft, null);
                    }

                    reasons.AddRange(refusal!.Reasons);
                }

                return (null, reasons.Count > 0 ? Outcome<Guid>.Forbidden(reasons) : Outcome<Guid>.Refused(new AccessReason("exchange.cannot-copy")));
            },
            cancellationToken
        );

    /// <summary>Creates a draft within the caller's transaction.</summary>
    /// <returns>The draft, or the outcome if it is not created.</returns>
    private async Task<(ExchangeContext? Draft, Outcome<Guid>? Refusal)> BeginAsync(NewExchange request, Guid? source, Actor actor, CancellationToken stop)
    {
        if (catalogue.Procedure(request.Module, request.Procedure) is not { } procedure)
            return (null, Outcome<Guid>.NotFound);
        transactions.Measure(procedure, KernelActions.Create);
        var (module, today) = (catalogue.Find(request.Module)!, DeadlineCalendar.Today(time));
        List<Guid> asked = request.Recipient is { } recipient ? [request.Sender, recipient] : [request.Sender];
        var parties = await standings.OfPartiesAsync(asked, request.Module, request.Procedure, today, stop);
        var (mandate, standing) = parties.Of(request.Sender, Capacity.Sender, isUnderWay: false);
        var decision = policy.MayCreate(actor, request.Module, request.Sender, standing);
        if (!decision.IsAllowed)
            return (null, Outcome<Guid>.Forbidden(decision.Reasons));
        if (ModuleAvailability.WhyClosed(module, today) is { } closed)
            return (null, Outcome<Guid>.Refused(closed));
        var now = time.GetUtcNow();
        var exchange = new Exchange(
            OrderedId.Next(now),
            procedure,
            module.Version,
            request.Sender,
            parties.CountryOf(request.Sender)!,
            request.Language,
            actor.UserId,
            now.UtcDateTime
        );
        exchange.Join(request.Sender, ParticipationCapacity.Sender);
        exchange.LetAct(ParticipationCapacity.ActsForSender, standing.ActedForBy);
        foreach (var coordinator in mandate!.Coordinators)
            exchange.Join(coordinator, ParticipationCapacity.CoordinatorOfSender);
        if (request.Recipient is { } chosen)
        {
            var (found, wrong) = RecipientPolicy.OfRequest(parties, procedure, exchange.SenderCountry, chosen, "recipient");
            if (found is null)
                return (null, Outcome<Guid>.Invalid(wrong!));
            exchange.HandTo(found);
        }

        database.Set<Exchange>().Add(exchange);
        database.Set<ReadMark>().Add(new ReadMark(actor.UserId, exchange.Id, now.UtcDateTime));
        var cipher = loader.KeepOpen(vault.Create(exchange.Id));
        List<ContentDocument> documents =
        [
            content.Add(exchange, cipher, ContentKind.Form, procedure.Form.Name, request.Answers.ToJson(), request.Language, actor.UserId, request.Sender),
        ];
        ContentStore.Name(exchange, procedure, cipher, request.Answers);
        if (request.Way is { } way)
            documents.Add(content.Add(exchange, cipher, ContentKind.Way, "", way.ToJson(), request.Language, actor.UserId, request.Sender));
        exchange.Reach(procedure, procedure.InitialState, module.Retention, now.UtcDateTime);
        var others = exchange.Participations.Select(part => part.AuthorityId).Where(authority => !parties.Knows(authority)).Distinct().ToList();
        if (others.Count > 0)
            parties = parties.With(await standings.OfPartiesAsync(others, request.Module, request.Procedure, today, stop));
        await timelines.RecordAsync(
            exchange,
            KernelActions.Create,
            "",
            actor,
            request.Sender,
            entry => (entry.OtherExchangeId, entry.ThroughId) = (source, actor.Reads(request.Sender, request.Module) ? null : standing.ActedForBy),
            stop
        );
        var done = new HashSet<string>(StringComparer.Ordinal) { KernelActions.Create };
        var draft = new ExchangeContext(exchange, module, procedure, parties, [], done, today, cipher, documents, hasOpenPart: false)
        {
            IsOwnCreation = source is null,
        };
        return (draft, null);
    }
}
