using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Splits chosen items of a request off to another authority, as a linked exchange whose number extends that of the request.</summary>
public sealed class SplitService(
    ImiDbContext database,
    RecipientPolicy recipients,
    ExchangeVault vault,
    ContentStore content,
    FormEngine forms,
    TimelineStore timelines,
    TimeProvider time
)
{
    /// <summary>Splits off the items that the step names.</summary>
    /// <returns>The error in the chosen authority or items; null if they are valid.</returns>
    internal async Task<FieldError?> SplitAsync(ActionStep step, string authorityField, CancellationToken cancellationToken)
    {
        var parent = step.Exchange;
        var (found, wrong) = await recipients.WithinCountryAsync(
            parent,
            step.Asked.Text(authorityField),
            target => target == parent.RecipientId,
            parent.RecipientCountry!,
            authorityField,
            cancellationToken
        );
        if (found is null)
            return wrong;
        var (handedOver, remains) = Divide(step.Context.Procedure.Form, step.Context.Answers, step.Request.Items);
        if (handedOver is null || remains is null)
            return new FieldError("items", handedOver is null ? "exchange.split-nothing" : "exchange.split-everything");
        await AddChildAsync(step, found, handedOver, cancellationToken);
        content.Add(
            parent,
            step.Cipher,
            ContentKind.Form,
            step.Context.Procedure.Form.Name,
            remains.ToJson(),
            parent.Language,
            parent.CreatedById,
            parent.SenderId
        );
        step.ToAuthority = found.Id;
        return null;
    }

    /// <summary>Divides the answers into those with the chosen items and those with the other items; null for a side without any item.</summary>
    internal static (Answers? HandedOver, Answers? Remains) Divide(Form form, Answers answers, IReadOnlyList<string> items)
    {
        // The new recipient was not given the answers of special categories.
        var (handedOver, remains) = (form.SpecialFields.Aggregate(answers, (left, field) => left.With(field.Name, "")), answers);
        var (handedCount, remainCount) = (0, 0);
        foreach (var group in form.Elements.Values.OfType<FieldGroup>().Where(group => group.IsSplittable))
        {
            var all = answers.Items(group.Name);
            var chosen = all.Where((_, index) => items.Contains(string.Create(CultureInfo.InvariantCulture, $"{group.Name}.{index}"))).ToList();
            var others = all.Except(chosen).ToList();
            handedOver = handedOver.With(group.Name, chosen);
            remains = remains.With(group.Name, others);
            handedCount += chosen.Count;
            remainCount += others.Count;
        }

        return (handedCount > 0 ? handedOver : null, remainCount > 0 ? remains : null);
    }

    private async Task AddChildAsync(ActionStep step, Candidate recipient, Answers answers, CancellationToken cancellationToken)
    {
        var parent = step.Exchange;
        var procedure = step.Context.Procedure;
        var now = time.GetUtcNow();
        var child = parent.SplitOff(OrderedId.Next(now), procedure, now.UtcDateTime);

        // A split is sent at once: it begins in the state to which the first sending of a complete draft leads.
        var sent = procedure.Actions.First(action =>
            action.ChecksForm
            && action.From.Contains(procedure.InitialState.Name)
            && action.To is not null
            && procedure.State(action.To).WaitsFor == Party.Recipient
        );
        var state = procedure.State(sent.To!);
        child.HandTo(recipient);
        child.Reach(procedure, state, step.Context.Module.Retention, now.UtcDateTime);
        database.Set<Exchange>().Add(child);
        using var cipher = vault.Create(child.Id);
        content.Add(child, cipher, ContentKind.Form, procedure.Form.Name, answers.ToJson(), parent.Language, parent.CreatedById, parent.SenderId);
        ContentStore.Name(child, procedure, cipher, answers);
        content.AddFacts(child.Id, child.SourceOfForm(procedure, DeadlineCalendar.DayOf(now.UtcDateTime)), forms.Facts(procedure.Form, answers));
        database.Set<ExchangeLink>().Add(new ExchangeLink(parent.Id, child.Id, LinkKind.Split));
        step.OtherExchange = child.Id;
        await timelines.RecordAsync(
            child,
            KernelActions.SplitOff,
            "",
            step.Actor,
            step.Authority,
            entry => entry.OtherExchangeId = parent.Id,
            cancellationToken
        );
    }
}
