using System.Security.Cryptography;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Mandates;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Loads exchanges with all data that determine what may happen to them. Within one scope, loads and decrypts an exchange that a person reads only once,
/// until something is written. Gives modules' rules the linked exchanges.
/// </summary>
public sealed class ExchangeStore(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    StandingReader standings,
    AccessPolicy policy,
    ExchangeVault vault,
    TimeProvider time
) : IExchangeReader, IDisposable
{
    /// <summary>The comment of the statement that loads an exchange, by which tests count loads.</summary>
    internal const string LoadTag = "load exchange";

    /// <summary>Each of these permissions lets a person see an exchange, or the requests about its personal data.</summary>
    private static readonly Permission[] Seeing =
    [
        Permission.ReadExchange,
        Permission.ReadWithoutPersonalData,
        Permission.ReadInformation,
        Permission.SeeThatItExisted,
        Permission.DecideOnRequests,
    ];

    private static readonly HashSet<string> NothingDone = [];

    private readonly List<ExchangeCipher> _ciphers = [];
    private readonly Dictionary<Guid, (Actor Reader, long Writes, ExchangeContext Context)> _read = [];

    /// <summary>Loads an exchange that a person may see; null if the person may not see it, as if it did not exist.</summary>
    internal async Task<ExchangeContext?> SeenAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var context = await NearAsync(id, actor, cancellationToken);
        return context is null || policy.SightOf(actor, context.Access) == Sight.None ? null : context;
    }

    /// <summary>
    /// Loads an exchange if the person has a role that sees exchanges at an authority that takes part. Otherwise returns null after the same single statement
    /// as for an exchange that does not exist, so that the response time reveals nothing.
    /// </summary>
    internal async Task<ExchangeContext?> NearAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var isReading = database.Database.CurrentTransaction is null;
        if (isReading && _read.TryGetValue(id, out var known) && ReferenceEquals(known.Reader, actor) && known.Writes == database.Writes)
            return known.Context;
        var authorities = SeeingFor(actor);
        var context = await LoadAsync(
            database.Set<Exchange>().Where(found => found.Id == id && found.Participations.Any(part => authorities.Contains(part.AuthorityId))),
            cancellationToken
        );
        if (isReading && context is not null)
            _read[id] = (actor, database.Writes, context);
        return context;
    }

    /// <summary>
    /// Returns those of some exchanges that a person may see, without their content: one statement for all, and one for each procedure among them.
    /// </summary>
    internal async Task<IReadOnlyList<Exchange>> SeenAsync(IReadOnlyCollection<Guid> ids, Actor actor, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var seen = new List<Exchange>();
        var found = await SeenQuery(database, ids, SeeingFor(actor)).ToListAsync(cancellationToken);
        foreach (var group in found.GroupBy(exchange => (exchange.Module, exchange.Procedure)))
        {
            var authorities = group.SelectMany(PartiesOf).Distinct().ToList();
            var parties = await standings.OfPartiesAsync(authorities, group.Key.Module, group.Key.Procedure, DeadlineCalendar.Today(time), cancellationToken);
            foreach (var exchange in group)
            {
                var (module, procedure) = await DefinitionOfAsync(exchange, cancellationToken);
                var context = new ExchangeContext(exchange, module, procedure, parties, [], NothingDone, DeadlineCalendar.Today(time), null, [], false);
                if (policy.SightOf(actor, context.Access) != Sight.None)
                    seen.Add(exchange);
            }
        }

        return seen;
    }

    internal static IQueryable<Exchange> SeenQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<Guid> authorities) =>
        database
            .Set<Exchange>()
            .AsNoTracking()
            .Where(found => ids.Contains(found.Id) && found.Participations.Any(part => authorities.Contains(part.AuthorityId)))
            .Include(found => found.Participations)
            .OrderBy(found => found.Id);

    /// <summary>Opens the key of an exchange that a person may be able to add to, without loading it; null for every other exchange.</summary>
    /// <returns>The cipher, which the caller disposes, and an authority of the person that takes part.</returns>
    internal async Task<(ExchangeCipher Cipher, Guid Authority)?> KeyForAddingAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var authorities = actor.GrantsThatPermit(Permission.Contribute).Select(grant => grant.AuthorityId).Distinct().ToList();
        return await KeyQuery(database, id, authorities).FirstOrDefaultAsync(cancellationToken) is { } found && vault.TryOpen(id, found.Wrapped) is { } cipher
            ? (cipher, found.AuthorityId)
            : null;
    }

    /// <summary>Keeps a cipher open for the whole scope.</summary>
    internal ExchangeCipher KeepOpen(ExchangeCipher cipher)
    {
        _ciphers.Add(cipher);
        return cipher;
    }

    /// <summary>Keeps an exchange as it is after a person's change, so that rendering the response does not load it again.</summary>
    internal void Keep(Actor actor, ExchangeContext? context)
    {
        if (context is not null)
            _read[context.Exchange.Id] = (actor, database.Writes, context);
    }

    /// <summary>Runs a write that changes no exchange: what was read before stays current.</summary>
    internal async Task WithoutChangeAsync(Func<Task> write)
    {
        var before = database.Writes;
        await write();
        foreach (var (id, known) in _read.Where(one => one.Value.Writes == before).ToList())
            _read[id] = known with { Writes = database.Writes };
    }

    /// <summary>Loads an exchange; null if there is none.</summary>
    internal Task<ExchangeContext?> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        LoadAsync(database.Set<Exchange>().Where(found => found.Id == id), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _ciphers.ForEach(cipher => cipher.Dispose());

    private async Task<ExchangeContext?> LoadAsync(IQueryable<Exchange> one, CancellationToken cancellationToken) =>
        await LoadQuery(database, Tracked(one)).FirstOrDefaultAsync(cancellationToken) is { } found
            ? await ContextOfAsync(found.Exchange, found.Key, cancellationToken)
            : null;

    internal static IQueryable<LoadedExchange> LoadQuery(ImiDbContext database, IQueryable<Exchange> one) =>
        from exchange in one.Include(found => found.Participations).TagWith(LoadTag)
        join stored in database.Set<ExchangeKey>() on exchange.Id equals stored.ExchangeId into keys
        from key in keys.DefaultIfEmpty()
        select new LoadedExchange(exchange, key);

    internal static IQueryable<KeyOfParty> KeyQuery(ImiDbContext database, Guid id, IReadOnlyCollection<Guid> authorities) =>
        from part in database.Set<Participation>()
        where part.ExchangeId == id && authorities.Contains(part.AuthorityId)
        join exchange in database.Set<Exchange>() on part.ExchangeId equals exchange.Id
        where exchange.Phase == Phase.Draft || exchange.Phase == Phase.Open
        join key in database.Set<ExchangeKey>() on part.ExchangeId equals key.ExchangeId
        orderby part.Capacity, part.AuthorityId
        select new KeyOfParty(key.Wrapped, part.AuthorityId);

    private async Task<ExchangeContext> ContextOfAsync(Exchange exchange, ExchangeKey? key, CancellationToken cancellationToken)
    {
        var (module, procedure) = await DefinitionOfAsync(exchange, cancellationToken);
        var today = DeadlineCalendar.Today(time);
        var parties = await standings.OfPartiesAsync([.. PartiesOf(exchange).Distinct()], exchange.Module, exchange.Procedure, today, cancellationToken);

        // A person who is no longer a handler is no longer assigned, from that moment on; the next run of the job removes the row.
        var ended = AttentionService.EndedQuery(database, today);
        var assignments = await Tracked(database.Set<Assignment>())
            .Where(assignment =>
                assignment.ExchangeId == exchange.Id
                && !ended.Any(one => one.ExchangeId == assignment.ExchangeId && one.AuthorityId == assignment.AuthorityId && one.UserId == assignment.UserId)
            )
            .ToListAsync(cancellationToken);
        var done = procedure.AsksWhatWasDone ? await DoneAsync(exchange.Id, cancellationToken) : [];
        var hasOpenPart = procedure.AsksForParts && await OpenParts(database, exchange.Id).AnyAsync(cancellationToken);
        var isClosedToAll =
            exchange.Phase == Phase.Deleted || (exchange.Phase == Phase.Hidden && !exchange.Participations.Any(part => part.IsUnblockedOn(today)));
        var cipher = isClosedToAll || key is null ? null : vault.TryOpen(exchange.Id, key.Wrapped);
        if (cipher is not null)
            KeepOpen(cipher);
        var documents = cipher is null ? [] : await DocumentsAsync(exchange.Id, cancellationToken);
        try
        {
            return Context(cipher, documents, isLost: cipher is null && !isClosedToAll);
        }
        catch (CryptographicException) when (cipher is not null)
        {
            // Damaged content counts as lost. It must not prevent that the exchange is handed over, merged or deleted.
            return Context(null, [], isLost: true);
        }

        ExchangeContext Context(ExchangeCipher? with, IReadOnlyList<ContentDocument> content, bool isLost) =>
            new(exchange, module, procedure, parties, assignments, done, today, with, content, hasOpenPart) { IsContentLost = isLost };
    }

    private async Task<(PolicyModule Module, Procedure Procedure)> DefinitionOfAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var module = await catalogue.VersionAsync(exchange.Module, exchange.DefinitionVersion, cancellationToken);
        var procedure =
            module.Procedure(exchange.Procedure)
            ?? throw new InvalidOperationException($"Version {exchange.DefinitionVersion} of {exchange.Module} has no procedure '{exchange.Procedure}'.");
        return (module, procedure);
    }

    private static IEnumerable<Guid> PartiesOf(Exchange exchange) => exchange.Participations.Select(part => part.AuthorityId).Append(exchange.SenderId);

    private static List<Guid> SeeingFor(Actor actor) => [.. Seeing.SelectMany(actor.GrantsThatPermit).Select(grant => grant.AuthorityId).Distinct()];

    private Task<List<ContentDocument>> DocumentsAsync(Guid exchange, CancellationToken cancellationToken) =>
        Tracked(database.Set<ContentDocument>())
            .Where(document => document.ExchangeId == exchange)
            .OrderBy(document => document.Id)
            .ToListAsync(cancellationToken);

    /// <summary>Changes are tracked only inside a transaction: an exchange that was read before it would hide what others have changed since.</summary>
    private IQueryable<T> Tracked<T>(IQueryable<T> query)
        where T : class => database.Database.CurrentTransaction is null ? query.AsNoTracking() : query;

    /// <summary>Queries the parts that were split off from an exchange and are still open.</summary>
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

    /// <summary>Finds the authority that is now responsible for what an authority wrote: itself or, after a hand-over of the exchange, its successor.</summary>
    internal async Task<Guid> SuccessorAsync(Guid exchange, Guid authority, CancellationToken cancellationToken) =>
        SuccessorIn(await HandedOverQuery(database, exchange).ToListAsync(cancellationToken), authority);

    /// <summary>Finds the same authority from entries of the exchange's timeline, the oldest first.</summary>
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

    /// <inheritdoc/>
    public async ValueTask<bool> HasFilesAsync(Guid exchange, CancellationToken cancellationToken) =>
        await database.Set<Attachment>().AnyAsync(file => file.ExchangeId == exchange && file.IsComplete && file.WithdrawnAt == null, cancellationToken);

    /// <summary>Returns the purpose to which the ciphertext of a document is bound.</summary>
    internal static string ContentPurpose(Guid documentId) => $"content/{documentId}";

    internal sealed record KeyOfParty(byte[] Wrapped, Guid AuthorityId);

    internal sealed record LoadedExchange(Exchange Exchange, ExchangeKey? Key);
}
