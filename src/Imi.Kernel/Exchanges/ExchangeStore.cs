using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>Brings an exchange with its definition, mandates and answers. Implements what modules' rules may read.</summary>
public sealed class ExchangeStore(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    StandingReader standings,
    AccessPolicy policy,
    ExchangeVault vault,
    TimeProvider time
) : IExchangeReader
{
    /// <summary>Each of them lets somebody see an exchange, or what was asked of its personal data.</summary>
    private static readonly Permission[] Seeing =
    [
        Permission.ReadExchange,
        Permission.ReadWithoutPersonalData,
        Permission.SeeThatItExisted,
        Permission.DecideOnRequests,
    ];

    /// <summary>The exchange with all that decides, if the actor may see it at all; else null, as if it did not exist.</summary>
    internal async Task<ExchangeContext?> SeenAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var context = await NearAsync(id, actor, cancellationToken);
        return context is null || policy.SightOf(actor, context.Facts) == Sight.None ? null : context;
    }

    /// <summary>
    /// The exchange with all that decides, if an authority takes part at which the actor has a role that sees exchanges. Everybody else
    /// costs the same single statement as an exchange that does not exist, so that the time of an answer tells nothing.
    /// </summary>
    internal Task<ExchangeContext?> NearAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var authorities = Seeing.SelectMany(actor.GrantsThatPermit).Select(grant => grant.AuthorityId).Distinct().ToList();
        return LoadAsync(
            database.Set<Exchange>().Where(found => found.Id == id && found.Participations.Any(part => authorities.Contains(part.AuthorityId))),
            cancellationToken
        );
    }

    /// <summary>The exchange with all that decides what may happen to it, or null.</summary>
    internal Task<ExchangeContext?> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        LoadAsync(database.Set<Exchange>().Where(found => found.Id == id), cancellationToken);

    private async Task<ExchangeContext?> LoadAsync(IQueryable<Exchange> one, CancellationToken cancellationToken)
    {
        var exchange = await one.Include(found => found.Participations).FirstOrDefaultAsync(cancellationToken);
        return exchange is null ? null : await ContextOfAsync(exchange, cancellationToken);
    }

    /// <summary>The context of an exchange that is already loaded with its participations.</summary>
    internal async Task<ExchangeContext> ContextOfAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var module = await catalogue.VersionAsync(exchange.Module, exchange.DefinitionVersion, cancellationToken);
        var procedure =
            module.Procedure(exchange.Procedure)
            ?? throw new InvalidOperationException($"Version {exchange.DefinitionVersion} of {exchange.Module} has no procedure '{exchange.Procedure}'.");
        var today = DeadlineCalendar.Today(time);
        var isUnderWay = exchange.Phase != Phase.Draft;
        var sender = await standings.MandateAsync(
            exchange.SenderId,
            exchange.Module,
            exchange.Procedure,
            Capacity.Sender,
            today,
            isUnderWay,
            cancellationToken
        );
        var recipient = exchange.RecipientId is { } recipientId
            ? await standings.MandateAsync(recipientId, exchange.Module, exchange.Procedure, Capacity.Recipient, today, isUnderWay, cancellationToken)
            : (null, Standing.Good);
        var others = new Dictionary<Guid, Standing>(
            await standings.CountryStandingsAsync(
                [.. exchange.Participations.Where(part => part.IsCoordinator).Select(part => part.AuthorityId)],
                today,
                cancellationToken
            )
        );
        if (procedure.IsBroadcast)
        {
            var recipients = exchange
                .Participations.Where(part => part.IsHost && part.Capacity != ParticipationCapacity.Sender)
                .Select(part => part.AuthorityId)
                .ToList();
            foreach (
                var (authority, standing) in await standings.RecipientStandingsAsync(recipients, exchange.Module, exchange.Procedure, today, cancellationToken)
            )
                others[authority] = standing;
        }

        // Who is no longer a handler is no longer assigned, from that moment on: the row goes with the next sweep.
        var ended = AttentionService.EndedQuery(database, today);
        var assignments = await database
            .Set<Assignment>()
            .Where(assignment =>
                assignment.ExchangeId == exchange.Id
                && !ended.Any(one => one.ExchangeId == assignment.ExchangeId && one.AuthorityId == assignment.AuthorityId && one.UserId == assignment.UserId)
            )
            .ToListAsync(cancellationToken);
        var done = procedure.AsksWhatWasDone ? await DoneAsync(exchange.Id, cancellationToken) : [];
        var hasOpenPart = procedure.AsksForParts && await OpenParts(database, exchange.Id).AnyAsync(cancellationToken);
        var isClosedToAll =
            exchange.Phase == Phase.Deleted || (exchange.Phase == Phase.Hidden && !exchange.Participations.Any(part => part.IsUnblockedOn(today)));
        using var cipher = isClosedToAll ? null : await vault.TryOpenAsync(exchange.Id, cancellationToken);
        var (answers, asked, author) = cipher is null
            ? (Answers.None, new Dictionary<string, Answers>(StringComparer.Ordinal), Guid.Empty)
            : await AnswersAsync(exchange.Id, cipher, cancellationToken);
        return new ExchangeContext(
            exchange,
            module,
            procedure,
            sender,
            recipient,
            others,
            assignments,
            done,
            today,
            answers,
            asked,
            isContentLost: cipher is null && !isClosedToAll
        )
        {
            FormAuthor = author,
            HasOpenPart = hasOpenPart,
        };
    }

    /// <summary>The parts that were split off and are still open.</summary>
    internal static IQueryable<Exchange> OpenParts(ImiDbContext database, Guid exchange) =>
        database.Set<Exchange>().AsNoTracking().Where(part => part.ParentId == exchange && part.Phase == Phase.Open).OrderBy(part => part.Id);

    private async Task<HashSet<string>> DoneAsync(Guid exchange, CancellationToken cancellationToken)
    {
        var entries = await database
            .Set<TimelineEntry>()
            .Where(entry => entry.ExchangeId == exchange)
            .Select(entry => entry.What)
            .Distinct()
            .ToListAsync(cancellationToken);
        return [.. entries.Select(PolicyActions.NameOf)];
    }

    /// <summary>The answers to the procedure's form and who wrote them last, and the latest to each form that an action asked.</summary>
    private async Task<(Answers Form, IReadOnlyDictionary<string, Answers> Asked, Guid Author)> AnswersAsync(
        Guid exchangeId,
        ExchangeCipher cipher,
        CancellationToken cancellationToken
    )
    {
        var documents = await database
            .Set<ContentDocument>()
            .Where(document => document.ExchangeId == exchangeId && (document.Kind == ContentKind.Form || document.Kind == ContentKind.Action))
            .OrderBy(document => document.Id)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var (form, author) = (Answers.None, Guid.Empty);
        var asked = new Dictionary<string, Answers>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            var answers = Answers.FromJson(cipher.DecryptText(document.Cipher, ContentPurpose(document.Id)));
            if (document.Kind == ContentKind.Form)
                (form, author) = (answers, document.AuthorId);
            else
                asked[document.Form] = answers;
        }

        return (form, asked, author);
    }

    /// <summary>Who answers today for what an authority wrote in an exchange: itself, or whoever took its place.</summary>
    internal async Task<Guid> SuccessorAsync(Guid exchange, Guid authority, CancellationToken cancellationToken)
    {
        return SuccessorIn(await HandedOverQuery(database, exchange).ToListAsync(cancellationToken), authority);
    }

    /// <summary>The same from the exchange's timeline, oldest entry first.</summary>
    internal static Guid SuccessorIn(IEnumerable<TimelineEntry> timeline, Guid authority) =>
        timeline
            .Where(entry => entry.Action == KernelActions.HandedOver)
            .Aggregate(authority, (author, entry) => entry.AuthorityId == author ? entry.ToAuthorityId!.Value : author);

    internal static IQueryable<TimelineEntry> HandedOverQuery(ImiDbContext database, Guid exchange) =>
        database
            .Set<TimelineEntry>()
            .AsNoTracking()
            .Where(entry => entry.ExchangeId == exchange && entry.What == KernelActions.HandedOver && entry.ToAuthorityId != null)
            .OrderBy(entry => entry.Id);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken)
    {
        var ids = await database
            .Set<ExchangeLink>()
            .Where(link => link.FromId == exchange || link.ToId == exchange)
            .Select(link => link.FromId == exchange ? link.ToId : link.FromId)
            .ToListAsync(cancellationToken);
        var views = new List<ExchangeView>();
        foreach (var id in ids)
        {
            if (await LoadAsync(id, cancellationToken) is { } linked)
                views.Add(linked.View());
        }

        return views;
    }

    /// <summary>What binds a content document's cipher to its place.</summary>
    internal static string ContentPurpose(Guid documentId) => $"content/{documentId}";
}
