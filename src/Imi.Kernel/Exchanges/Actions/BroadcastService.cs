using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Implements the verbs of notifications and alerts: broadcast, dissemination and amendment; also tasks and examinations.</summary>
public sealed class BroadcastService(AuthorityDirectory directory, StandingReader standings, ContentStore content, FormEngine forms, TimeProvider time)
{
    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Checks the recipients of a broadcast: finds chosen countries that have no recipient, or are the sender's own.</summary>
    internal async Task<IReadOnlyList<FieldError>> CheckAsync(ExchangeContext context, Answers answers, CancellationToken cancellationToken)
    {
        var wanted = await ChosenCountriesAsync(context, answers, cancellationToken);
        var reached = await directory.ReachedAsync(
            [.. wanted.Select(one => one.Country)],
            context.Exchange.Module,
            context.Exchange.Procedure,
            Today,
            cancellationToken
        );
        return
        [
            .. wanted
                .Where(one => one.Rule.Kind == RecipientKind.Field && one.Country == context.Exchange.SenderCountry)
                .Select(one => new FieldError(one.Rule.Field!, "exchange.recipient-abroad")),
            .. wanted
                .Where(one => one.Rule.Kind == RecipientKind.Field && one.Country != context.Exchange.SenderCountry && !reached.ContainsKey(one.Country))
                .Select(one => new FieldError(one.Rule.Field!, "exchange.nobody-receives", "country", one.Country)),
        ];
    }

    /// <summary>Finds the authorities that a broadcast with these answers reaches, in the order of the definition.</summary>
    internal async Task<IReadOnlyList<Authority>> RecipientsAsync(ExchangeContext context, Answers answers, CancellationToken cancellationToken)
    {
        var countries = (await ChosenCountriesAsync(context, answers, cancellationToken))
            .Select(one => one.Country)
            .Where(country => country != context.Exchange.SenderCountry)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var reached = await directory.ReachedAsync(countries, context.Exchange.Module, context.Exchange.Procedure, Today, cancellationToken);
        return [.. countries.SelectMany(country => reached.GetValueOrDefault(country, [])).Where(authority => authority.Id != context.Exchange.SenderId)];
    }

    /// <summary>Adds the recipients to the exchange; existing recipients remain.</summary>
    /// <returns>Always null: <see cref="CheckAsync"/> finds the errors before.</returns>
    internal async Task<FieldError?> BroadcastAsync(ActionStep step, CancellationToken cancellationToken)
    {
        await ReachAsync(step, forms.Clean(step.Context.Procedure.Form, step.Context.Answers, step.Context), cancellationToken);
        step.Exchange.SentAt ??= time.GetUtcNow().UtcDateTime;
        return null;
    }

    /// <summary>Passes the broadcast on to another authority of the acting authority's country.</summary>
    /// <returns>The error in the choice of the authority; null if it is valid.</returns>
    internal async Task<FieldError?> DisseminateAsync(ActionStep step, string field, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        if (!Guid.TryParse(step.Asked.Text(field), out var target))
            return FieldError.Required(field);
        if (exchange.Participations.Any(part => part.AuthorityId == target && part.IsHost))
            return new FieldError(field, "exchange.already-there");
        var (_, standing) = await standings.MandateAsync(target, exchange.Module, exchange.Procedure, Capacity.Recipient, Today, cancellationToken);
        if (standing.Reason is { } reason)
            return new FieldError(field, reason.Key, reason.Values);
        var own = (await directory.FindAsync(step.Authority, cancellationToken))!.Country;
        if ((await directory.FindAsync(target, cancellationToken))!.Country != own)
            return new FieldError(field, "exchange.forward-within-country", "country", own);
        ExchangeMoves.Join(exchange, target, ParticipationCapacity.Recipient);
        ExchangeMoves.LetAct(exchange, ParticipationCapacity.ActsForRecipient, standing.ActedForBy);
        step.ToAuthority = target;
        return null;
    }

    /// <summary>Stores a new version of the form and adds the further recipients that it names.</summary>
    /// <returns>Always null: the form was checked before.</returns>
    internal async Task<FieldError?> AmendAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var (exchange, procedure) = (step.Exchange, step.Context.Procedure);
        content.Add(exchange, step.Cipher, ContentKind.Form, procedure.Form.Name, step.Amended.ToJson(), exchange.Language, step.Actor.UserId, step.Authority);
        content.Name(exchange, procedure, step.Cipher, step.Amended);
        await content.KeepFactsAsync(exchange.Id, "", forms.Facts(procedure.Form, step.Amended), cancellationToken);
        if (procedure.ReplyByField is { } field && step.Amended.Date(field) is var wanted && wanted != exchange.ReplyBy)
        {
            (exchange.ReplyBy, exchange.ReplyByAgreed) = (wanted, false);
            step.Date = wanted;
        }

        if (exchange.Reached is not null)
            await ReachAsync(step, step.Amended, cancellationToken);
        exchange.Version++;
        ExchangeMoves.AskAgain(exchange);
        return null;
    }

    /// <summary>Updates the examination, the tasks beside the state, and the replies of recipients after an action.</summary>
    internal static void Follow(ActionStep step, DateTime now)
    {
        var exchange = step.Exchange;
        if (step.Context.Procedure.Examination is { } examination)
        {
            if (examination.Begins.Contains(step.Action.Name) && exchange.ExaminationBeganAt is null)
                (exchange.ExaminedBy, exchange.ExaminationBeganAt) = (examination.By, now);
            if (examination.Ends.Contains(step.Action.Name))
                (exchange.ExaminedBy, exchange.ExaminationEndedAt) = (null, now);
        }

        TurnPolicy.Follow(exchange, step.Context.Procedure, step.Action.Name, DeadlineCalendar.DayOf(now));
        if (!step.Action.DoesVerb(Verb.Answer))
            return;
        foreach (var participation in exchange.Participations.Where(part => part.AuthorityId == step.Authority && ExchangeMoves.IsOneOfMany(exchange, part)))
            participation.HasResponded = true;

        // A central authority that acts for several recipients has replied when all of them have.
        var actedForBy = step.Context.Facts.ActedForBy;
        foreach (var acting in exchange.Participations.Where(part => part.Capacity == ParticipationCapacity.ActsForRecipient))
        {
            acting.HasResponded = exchange
                .Participations.Where(part =>
                    part.Capacity == ParticipationCapacity.Recipient && actedForBy.GetValueOrDefault(part.AuthorityId) == acting.AuthorityId
                )
                .All(part => part.HasResponded);
        }
    }

    private async Task ReachAsync(ActionStep step, Answers answers, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        var recipients = await RecipientsAsync(step.Context, answers, cancellationToken);
        foreach (var authority in recipients)
        {
            ExchangeMoves.Join(exchange, authority.Id, authority.Country == Country.Union ? ParticipationCapacity.Commission : ParticipationCapacity.Recipient);
            ExchangeMoves.LetAct(
                exchange,
                ParticipationCapacity.ActsForRecipient,
                authority.Setups.FirstOrDefault(setup => setup.Module == exchange.Module)?.ActedForById
            );
        }

        var countries = (exchange.Reached ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(recipients.Select(authority => authority.Country));
        exchange.Reached = $" {string.Join(' ', countries.Distinct(StringComparer.Ordinal))} ";
    }

    private async Task<IReadOnlyList<(RecipientRule Rule, string Country)>> ChosenCountriesAsync(
        ExchangeContext context,
        Answers answers,
        CancellationToken cancellationToken
    )
    {
        var wanted = new List<(RecipientRule, string)>();
        foreach (var rule in context.Procedure.Recipients)
        {
            IEnumerable<string> countries = rule.Kind switch
            {
                RecipientKind.Commission => [Country.Union],
                RecipientKind.Field => answers.Texts(rule.Field!),
                _ => (await directory.CountriesAsync(cancellationToken)).Keys.Where(country => country != Country.Union).Order(StringComparer.Ordinal),
            };
            wanted.AddRange(countries.Select(country => (rule, country)));
        }

        return wanted;
    }
}
