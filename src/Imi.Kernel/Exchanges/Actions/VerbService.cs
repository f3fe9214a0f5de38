using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Executes the verbs of an action: its effects beyond the change of state.</summary>
public sealed class VerbService(
    ImiDbContext database,
    RecipientPolicy recipients,
    UserService people,
    SplitService splitter,
    BroadcastService broadcasts,
    Journal journal
)
{
    private const string AuthorityField = "authority";
    private const string ReplyByField = "replyBy";
    private const string UntilField = "until";

    /// <summary>Executes the verbs of an action in the order of the definition.</summary>
    /// <returns>The first error in the input; null if all verbs succeeded.</returns>
    internal async Task<FieldError?> DoAsync(ActionStep step, CancellationToken cancellationToken)
    {
        foreach (var verb in step.Action.Does)
        {
            var wrong = verb switch
            {
                Verb.Forward => await ForwardAsync(step, cancellationToken),
                Verb.Split => await splitter.SplitAsync(step, AuthorityField, cancellationToken),
                Verb.Allocate => await AllocateAsync(step, cancellationToken),
                Verb.ProposeDate => ProposeDate(step),
                Verb.AgreeDate => AgreeDate(step),
                Verb.DeclineDate => DeclineDate(step),
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

    /// <summary>Removes a draft with its content and key, and records the removal in the journal.</summary>
    internal async Task DeleteDraftAsync(Exchange exchange, Actor actor, Guid authority, CancellationToken cancellationToken)
    {
        database.Set<ExchangeLink>().RemoveRange(await database.Set<ExchangeLink>().Where(link => link.ToId == exchange.Id).ToListAsync(cancellationToken));
        database.Set<ExchangeKey>().RemoveRange(await database.Set<ExchangeKey>().Where(key => key.ExchangeId == exchange.Id).ToListAsync(cancellationToken));
        database.Set<Exchange>().Remove(exchange);
        await journal.AppendAsync(actor.UserId, authority, exchange.Id, DraftQuery.Deleted, "", cancellationToken);
    }

    private async Task<FieldError?> ForwardAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        var (found, wrong) = await recipients.WithinCountryAsync(
            exchange,
            step.Asked.Text(AuthorityField),
            target => target == exchange.RecipientId,
            exchange.RecipientCountry!,
            AuthorityField,
            cancellationToken
        );
        if (found is null)
            return wrong;
        database.Set<Assignment>().RemoveRange(step.Context.Assignments.Where(assignment => assignment.AuthorityId == exchange.RecipientId));
        exchange.ForwardTo(found, step.Change.Now);
        exchange.ReopenDate();
        step.ToAuthority = found.Id;
        return null;
    }

    private async Task<FieldError?> AllocateAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var handlers = await people.WithRoleAsync(step.Context.Access.WorkingFor(step.Authority), step.Exchange.Module, Role.Handler, cancellationToken);
        var wanted = step.Request.Assignees.Distinct().ToList();
        if (wanted.Exists(id => !handlers.Any(handler => handler.Id == id)))
            return new FieldError("assignees", "exchange.not-a-handler");
        var standing = step.Context.Assignments.Where(assignment => assignment.AuthorityId == step.Authority).ToList();
        database.Set<Assignment>().RemoveRange(standing.Where(assignment => !wanted.Contains(assignment.UserId)));
        database
            .Set<Assignment>()
            .AddRange(
                wanted.Where(id => !standing.Exists(assignment => assignment.UserId == id)).Select(id => new Assignment(step.Exchange.Id, step.Authority, id))
            );
        step.Assigned = wanted;
        step.AreAssigned = standing.Select(assignment => assignment.UserId).ToHashSet().SetEquals(wanted);
        return null;
    }

    private FieldError? ProposeDate(ActionStep step)
    {
        var exchange = step.Exchange;
        var date = step.Asked.Date(ReplyByField) ?? exchange.ReplyBy;
        var isOther = date != exchange.ReplyBy;
        if (isOther && !step.Context.Procedure.CounterProposal)
            return new FieldError(ReplyByField, "exchange.no-counter-proposal", "date", exchange.ReplyBy);
        exchange.Accept(date, step.Change.Now);
        step.Date = date;
        return null;
    }

    private static FieldError? AgreeDate(ActionStep step)
    {
        step.Exchange.AgreeDate();
        step.Date = step.Exchange.ReplyBy;
        return null;
    }

    /// <summary>Keeps the previous date in force, and with it whether both sides had agreed on that date.</summary>
    private static FieldError? DeclineDate(ActionStep step)
    {
        step.Date = step.Exchange.ReplyByProposed;
        step.Exchange.DropProposal();
        return null;
    }

    private FieldError? Answer(ActionStep step)
    {
        step.Exchange.MarkAnswered(step.Change.Now);
        return null;
    }

    private static FieldError? Extend(ActionStep step)
    {
        var (exchange, rule, state) = (step.Exchange, step.Action.Extends, step.Context.State);
        var name = rule?.Clock ?? state.Due?.Clock ?? state.Name;
        var clock = exchange.Clock(name);
        if ((clock?.LastDay ?? (rule?.Clock is null ? exchange.DueOn : null)) is not { } due)
            return new FieldError(UntilField, "exchange.extend-nothing");
        if (clock?.Extensions >= rule?.Times)
            return new FieldError(UntilField, "exchange.extend-too-often", "count", rule!.Times);
        var calendar = clock is null ? exchange.CalendarOf(state.WaitsFor) : clock.Calendar;
        var until = rule?.By is { } period ? DeadlineCalendar.LastDay(due, period, calendar) : step.Asked.Date(UntilField);
        if (until is not { } day)
            return FieldError.Required(UntilField);
        if (day <= due)
            return new FieldError(UntilField, "exchange.extend-later", "date", due);
        DateOnly? latest = rule?.UpTo is { } most ? DeadlineCalendar.LastDay(due, most, calendar) : null;
        if (rule?.Total is { } total && DeadlineCalendar.LastDay(clock?.FirstLastDay ?? due, total, calendar) is var last && (latest is null || last < latest))
            latest = last;
        if (day > latest)
            return new FieldError(UntilField, "exchange.extend-too-far", "date", latest);
        exchange.Extend(name, due, day);
        step.Date = day;
        return null;
    }

    private static FieldError? NextRound(ActionStep step)
    {
        step.Exchange.BeginRound(step.Asked.Date(ReplyByField));
        step.Date = step.Exchange.ReplyBy;
        return null;
    }
}
