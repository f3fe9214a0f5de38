using System.Runtime.CompilerServices;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.PersonalDataReports;

/// <summary>
/// Reports which personal data were processed, when, by whom and for what purpose (Regulation (EU) No 1024/2012, Article 17(3)). For the
/// operator of the platform; the report holds no content of exchanges. The caller checks access.
/// </summary>
public sealed class ProcessingReportQuery(ImiDbContext database, ModuleCatalogue catalogue, IEnumerable<IJournalMeaning> meanings)
{
    private const int BatchSize = 1_000;
    private const string OwnData = "the person's own account";

    /// <summary>Finds the identifier of the exchange with a number; null if there is none.</summary>
    public Task<Guid?> ExchangeAsync(string number, CancellationToken cancellationToken) =>
        database.Set<Exchange>().Where(exchange => exchange.Number == number).Select(exchange => (Guid?)exchange.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Finds the identifier of the user, or former user until deletion, with a user name; null if there is none.</summary>
    public Task<Guid?> PersonAsync(string userName, CancellationToken cancellationToken) =>
        database
            .Set<ImiUser>()
            .IgnoreQueryFilters()
            .Where(user => user.UserName == userName)
            .Select(user => (Guid?)user.Id)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Streams the journal entries that match, the oldest first, in batches, so that memory does not grow with the journal.</summary>
    public async IAsyncEnumerable<Processing> ReadAsync(ProcessingQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JournalEntry? last = null;
        while (await After(database, question, last).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            last = batch[^1];
            var exchanges = await NamedAsync(Exchanges(database, Ids(batch, entry => entry.ExchangeId)), exchange => exchange.Id, cancellationToken);
            var people = await NamedAsync(People(database, Ids(batch, entry => entry.UserId)), user => user.Id, cancellationToken);
            var authorities = await NamedAsync(Authorities(database, Ids(batch, entry => entry.AuthorityId)), authority => authority.Id, cancellationToken);
            foreach (var entry in batch)
            {
                var exchange = exchanges.GetValueOrDefault(entry.ExchangeId ?? Guid.Empty);
                var (purpose, data) = await MeaningAsync(entry, exchange, cancellationToken);
                yield return new Processing(
                    entry.Sequence,
                    entry.At,
                    PolicyActions.NameOf(entry.What),
                    entry.Detail,
                    entry.UserId is { } user && user != Guid.Empty ? people.GetValueOrDefault(user)?.Name ?? $"{user}" : "the platform",
                    authorities.GetValueOrDefault(entry.AuthorityId ?? Guid.Empty)?.Name,
                    exchange?.Number ?? entry.ExchangeId?.ToString(),
                    purpose,
                    data
                );
            }
        }
    }

    /// <summary>Finds the matching entries that follow a given one (null for the first), in the order of an index.</summary>
    internal static IQueryable<JournalEntry> After(ImiDbContext database, ProcessingQuestion question, JournalEntry? last)
    {
        var entries = database.Set<JournalEntry>().AsNoTracking();
        var (from, until) = (
            question.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            question.To?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
        );
        if (from is { } first)
            entries = entries.Where(entry => entry.At >= first);
        if (until is { } end)
            entries = entries.Where(entry => entry.At < end);
        if (question.Exchange is { } exchange)
            entries = entries.Where(entry => entry.ExchangeId == exchange);
        if (question.Person is { } person)
            entries = entries.Where(entry => entry.UserId == person);
        if (question.Exchange is null && question.Person is null)
        {
            if (last is { At: var at, Sequence: var place })
                entries = entries.Where(entry => entry.At >= at && (entry.At > at || entry.Sequence > place));
            return entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Sequence);
        }

        var sequence = last?.Sequence ?? 0;
        return entries.Where(entry => entry.Sequence > sequence).OrderBy(entry => entry.Sequence);
    }

    internal static IQueryable<NamedExchange> Exchanges(ImiDbContext database, Guid[] ids) =>
        database
            .Set<Exchange>()
            .Where(exchange => ids.Contains(exchange.Id))
            .Select(exchange => new NamedExchange(exchange.Id, exchange.Number, exchange.Module, exchange.Procedure, exchange.DefinitionVersion));

    /// <summary>
    /// Resolves the journal's pseudonyms to user names, also of former users until their data are deleted. Only this report resolves them.
    /// </summary>
    internal static IQueryable<Named> People(ImiDbContext database, Guid[] ids) =>
        database.Set<ImiUser>().IgnoreQueryFilters().Where(user => ids.Contains(user.Id)).Select(user => new Named(user.Id, user.UserName));

    internal static IQueryable<Named> Authorities(ImiDbContext database, Guid[] ids) =>
        database.Set<Authority>().Where(authority => ids.Contains(authority.Id)).Select(authority => new Named(authority.Id, authority.InformalTitle));

    private static Guid[] Ids(List<JournalEntry> batch, Func<JournalEntry, Guid?> id) => [.. batch.Select(id).OfType<Guid>().Distinct()];

    private static async Task<Dictionary<Guid, T>> NamedAsync<T>(IQueryable<T> query, Func<T, Guid> id, CancellationToken cancellationToken) =>
        (await query.ToListAsync(cancellationToken)).ToDictionary(id);

    /// <summary>Determines the purpose of an entry and the personal data that it concerned.</summary>
    private async Task<(string Purpose, IReadOnlyList<string> Data)> MeaningAsync(
        JournalEntry entry,
        NamedExchange? exchange,
        CancellationToken cancellationToken
    )
    {
        var purpose = meanings.Select(meaning => meaning.PurposeOf(entry)).FirstOrDefault(found => found is not null);
        var data = meanings.Select(meaning => meaning.DataOf(entry)).FirstOrDefault(found => found is not null);
        if (purpose is not null && data is not null)
            return (purpose, data);
        if (exchange is null)
            return ("Use and administration of the platform (Regulation (EU) No 1024/2012, Article 9)", entry.UserId is null ? [] : [OwnData]);
        var module = await catalogue.VersionAsync(exchange.Module, exchange.DefinitionVersion, cancellationToken);
        data ??= Data(entry, module, module.Procedure(exchange.Procedure));
        if (purpose is not null)
            return (purpose, data);
        var name = module.Texts.Find($"procedures.{exchange.Procedure}.name", TextCatalogue.Reference) ?? exchange.Procedure;
        var basis = module.BasisOf(module.Procedure(exchange.Procedure));
        return ($"{name} ({basis.Act}, {basis.Provisions})", data);
    }

    private static IReadOnlyList<string> Data(JournalEntry entry, PolicyModule module, Procedure? procedure) =>
        entry.What switch
        {
            _ when entry.Detail == nameof(Sight.Shell) => [],
            KernelActions.Message => ["the text of a message"],
            KernelActions.Attach or KernelActions.RemoveFile or KernelActions.WithdrawFile or ExchangeViews.Download => ["a file"],
            KernelActions.Link or KernelActions.Unlink or DraftQuery.Deleted => [],
            RectificationStore.Entry => Corrected(entry.Detail, module),
            _ when KernelActions.NotifyingAll.Contains(entry.What) => [],
            ExchangeViews.Special =>
            [
                .. Shown(entry.Detail, module),
                .. module
                    .Forms.Values.SelectMany(form => Labelled(form, module))
                    .Where(field => field.Field.Special is { } category && entry.Detail.Contains($".{field.Field.Name}:{category}/", StringComparison.Ordinal))
                    .Select(field => field.Label)
                    .Distinct(StringComparer.Ordinal),
            ],
            _ when procedure?.Action(PolicyActions.NameOf(entry.What)) is { } action => action.Asks is { } asked ? Personal(asked, module) : [],
            _ when entry.Detail.StartsWith(nameof(Sight.Full), StringComparison.Ordinal)
                    || entry.Detail.StartsWith(nameof(Sight.WithoutConfidential), StringComparison.Ordinal)
                    || entry.Detail.StartsWith(nameof(Sight.WithoutPersonal), StringComparison.Ordinal)
                    || entry.Detail.StartsWith(nameof(Sight.Informed), StringComparison.Ordinal) => Shown(entry.Detail, module),
            _ => procedure is null ? [] : Personal(procedure.Form, module),
        };

    /// <summary>Lists the data that a view displayed, from the entry's detail.</summary>
    private static IReadOnlyList<string> Shown(string detail, PolicyModule module) =>
        [
            .. (ShownFields.In(detail) ?? [])
                .Select(shown =>
                    shown switch
                    {
                        ShownFields.Messages => "the text of a message",
                        ShownFields.Files => "the name of a file",
                        _ => shown.Split('.') is [var form, var field] && module.Forms.TryGetValue(form, out var found)
                            ? Labelled(found, module).Where(one => one.Field.Name == field).Select(one => one.Label).FirstOrDefault(field)
                            : shown,
                    }
                )
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Lists the fields that a rectification changed; the entry names none if it changed a message.</summary>
    private static IReadOnlyList<string> Corrected(string detail, PolicyModule module)
    {
        var fields = detail.Split(' ') is [_, { Length: > 0 } names, _] ? names.Split(',') : [];
        return fields.Length == 0
            ? ["the text of a message"]
            :
            [
                .. module
                    .Forms.Values.SelectMany(form => Labelled(form, module))
                    .Where(one => fields.Contains(one.Field.Name))
                    .Select(one => one.Label)
                    .Distinct(StringComparer.Ordinal),
            ];
    }

    private static List<string> Personal(Form form, PolicyModule module) =>
        [.. Labelled(form, module).Where(one => one.Field is { IsPersonal: true, Special: null }).Select(one => one.Label)];

    private static IEnumerable<(Field Field, string Label)> Labelled(Form form, PolicyModule module) =>
        form
            .Elements.Values.SelectMany(element =>
                element is FieldGroup group ? group.Fields
                : element is Field field ? [field]
                : []
            )
            .Select(field => (field, module.Texts.Find($"{field.TextKey}.label", TextCatalogue.Reference) ?? field.Name));
}

/// <summary>The filter of a report on processing: by exchange, person and period, all combined.</summary>
public sealed record ProcessingQuestion
{
    /// <summary>The exchange; null for all.</summary>
    public Guid? Exchange { get; init; }

    /// <summary>The person who processed the data; null for all.</summary>
    public Guid? Person { get; init; }

    /// <summary>The first day, UTC; null for the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, UTC, included; null for no end.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>One processing of personal data, from an entry of the journal.</summary>
/// <param name="Sequence">The entry's number in the journal.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="What">The journal's word for it.</param>
/// <param name="Detail">The entry's detail.</param>
/// <param name="By">The user name, the identifier of a deleted user, or "the platform".</param>
/// <param name="Authority">The authority in whose name it was done; null if none.</param>
/// <param name="Exchange">The exchange's number, or its identifier if it has no number; null if it concerns no exchange.</param>
/// <param name="Purpose">The purpose: the procedure and its legal basis.</param>
/// <param name="Data">The personal data that were processed; empty if none.</param>
public sealed record Processing(
    long Sequence,
    DateTime At,
    string What,
    string Detail,
    string By,
    string? Authority,
    string? Exchange,
    string Purpose,
    IReadOnlyList<string> Data
);

/// <summary>A person or an authority by name.</summary>
internal sealed record Named(Guid Id, string Name);

/// <summary>An exchange with the data that determine its purpose.</summary>
internal sealed record NamedExchange(Guid Id, string? Number, string Module, string Procedure, string DefinitionVersion);
