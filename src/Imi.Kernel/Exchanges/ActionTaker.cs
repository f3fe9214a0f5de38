using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Forms;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;
using Imi.Kernel.Registry;
using Imi.Kernel.Vault;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Says which actions a person may take now, and takes them: form, rules, verbs, state.</summary>
internal sealed class ActionTaker(
    ImiDbContext database,
    AuthorityDirectory directory,
    AccessPolicy policy,
    ExchangeVault vault,
    ExchangeLoader loader,
    ContentBook content,
    FormEngine forms,
    VerbBook verbs,
    NumberRegister numbers,
    ExchangeChronicle chronicle,
    IEnumerable<IActionRule> rules,
    TimeProvider time)
{
    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Whether a person may take an action now, in whose name, or why not.</summary>
    public ActionOffer Offer(ExchangeContext context, Actor actor, ActionDefinition action)
    {
        var decision = policy.MayAct(actor, context.Facts, action);
        AccessReason? unfit = null;
        if (!action.From.Contains(context.Exchange.State))
            unfit = new AccessReason("exchange.wrong-state", "state", context.Exchange.State);
        else if (action.When is { } condition && !condition.Holds(context))
            unfit = new AccessReason("exchange.condition");
        return new ActionOffer(decision.Party, decision.Reasons, unfit);
    }

    /// <summary>Takes an action that was offered.</summary>
    /// <returns>Why it was not taken, or null when it was.</returns>
    public async Task<Outcome<Guid>?> TakeAsync(
        ExchangeContext context, ActionDefinition action, ActionRequest request, Actor actor, Guid authority, CancellationToken cancellationToken)
    {
        if (action.ChecksForm && await CheckFormAsync(context, cancellationToken) is { Count: > 0 } incomplete)
            return Outcome<Guid>.Invalid(incomplete);
        var asked = Answers.None;
        if (action.Asks is { } form)
        {
            asked = forms.Clean(form, request.Answers, context);
            var errors = forms.Check(form, asked, await FormContextAsync(form, asked, context, cancellationToken));
            if (errors.Count > 0)
                return Outcome<Guid>.Invalid(errors);
        }

        foreach (var rule in rules.Where(rule => rule.Procedure == context.Procedure.FullName && rule.Action == action.Name))
        {
            var outcome = await rule.CheckAsync(context.View(), asked, loader, cancellationToken);
            if (!outcome.IsSatisfied)
            {
                return outcome.Field is { } field
                    ? Outcome<Guid>.Invalid(new FieldError(field, $"rules.{outcome.ReasonKey}"))
                    : Outcome<Guid>.Refused(new AccessReason($"rules.{outcome.ReasonKey}"));
            }
        }

        return await ApplyAsync(context, action, request, asked, actor, authority, cancellationToken);
    }

    /// <summary>Makes an authority the recipient, if it can be asked.</summary>
    /// <returns>What is wrong with the choice, or null.</returns>
    public async Task<FieldError?> ChooseRecipientAsync(Exchange exchange, Guid recipient, string field, CancellationToken cancellationToken)
    {
        var (mandate, standing) = await directory.MandateAsync(
            recipient, exchange.Module, exchange.Procedure, Capacity.Recipient, Today, cancellationToken);
        if (standing.Reason is { } reason)
            return new FieldError(field, reason.Key, reason.Values);
        var authority = (await directory.FindAsync(recipient, cancellationToken))!;
        if (authority.Country == exchange.SenderCountry)
            return new FieldError(field, "exchange.recipient-abroad");
        ExchangeMoves.HandTo(exchange, authority, mandate);
        return null;
    }

    /// <summary>What is missing or wrong in the procedure's form, the recipient included.</summary>
    public async Task<IReadOnlyList<FieldError>> CheckFormAsync(ExchangeContext context, CancellationToken cancellationToken)
    {
        var form = context.Procedure.Form;
        var errors = new List<FieldError>();
        if (context.Exchange.RecipientId is null)
            errors.Add(new FieldError("recipient", "validation.required"));
        else if (context.Facts.StandingOf(context.Exchange.RecipientId.Value).Reason is { } reason)
            errors.Add(new FieldError("recipient", reason.Key, reason.Values));
        var answers = forms.Clean(form, context.Answers, context);
        errors.AddRange(forms.Check(form, answers, await FormContextAsync(form, answers, context, cancellationToken)));
        return errors;
    }

    private async Task<Outcome<Guid>?> ApplyAsync(
        ExchangeContext context, ActionDefinition action, ActionRequest request, Answers asked, Actor actor, Guid authority, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        var fromState = exchange.State;
        if (action.DoesVerb(Verb.DeleteDraft))
        {
            await verbs.DeleteDraftAsync(exchange, actor, authority, cancellationToken);
            return null;
        }

        using var cipher = await vault.OpenAsync(exchange.Id, cancellationToken);
        if (exchange.Phase == Phase.Draft && action.ChecksForm)
            await SettleFormAsync(context, cipher, cancellationToken);
        var step = new ActionStep(context, action, request, asked, actor, authority, cipher);
        if (await verbs.DoAsync(step, cancellationToken) is { } wrong)
            return Outcome<Guid>.Invalid(wrong);
        exchange.Revision++;
        if (context.Procedure.State(action.To ?? exchange.State) is { Phase: not Phase.Draft } && exchange.Number is null)
            exchange.Number = await numbers.NextAsync(context.Procedure.Code, cancellationToken);
        Guid? contentId = null;
        if (action.Asks is { } form)
        {
            contentId = content.Add(exchange, cipher, ContentKind.Action, form.Name, asked.ToJson(), actor.Language, actor.UserId, authority).Id;
            await content.KeepFactsAsync(exchange.Id, $"{form.Name}.", forms.Facts(form, asked), cancellationToken);
        }

        ExchangeMoves.Reach(exchange, context.Procedure.State(action.To ?? exchange.State), time.GetUtcNow().UtcDateTime);
        await chronicle.TellAsync(
            exchange, action.Name, fromState, actor, authority,
            entry =>
            {
                entry.ContentId = contentId;
                step.Complete(entry);
            },
            cancellationToken);
        return null;
    }

    /// <summary>What is sent is what was checked: hidden fields are dropped, texts are normalised, statistics are kept.</summary>
    private async Task SettleFormAsync(ExchangeContext context, ExchangeCipher cipher, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        var answers = forms.Clean(context.Procedure.Form, context.Answers, context);
        await content.ReplaceFormAsync(exchange, context.Procedure, cipher, answers, cancellationToken);
        await content.KeepFactsAsync(exchange.Id, "", forms.Facts(context.Procedure.Form, answers), cancellationToken);
        if (context.Procedure.ReplyByField is { } field)
            exchange.ReplyBy = answers.Date(field);
    }

    private async Task<FormContext> FormContextAsync(Form form, Answers answers, ExchangeContext context, CancellationToken cancellationToken)
    {
        var countries = await directory.CountriesAsync(cancellationToken);
        var ids = form.Elements.Values.OfType<Field>()
            .Where(field => field.Type == FieldType.Authority)
            .Select(field => Guid.TryParse(answers.Text(field.Name), out var id) ? id : Guid.Empty)
            .ToList();
        var known = ids.Count == 0
            ? []
            : await database.Authorities.Where(authority => ids.Contains(authority.Id)).Select(authority => authority.Id).ToListAsync(cancellationToken);
        return new FormContext(
            countries.Keys.ToHashSet(StringComparer.Ordinal), known.Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal), Today, context);
    }
}

/// <summary>Whether a person may take an action now.</summary>
/// <param name="Authority">In whose name; null when the person may not.</param>
/// <param name="Forbidden">Why the person may not; empty when they may.</param>
/// <param name="Unfit">Why the exchange does not allow it now; null when it does.</param>
internal sealed record ActionOffer(Guid? Authority, IReadOnlyList<AccessReason> Forbidden, AccessReason? Unfit)
{
    public bool IsOffered => Authority is not null && Unfit is null;
}

/// <summary>One taking of an action, as its verbs see it.</summary>
internal sealed class ActionStep(
    ExchangeContext context, ActionDefinition action, ActionRequest request, Answers asked, Actor actor, Guid authority, ExchangeCipher cipher)
{
    public ExchangeContext Context => context;

    public Exchange Exchange => context.Exchange;

    public ActionDefinition Action => action;

    public ActionRequest Request => request;

    /// <summary>The answers to the form that the action asks.</summary>
    public Answers Asked => asked;

    public Actor Actor => actor;

    public Guid Authority => authority;

    public ExchangeCipher Cipher => cipher;

    public Guid? ToAuthority { get; set; }

    public IReadOnlyList<Guid> Assigned { get; set; } = [];

    public Guid? OtherExchange { get; set; }

    public DateOnly? Date { get; set; }

    /// <summary>Puts into the timeline what the verbs did.</summary>
    public void Complete(TimelineEntry entry)
    {
        entry.ToAuthorityId = ToAuthority;
        entry.AssignedIds = Assigned;
        entry.OtherExchangeId = OtherExchange;
        entry.Date = Date;
    }
}
