using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Implements the verbs of notifications and alerts: broadcast, dissemination and amendment; also tasks and examinations.</summary>
public sealed class BroadcastService(
    AuthorityDirectory directory,
    RelatedExchangeQuery related,
    RecipientPolicy recipients,
    ContentStore content,
    FormEngine forms,
    TimeProvider time
)
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
            [],
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
        var directly = context.Procedure.Recipients.Any(rule => rule.Kind == RecipientKind.Linked)
            ? await related.RecipientsOfLinkedAsync(context.Exchange.Id, cancellationToken)
            : [];
        var reached = await directory.ReachedAsync(countries, context.Exchange.Module, context.Exchange.Procedure, directly, Today, cancellationToken);
        return [.. countries.SelectMany(country => reached.GetValueOrDefault(country, [])).Where(authority => authority.Id != context.Exchange.SenderId)];
    }

    /// <summary>Adds the recipients to the exchange; existing recipients remain.</summary>
    /// <returns>Always null: <see cref="CheckAsync"/> finds the errors before.</returns>
    internal async Task<FieldError?> BroadcastAsync(ActionStep step, CancellationToken cancellationToken)
    {
        await ReachAsync(step, forms.Clean(step.Context.Procedure.Form, step.Context.Answers, step.Context), cancellationToken);
        step.Exchange.MarkSent(step.Change.Now);
        return null;
    }

    /// <summary>Makes the Commission a party that reads the exchange and is not asked for an answer, unless it takes part already.</summary>
    internal async Task InformCommissionAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        var reached = await directory.ReachedAsync([Country.Union], exchange.Module, exchange.Procedure, [], Today, cancellationToken);
        foreach (
            var authority in reached
                .GetValueOrDefault(Country.Union, [])
                .Where(one => one.Id != exchange.SenderId && !exchange.TakesPart(one.Id, ParticipationCapacity.Commission))
        )
        {
            exchange.Join(authority.Id, ParticipationCapacity.Commission);
            exchange.PartOf(authority.Id, ParticipationCapacity.Commission).ExcuseFromAnswer();
        }
    }

    /// <summary>
    /// Informs the other countries that take part: in each the coordinators of the procedure, otherwise the authorities that can receive it. They are no
    /// parties and read only what the definition shows to them.
    /// </summary>
    internal async Task InformCountriesAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        var countries = (await directory.CountriesAsync(cancellationToken))
            .Keys.Where(country => country != Country.Union && country != exchange.SenderCountry && country != exchange.RecipientCountry)
            .Where(country => exchange.Reached?.Contains($" {country} ", StringComparison.Ordinal) != true)
            .ToList();
        var reached = await directory.ReachedAsync(countries, exchange.Module, exchange.Procedure, [], Today, cancellationToken);
        foreach (var authority in reached.Values.SelectMany(one => one))
            exchange.Inform(authority.Id);
    }

    /// <summary>Passes the broadcast on to another authority of the acting authority's country.</summary>
    /// <returns>The error in the choice of the authority; null if it is valid.</returns>
    internal async Task<FieldError?> DisseminateAsync(ActionStep step, string field, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        var (found, wrong) = await recipients.WithinCountryAsync(
            exchange,
            step.Asked.Text(field),
            target => exchange.Participations.Any(part => part.AuthorityId == target && part.IsHost),
            step.Context.CountryOf(step.Authority),
            field,
            cancellationToken
        );
        if (found is null)
            return wrong;
        exchange.Join(found.Id, ParticipationCapacity.Recipient);
        exchange.LetAct(ParticipationCapacity.ActsForRecipient, found.Standing.ActedForBy);
        step.ToAuthority = found.Id;
        return null;
    }

    /// <summary>Stores a new version of the form and adds the further recipients that it names.</summary>
    /// <returns>Always null: the form was checked before.</returns>
    internal async Task<FieldError?> AmendAsync(ActionStep step, CancellationToken cancellationToken)
    {
        var (exchange, procedure) = (step.Exchange, step.Context.Procedure);
        content.Add(exchange, step.Cipher, ContentKind.Form, procedure.Form.Name, step.Amended.ToJson(), exchange.Language, step.Actor.UserId, step.Authority);
        ContentStore.Name(exchange, procedure, step.Cipher, step.Amended);
        var source = exchange.SourceOfForm(procedure, DeadlineCalendar.DayOf(step.Change.Now));
        await content.ReplaceFactsAsync(exchange.Id, source, forms.Facts(procedure.Form, step.Amended), cancellationToken);
        if (procedure.ReplyByField is { } field && step.Amended.Date(field) is var wanted && wanted != exchange.ReplyBy)
        {
            exchange.WantReplyBy(wanted);
            step.Date = wanted;
        }

        if (exchange.Reached is not null)
            await ReachAsync(step, step.Amended, cancellationToken);
        exchange.BeginVersion();
        return null;
    }

    /// <summary>Updates the examination, the tasks beside the state, and the replies of recipients after an action.</summary>
    internal static void Follow(ActionStep step, DateTime now)
    {
        var exchange = step.Exchange;
        if (step.Context.Procedure.Examination is { } examination)
        {
            if (examination.Begins.Contains(step.Action.Name))
                exchange.BeginExamination(examination.By, now);
            if (examination.Ends.Contains(step.Action.Name))
                exchange.EndExamination(now);
        }

        TurnPolicy.Follow(exchange, step.Context.Procedure, step.Action.Name, DeadlineCalendar.DayOf(now));
        if (!step.Action.DoesVerb(Verb.Answer))
            return;
        foreach (var participation in exchange.Participations.Where(part => part.AuthorityId == step.Authority && exchange.IsOneOfMany(part)))
            participation.Respond(true);

        // A central authority that acts for several recipients has replied when all of them have.
        var actedForBy = step.Context.Access.ActedForBy;
        foreach (var acting in exchange.Participations.Where(part => part.Capacity == ParticipationCapacity.ActsForRecipient))
        {
            acting.Respond(
                exchange
                    .Participations.Where(part =>
                        part.Capacity == ParticipationCapacity.Recipient && actedForBy.GetValueOrDefault(part.AuthorityId) == acting.AuthorityId
                    )
                    .All(part => part.HasResponded)
            );
        }
    }

    private async Task ReachAsync(ActionStep step, Answers answers, CancellationToken cancellationToken)
    {
        var exchange = step.Exchange;
        var reached = await RecipientsAsync(step.Context, answers, cancellationToken);
        foreach (var authority in reached)
        {
            exchange.Join(authority.Id, authority.Country == Country.Union ? ParticipationCapacity.Commission : ParticipationCapacity.Recipient);
            exchange.LetAct(ParticipationCapacity.ActsForRecipient, authority.Setups.FirstOrDefault(setup => setup.Module == exchange.Module)?.ActedForById);
        }

        exchange.ReachCountries(reached.Select(authority => authority.Country));
    }

    private async Task<IReadOnlyList<(RecipientRule Rule, string Country)>> ChosenCountriesAsync(
        ExchangeContext context,
        Answers answers,
        CancellationToken cancellationToken
    )
    {
        var wanted = new List<(RecipientRule, string)>();
        foreach (
            var rule in context.Procedure.Recipients.Where(one => one.When is not { } when || FormEngine.Holds(when, context.Procedure.Form, answers, context))
        )
        {
            IEnumerable<string> countries = rule.Kind switch
            {
                RecipientKind.Commission => [Country.Union],
                RecipientKind.Linked => [],
                RecipientKind.Field => answers.Texts(rule.Field!),
                _ => (await directory.CountriesAsync(cancellationToken)).Keys.Where(country => country != Country.Union).Order(StringComparer.Ordinal),
            };
            wanted.AddRange(countries.Select(country => (rule, country)));
        }

        return wanted;
    }
}
