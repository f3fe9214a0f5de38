using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.AspNetCore.DataProtection;

namespace Imi.SeedData;

/// <summary>Generates the rows of an exchange with the kernel's own transitions and encryption. The same number gives the same exchange.</summary>
internal sealed class ScaleExchange(Procedure procedure, string version, RetentionPeriods retention, ScaleWords words, IDataProtectionProvider protection)
{
    /// <summary>Generates an exchange.</summary>
    /// <param name="network">The authorities among which it takes place.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <returns>The entities to insert, each after those to which it refers.</returns>
    public IReadOnlyList<object> Make(Network network, DateTimeOffset at, int number)
    {
        var random = new Random(number);
        var sender = network.Choose(random);
        var recipient = network.Choose(random);
        for (var tries = 0; recipient.Country == sender.Country && network.Members.Count > 1 && tries < network.Members.Count; tries++)
            recipient = network.Members[random.Next(network.Members.Count)];
        var moment = at.UtcDateTime;
        var exchange = new Exchange(Guid.CreateVersion7(at), procedure, version, sender.Id, sender.Country, "en", network.Person, moment);
        exchange.Join(sender.Id, ParticipationCapacity.Sender);
        exchange.Join(network.Coordinator, ParticipationCapacity.CoordinatorOfSender);
        var mandate = recipient.Mandates.First(one => one.Capacity == Capacity.Recipient);
        exchange.HandTo(new Candidate(recipient.Id, recipient.Country, mandate, Standing.Good));
        var state = StateFor(random);
        if (state.Phase != Phase.Draft)
        {
            exchange.NumberAs(string.Create(CultureInfo.InvariantCulture, $"{procedure.Code}-{moment.Year}-S{number:D7}"));
            exchange.MarkSent(moment);
            exchange.WantReplyBy(DeadlineCalendar.DayOf(moment).AddDays(random.Next(20, 61)));
        }

        exchange.Reach(procedure, state, retention, moment);
        var (key, opened) = ExchangeVault.CreateKey(protection, exchange.Id);
        using var cipher = opened;
        var answers = words.Answers(random, exchange.ReplyBy);
        ContentStore.Name(exchange, procedure, cipher, answers);
        var form = new ContentDocument(Guid.CreateVersion7(at), exchange.Id, ContentKind.Form, procedure.Form.Name, "en", network.Person, sender.Id, moment);
        form.Cipher = cipher.EncryptText(answers.ToJson(), ExchangeStore.ContentPurpose(form.Id));
        var entry = new TimelineEntry(Guid.CreateVersion7(at), exchange.Id, KernelActions.Create, "", state.Name, network.Person, sender.Id, moment)
        {
            Revision = exchange.Revision,
        };
        return [exchange, .. exchange.Participations, key, form, entry];
    }

    /// <summary>Chooses a state: most exchanges are closed, as in any archive, and few are drafts.</summary>
    private StateDefinition StateFor(Random random)
    {
        var phase = random.NextDouble() switch
        {
            < 0.02 => Phase.Draft,
            < 0.25 => Phase.Open,
            _ => Phase.Closed,
        };
        var states = procedure.States.Where(state => state.Phase == phase).ToList();
        return states[random.Next(states.Count)];
    }
}
