using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.Forms;
using Imi.Kernel.Modules;
using Imi.Kernel.People;
using Imi.Kernel.Persistence;
using Imi.Kernel.Registry;
using Imi.Kernel.Calendar;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>The kernel's verbs: what an action does beyond moving to a state.</summary>
internal sealed class VerbBook(
    ImiDbContext database, AuthorityDirectory directory, StandingBook standings, PeopleDesk people, ExchangeSplitter splitter, BroadcastBook broadcasts,
    Journal journal, TimeProvider time)
{
    private const string AuthorityField = "authority";
    private const string ReplyByField = "replyBy";
    private const string UntilField = "until";

    /// <summary>Does what an action does, in the definition's order.</summary>
    /// <returns>What is wrong with what was asked, or null.</returns>
    public async Task<FieldError?> DoAsync(ActionStep step, CancellationToken cancellationToken)
    {
        foreach (var verb in step.Action.Does)
        {
            var wrong = verb switch
            {
                Verb.Forward => await ForwardAsync(step, cancellationToken),
                Verb.Split => await splitter.SplitAsync(step, AuthorityField, cancellationToken),
                Verb.Allocate => await AllocateAsync(step, cancellationToken),
                Verb.ProposeDate => ProposeDate(step),
                Verb.AgreeDate => SettleDate(step, step.Exchange.ReplyByProposed),
                Verb.DeclineDate => SettleDate(step, step.Exchange.ReplyBy),
                Verb.Answer => Answer(step),
                Verb.Round => NextRound(step),
                Verb.Broadcast => await broadcasts.BroadcastAsync(step, cancellationToken),
                Verb.Disseminate => await broadcasts.DisseminateAsync(step, AuthorityField, cancellationToken),
                Verb.Amend => await broadcasts.AmendAsync(step, cancellationToken),
                Verb.Extend => Extend(step),
                _ => null,
            };
            if (wrong is not null)
                return wrong;
        }

        return null;
    }

    /// <summary>Removes a draft and everything in it; the journal keeps that there was one.</summary>
    public async Task DeleteDraftAsync(Exchange exchange, Actor actor, Guid authority, CancellationToken cancellationToken)
    {
        database.Links.RemoveRange(await database.Links.Where(link => link.ToId == exchange.Id).ToListAsync(cancellationToken));
        database.ExchangeKeys.RemoveRange(await database.ExchangeKeys.Where(key => key.ExchangeId == exchange.Id).ToListAsync(cancellationToken));
        database.Exchanges.Remove(exchange);
        await journal.AppendAsync(actor.UserId, authority, exchange.Id, "delete-draft", "", cancellationToken);
    }

    private async Task<FieldError?> ForwardAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        if (!Guid.TryParse(step.Asked.Text(AuthorityField), out var target))
            return FieldError.Required(AuthorityField);
        if (target == exchange.RecipientId)
            return new FieldError(AuthorityField, "exchange.already-there");
        var (mandate, standing) = await standings.MandateAsync(
            target, exchange.Module, exchange.Procedure, Capacity.Recipient, DeadlineCalendar.Today(time), cancellationToken);
        if (standing.Reason is { } reason)
            return new FieldError(AuthorityField, reason.Key, reason.Values);
        var authority = (await directory.FindAsync(target, cancellationToken))!;
        if (authority.Country != exchange.RecipientCountry)
            return new FieldError(AuthorityField, "exchange.forward-within-country", "country", exchange.RecipientCountry);
        database.Assignments.RemoveRange(step.Context.Assignments.Where(assignment => assignment.AuthorityId == exchange.RecipientId));
        ExchangeMoves.HandTo(exchange, authority, mandate, standing.ActedForBy);
        exchange.ReplyByProposed = null;
        step.ToAuthority = target;
        return null;
    }

    private async Task<FieldError?> AllocateAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var handlers = await people.WithRoleAsync(step.Context.Facts.WorkingFor(step.Authority), step.Exchange.Module, Role.Handler, cancellationToken);
        var wanted = step.Request.Assignees.Distinct().ToList();
        if (wanted.Exists(id => !handlers.Any(handler => handler.Id == id)))
            return new FieldError("assignees", "exchange.not-a-handler");
        var standing = step.Context.Assignments.Where(assignment => assignment.AuthorityId == step.Authority).ToList();
        database.Assignments.RemoveRange(standing.Where(assignment => !wanted.Contains(assignment.UserId)));
        database.Assignments.AddRange(wanted
            .Where(id => !standing.Exists(assignment => assignment.UserId == id))
            .Select(id => new Assignment(step.Exchange.Id, step.Authority, id)));
        step.Assigned = wanted;
        return null;
    }

    private FieldError? ProposeDate(ActionStep step)
    {
        var exchange = step.Exchange;
        exchange.AcceptedAt ??= time.GetUtcNow().UtcDateTime;
        var date = step.Asked.Date(ReplyByField) ?? exchange.ReplyBy;
        var isOther = date != exchange.ReplyBy && step.Context.Procedure.CounterProposal;
        exchange.ReplyByProposed = isOther ? date : null;
        exchange.ReplyByAgreed = !isOther;
        step.Date = date;
        return null;
    }

    private static FieldError? SettleDate(ActionStep step, DateOnly? date)
    {
        step.Exchange.ReplyBy = step.Date = date;
        step.Exchange.ReplyByAgreed = true;
        step.Exchange.ReplyByProposed = null;
        return null;
    }

    private FieldError? Answer(ActionStep step)
    {
        step.Exchange.AnsweredAt ??= time.GetUtcNow().UtcDateTime;
        step.Exchange.ReplyByProposed = null;
        return null;
    }

    private static FieldError? Extend(ActionStep step)
    {
        if (step.Asked.Date(UntilField) is not { } until)
            return FieldError.Required(UntilField);
        if (step.Exchange.DueOn is { } due && until <= due)
            return new FieldError(UntilField, "exchange.extend-later", "date", due);
        step.Exchange.ExtendedTo = step.Date = until;
        return null;
    }

    private static FieldError? NextRound(ActionStep step)
    {
        step.Exchange.Round++;
        step.Exchange.ReplyBy = step.Date = step.Asked.Date(ReplyByField) ?? step.Exchange.ReplyBy;
        step.Exchange.ReplyByAgreed = false;
        return null;
    }
}
