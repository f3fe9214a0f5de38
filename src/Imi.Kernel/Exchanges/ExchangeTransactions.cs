using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Telemetry;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Runs each change in one transaction. A repeated submission takes effect only once and returns the same result. After a collision with another change,
/// runs the change again on the current data.
/// </summary>
public sealed partial class ExchangeTransactions(
    ImiDbContext database,
    ExchangeStore store,
    AccessPolicy policy,
    TimelineStore timelines,
    IExchangeIndex index,
    TimeProvider time
)
{
    private const int Attempts = 4;
    private ActionMeasurement? _measurement;

    /// <summary>
    /// Changes an exchange. It is loaded and decrypted once, inside the transaction, so that the rights of the person and the state of the exchange are those
    /// of the change. The next read in the same scope returns it as it is afterwards, without another load.
    /// </summary>
    /// <param name="id">The exchange.</param>
    /// <param name="actor">The person who changes it.</param>
    /// <param name="key">The key by which a repeated submission takes effect only once; null for none.</param>
    /// <param name="fingerprint">Describes the operation, so that the same key is refused for another one.</param>
    /// <param name="change">Checks, changes and records. It runs again after a collision, so it must have no effects outside the database.</param>
    /// <param name="cancellationToken">Cancels the call before anything is written.</param>
    /// <param name="first">Takes locks before the exchange is loaded; null for none.</param>
    /// <param name="isFound">Whether the person finds the exchange, for people who need not see it; null if the person must see it.</param>
    /// <returns>The outcome of the change; not found if the person may not see the exchange.</returns>
    internal Task<Outcome<T>> ChangeAsync<T>(
        Guid id,
        Actor actor,
        SubmissionKey? key,
        string fingerprint,
        Func<ExchangeChange, CancellationToken, Task<Outcome<T>>> change,
        CancellationToken cancellationToken,
        Func<CancellationToken, Task>? first = null,
        Func<ExchangeAccess, bool>? isFound = null
    ) =>
        ChangeAsync(
            id,
            actor,
            key,
            fingerprint,
            async stop =>
                isFound is null ? await store.SeenAsync(id, actor, stop)
                : await store.NearAsync(id, actor, stop) is { } near && isFound(near.Access) ? near
                : null,
            change,
            first,
            cancellationToken
        );

    private async Task<Outcome<T>> ChangeAsync<T>(
        Guid id,
        Actor actor,
        SubmissionKey? key,
        string fingerprint,
        Func<CancellationToken, Task<ExchangeContext?>> load,
        Func<ExchangeChange, CancellationToken, Task<Outcome<T>>> change,
        Func<CancellationToken, Task>? first,
        CancellationToken cancellationToken
    )
    {
        ExchangeContext? after = null;
        database.ChangeTracker.Clear(); // Entities that were read before would hide later changes by others.
        var outcome = await RunAsync(
            actor,
            key,
            id,
            fingerprint,
            cancellationToken,
            async stop =>
            {
                after = null;
                if (first is not null)
                    await first(stop);
                if (await load(stop) is not { } context)
                    return Outcome<T>.NotFound;
                var result = await change(new ExchangeChange(context, actor, policy, timelines, time), stop);
                after = result.IsDone ? await IndexAsync(context.Exchange, isNew: false, After(context), stop) : null;
                return result;
            }
        );
        store.Keep(actor, outcome.IsDone ? after : null);
        return outcome;
    }

    /// <summary>Returns the exchange as it is after a change, with what was added to it and without what was removed.</summary>
    private ExchangeContext? After(ExchangeContext before)
    {
        var entry = database.Set<TimelineEntry>().Local.LastOrDefault(one => one.ExchangeId == before.Exchange.Id);
        return database.Entry(before.Exchange).State is EntityState.Deleted or EntityState.Detached
            ? null
            : before.After(
                Tracked<Assignment>(assignment => assignment.ExchangeId == before.Exchange.Id),
                [.. Tracked<ContentDocument>(document => document.ExchangeId == before.Exchange.Id).OrderBy(document => document.Id)],
                entry?.Action ?? ""
            );
    }

    /// <summary>Returns the rows of the current transaction, with those added in it and without those removed.</summary>
    private List<T> Tracked<T>(Func<T, bool> isOfExchange)
        where T : class => [.. database.Set<T>().Local.Where(isOfExchange)];

    /// <summary>Names the running operation for the metrics, by a definition and never by user input.</summary>
    internal void Measure(Procedure procedure, string action) => _measurement?.Name(procedure.Module, procedure.Name, action);

    private async Task<Outcome<T>> RunAsync<T>(
        Actor actor,
        SubmissionKey? key,
        Guid? exchange,
        string fingerprint,
        CancellationToken cancellationToken,
        Func<CancellationToken, Task<Outcome<T>>> work
    )
    {
        using var measurement = _measurement = new ActionMeasurement();

        // Only hashes are stored: a fingerprint can contain a file name, a file name can contain a person's name, and callers choose the key freely.
        fingerprint = HashOf($"{fingerprint}\n{key?.Content}");
        if (key is { } given)
            key = given with { Key = HashOf(given.Key) };
        for (var attempt = 1; ; attempt++)
        {
            var isRepeated = false;
            try
            {
                var result = await database.WriteIfAsync(
                    async stop =>
                    {
                        if (key is { } submission && await EarlierAsync<T>(actor, submission, fingerprint, stop) is { } earlier)
                            return Repeated(earlier);
                        var outcome = await work(stop);
                        if (outcome.IsDone && key is { } first)
                            Keep(actor, first, exchange ?? outcome.Value as Guid?, fingerprint, outcome.Value);

                        // The same submission may have completed after the first check and be the reason for this refusal.
                        if (!outcome.IsDone && key is { } late && await EarlierAsync<T>(actor, late, fingerprint, stop) is { } twin)
                            return Repeated(twin);
                        return (outcome, outcome.IsDone);
                    },
                    cancellationToken
                );
                measurement.End(isRepeated ? ActionMeasurement.Repeated : NameOf(result.Kind));
                return result;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                TransactionMeasurement.Retried(TransactionMeasurement.Collision);
            }

            (Outcome<T>, bool) Repeated(Outcome<T> earlier)
            {
                isRepeated = earlier.IsDone;
                return (earlier, false);
            }
        }
    }

    private async Task<Outcome<T>?> EarlierAsync<T>(Actor actor, SubmissionKey key, string fingerprint, CancellationToken cancellationToken)
    {
        var earlier = await database
            .Set<Submission>()
            .AsNoTracking()
            .FirstOrDefaultAsync(submission => submission.UserId == actor.UserId && submission.Key == key.Key, cancellationToken);
        if (earlier is null)
            return null;
        return earlier.Fingerprint == fingerprint
            ? Outcome<T>.Done(JsonSerializer.Deserialize<T>(earlier.Result)!)
            : Outcome<T>.Refused(new AccessReason("exchange.submission-reused"));
    }

    private void Keep<T>(Actor actor, SubmissionKey key, Guid? exchange, string fingerprint, T? result) =>
        database
            .Set<Submission>()
            .Add(new Submission(actor.UserId, key.Key, exchange, fingerprint, JsonSerializer.Serialize(result), time.GetUtcNow().UtcDateTime));

    private static string NameOf(OutcomeKind outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
