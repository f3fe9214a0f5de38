using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Determines which actions a person may take now, and takes them: checks form and rules, runs verbs, changes the state.</summary>
public sealed class ActionService(
    ImiDbContext database,
    AuthorityDirectory directory,
    AccessPolicy policy,
    ExchangeStore loader,
    ContentStore content,
    FormEngine forms,
    VerbService verbs,
    BroadcastService broadcasts,
    NumberStore numbers,
    ModuleRuleScope rules,
    ModuleCatalogue catalogue,
    TimeProvider time
)
{
    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Determines whether a person may take an action now, and in whose name.</summary>
    internal ActionOffer Offer(ExchangeContext context, Actor actor, ActionDefinition action)
    {
        var decision = policy.MayAct(actor, context.Access, action);
        AccessReason? unfit = null;
        if (!action.From.Contains(context.Exchange.State))
            unfit = new AccessReason("exchange.wrong-state", "state", context.Exchange.State);
        else if (context.State.Phase == Phase.Open && context.Exchange.Phase == Phase.Closed)
            unfit = new AccessReason("exchange.not-open"); // The platform has ended it in an open state.
        else if (action.When is { } condition && !condition.Holds(context))
            unfit = new AccessReason("exchange.condition");
        else if (action.To is { } to && context.Procedure.State(to).Phase != Phase.Draft)
            unfit = WhyNotSent(context);
        return new ActionOffer(decision.Party, decision.Reasons, unfit);
    }

    /// <summary>
    /// Gets the reason why a draft cannot be sent: its policy area was withdrawn, or its pilot has not begun or has ended. Null if it can be sent, or if
    /// the exchange was sent before, such as for approval.
    /// </summary>
    internal AccessReason? WhyNotSent(ExchangeContext context) =>
        context.Exchange is { Phase: Phase.Draft, Number: null } && catalogue.Find(context.Exchange.Module) is { } module
            ? ModuleAvailability.WhyClosed(module, Today)
            : null;

    /// <summary>Takes an action that was offered.</summary>
    /// <returns>The outcome if the action was not taken; null if it was.</returns>
    internal async Task<Outcome<Guid>?> TakeAsync(
        ExchangeChange change,
        ActionDefinition action,
        ActionRequest request,
        Guid authority,
        CancellationToken cancellationToken
    )
    {
        var context = change.Context;
        if (action.ChecksForm && await CheckFormAsync(context, cancellationToken) is { Count: > 0 } incomplete)
            return Outcome<Guid>.Invalid(incomplete);
        var asked = Answers.None;
        var errors = new List<FieldError>();
        if (action.Asks is { } form)
        {
            asked = forms.Clean(form, request.Answers, context);
            errors.AddRange(forms.Check(form, asked, await FormContextAsync(form, asked, context, cancellationToken)));
        }

        var amended = Answers.None;
        if (action.DoesVerb(Verb.Amend))
        {
            amended = forms.Clean(context.Procedure.Form, FormEngine.KeepSpecial(context.Procedure.Form, context.Answers, request.Form), context);
            errors.AddRange(await CheckAnswersAsync(context, amended, cancellationToken));
        }

        if (errors.Count > 0)
            return Outcome<Guid>.Invalid(errors);

        if (await RuleAgainstAsync(context, action, asked, cancellationToken) is { } against)
        {
            return against.Field is { } field
                ? Outcome<Guid>.Invalid(new FieldError(field, $"rules.{against.ReasonKey}"))
                : Outcome<Guid>.Refused(new AccessReason($"rules.{against.ReasonKey}"));
        }

        return await ApplyAsync(new ActionStep(change, action, request, asked, amended, authority), cancellationToken);
    }

    /// <summary>Takes, in the platform's own name, the action that a state prescribes for the day after its last day.</summary>
    internal async Task TakeForPlatformAsync(ExchangeChange change, ActionDefinition action, CancellationToken cancellationToken) =>
        await ApplyAsync(new ActionStep(change, action, new ActionRequest { Action = action.Name }, Answers.None, Answers.None, Guid.Empty), cancellationToken);

    /// <summary>Checks the answers to the procedure's form and the recipients; empty if both are complete and valid.</summary>
    internal async Task<IReadOnlyList<FieldError>> CheckFormAsync(ExchangeContext context, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (context.Procedure.IsBroadcast)
            return await CheckAnswersAsync(context, forms.Clean(context.Procedure.Form, context.Answers, context), cancellationToken);
        if (context.Exchange.RecipientId is null)
            errors.Add(FieldError.Required("recipient"));
        else if (context.Access.StandingOf(context.Exchange.RecipientId.Value).Reason is { } reason)
            errors.Add(new FieldError("recipient", reason.Key, reason.Values));
        errors.AddRange(await CheckAnswersAsync(context, forms.Clean(context.Procedure.Form, context.Answers, context), cancellationToken));
        return errors;
    }

    /// <summary>Finds the first of the module's rules that does not allow an action now; null if all allow it.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="action">The action.</param>
    /// <param name="asked">The answers to the action's form; <see cref="Answers.None"/> before the person fills it in.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    internal async Task<RuleOutcome?> RuleAgainstAsync(ExchangeContext context, ActionDefinition action, Answers asked, CancellationToken cancellationToken)
    {
        foreach (var rule in rules.Before(context.Procedure.FullName, action.Name))
        {
            var outcome = await rule.CheckAsync(context.View(), asked, loader, cancellationToken);
            if (!outcome.IsSatisfied)
                return outcome;
        }

        return null;
    }

    private async Task<IReadOnlyList<FieldError>> CheckAnswersAsync(ExchangeContext context, Answers answers, CancellationToken cancellationToken)
    {
        var form = context.Procedure.Form;
        var errors = forms.Check(form, answers, await FormContextAsync(form, answers, context, cancellationToken));
        return context.Procedure.IsBroadcast ? [.. errors, .. await broadcasts.CheckAsync(context, answers, cancellationToken)] : errors;
    }

    private async Task<Outcome<Guid>?> ApplyAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var (context, action, exchange) = (step.Context, step.Action, step.Exchange);
        var fromState = exchange.State;
        if (action.DoesVerb(Verb.DeleteDraft))
        {
            await verbs.DeleteDraftAsync(exchange, step.Actor, step.Authority, cancellationToken);
            return null;
        }

        if (exchange.Phase == Phase.Draft && action.ChecksForm)
        {
            await SettleFormAsync(step.Change, cancellationToken);
            step.Date = context.Procedure.IsBroadcast ? null : exchange.ReplyBy;
        }

        if (await verbs.DoAsync(step, cancellationToken) is { } wrong)
            return Outcome<Guid>.Invalid(wrong);
        if (step.IsDone)
            return null;
        if (action.InformsCommission)
            await broadcasts.InformCommissionAsync(step, cancellationToken);
        if (action.InformsCountries)
            await broadcasts.InformCountriesAsync(step, cancellationToken);
        exchange.CountChange();
        if (context.Procedure.State(action.To ?? exchange.State) is { Phase: not Phase.Draft } && exchange.Number is null)
            exchange.NumberAs(await numbers.NextAsync(context.Procedure.Code, cancellationToken));
        Guid? contentId = null;
        if (action.Asks is { } form)
            contentId = content.AddAction(step, form, forms.Facts(form, step.Asked), Today).Id;

        var now = step.Change.Now;
        BroadcastService.Follow(step, now);
        var state = context.Procedure.State(action.To ?? exchange.State);
        var wanted = exchange.ReplyBy;
        exchange.Reach(context.Procedure, state, context.Module.Retention, now, step.Authority, new ClockStep(action, new FactsAfter(step)));
        step.Date = exchange.ReplyBy == wanted ? step.Date : exchange.ReplyBy;
        await step.Change.RecordAsync(
            PolicyActions.Entry(action.Name),
            fromState,
            step.Authority,
            entry =>
            {
                entry.ContentId = contentId;
                step.Complete(entry);
            },
            cancellationToken
        );
        return null;
    }

    /// <summary>Stores the answers as they were checked, without hidden fields and with cleaned texts, so that nothing unchecked is sent.</summary>
    private async Task SettleFormAsync(ExchangeChange change, CancellationToken cancellationToken)
    {
        var (context, exchange) = (change.Context, change.Exchange);
        var answers = forms.Clean(context.Procedure.Form, context.Answers, context);
        content.ReplaceForm(change, answers);
        await content.ReplaceFactsAsync(
            exchange.Id,
            exchange.SourceOfForm(context.Procedure, Today),
            forms.Facts(context.Procedure.Form, answers),
            cancellationToken
        );
        if (context.Procedure.ReplyByField is { } field)
            exchange.WantReplyBy(answers.Date(field));
    }

    internal async Task<FormContext> FormContextAsync(Form form, Answers answers, ExchangeContext context, CancellationToken cancellationToken)
    {
        var countries = await directory.CountriesAsync(cancellationToken);
        var ids = form
            .Elements.Values.OfType<Field>()
            .Where(field => field.Type == FieldType.Authority)
            .Select(field => Guid.TryParse(answers.Text(field.Name), out var id) ? id : Guid.Empty)
            .ToList();
        var known =
            ids.Count == 0
                ? []
                : await database
                    .Set<Authority>()
                    .Where(authority => ids.Contains(authority.Id))
                    .Select(authority => authority.Id)
                    .ToListAsync(cancellationToken);
        return new FormContext(
            countries.Keys.Where(code => code != Country.Union).ToHashSet(StringComparer.Ordinal),
            known.Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal),
            Today,
            context
        );
    }
}

/// <summary>Whether a person may take an action now.</summary>
/// <param name="Authority">The authority in whose name the person may take it; null if the person may not.</param>
/// <param name="Forbidden">The reasons why the person may not take it; empty if the person may.</param>
/// <param name="Unfit">The reason why the exchange does not allow it now; null if it does.</param>
internal sealed record ActionOffer(Guid? Authority, IReadOnlyList<AccessReason> Forbidden, AccessReason? Unfit)
{
    public bool IsOffered => Authority is not null && Unfit is null;
}
