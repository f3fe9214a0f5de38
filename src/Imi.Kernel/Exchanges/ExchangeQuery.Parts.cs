using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>Composes parts of the details.</content>
public sealed partial class ExchangeQuery
{
    /// <summary>Describes what the parties see of an exchange whose personal data are hidden or deleted: that it existed. Decrypts nothing.</summary>
    private async Task<ExchangeDetails> ShellAsync(ExchangeContext context, Actor actor, CancellationToken cancellationToken) =>
        ShellOf(
            context,
            actor,
            Sight.Shell,
            await directory.FindAsync([.. context.Exchange.Participations.Select(part => part.AuthorityId).Distinct()], cancellationToken)
        );

    /// <summary>What does not depend on how much of the exchange the person sees.</summary>
    private static ExchangeDetails ShellOf(ExchangeContext context, Actor actor, Sight sight, IReadOnlyDictionary<Guid, Authority> authorities) =>
        new()
        {
            Exchange = context.Exchange,
            Module = context.Module,
            Procedure = context.Procedure,
            Conditions = context,
            Sight = sight,
            IsContentLost = context.Access.IsContentLost,
            Recipients = context.RecipientsAmong(authorities),
            Today = context.Today,
            Assigned = context.Access.Assigned,
            ActsFor = OwnPart(context, actor),
            Authorities = authorities,
        };

    private Task<List<TimelineEntry>> TimelineAsync(Guid exchange, CancellationToken cancellationToken) =>
        database.Set<TimelineEntry>().AsNoTracking().Where(entry => entry.ExchangeId == exchange).OrderBy(entry => entry.Id).ToListAsync(cancellationToken);

    /// <summary>Adds the authorities that handed the exchange over to the given ones, because a successor corrects what its predecessor wrote.</summary>
    private static List<Guid> WithPredecessors(List<Guid> authorities, List<TimelineEntry> timeline)
    {
        foreach (
            var entry in timeline
                .AsEnumerable()
                .Reverse()
                .Where(entry => entry.What == KernelActions.HandedOver && entry.ToAuthorityId is { } to && authorities.Contains(to))
        )
            authorities.Add(entry.AuthorityId);
        return authorities;
    }

    /// <summary>Whether an action without effect on the state would only repeat the authority's last action.</summary>
    private static bool IsSaid(ActionDefinition action, Guid? authority, Exchange exchange, List<TimelineEntry> timeline) =>
        action is { To: null, Asks: null }
        && action.Does.All(verb => verb == Verb.Answer)
        && (action.Does.Count == 0 || exchange.Participations.Any(part => part.AuthorityId == authority && part.HasResponded))
        && timeline.FindLast(entry => entry.AuthorityId == authority)?.Action == action.Name;

    /// <summary>Selects what the authorities for which a person works have to do, the first due first.</summary>
    private static IReadOnlyList<Turn> MyTurns(ExchangeContext context, Actor actor)
    {
        var parts = context.Exchange.Participations.Where(part =>
            !context.Exchange.IsKeptFrom(part.Capacity) && context.Access.IsReadBy(actor, part.AuthorityId)
        );
        return
        [
            .. parts
                .SelectMany(part => TurnPolicy.OwnOf(context.Exchange, part))
                .Distinct()
                .OrderBy(turn => turn.Due ?? DateOnly.MaxValue)
                .ThenBy(turn => turn.IsOfState),
        ];
    }

    private ActionContent ActionContentOf(
        ExchangeContext context,
        TimelineEntry entry,
        ContentDocument document,
        ExchangeCipher cipher,
        FormReader reader,
        bool isOwn
    )
    {
        // The people of an authority always see what the authority itself wrote, except special categories.
        if (isOwn && reader.Sight is Sight.WithoutPersonal or Sight.WithoutConfidential)
            reader = reader with { Sight = Sight.Full, Special = reader.Special! with { MayOpen = false } };
        var form = context.Module.Forms[document.Form];
        var answers = Answers.FromJson(cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id)));
        var special = reader.Special! with { Place = PlaceOf(entry) };
        return new ActionContent(
            entry,
            form,
            document.Language,
            FormEngine.Visible(form, answers, reader.Sight, special),
            forms.View(form, answers, reader with { Special = special })
        );
    }

    private static Message MessageOf(ContentDocument document, ExchangeCipher cipher) =>
        new(
            document.Id,
            document.AuthorId,
            document.AuthorityId,
            document.CreatedAt,
            document.Language,
            cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id))
        );
}
