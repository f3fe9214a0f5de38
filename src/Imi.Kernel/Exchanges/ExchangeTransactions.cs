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
/// One transaction for each thing that somebody does. The same submission twice does it once and answers alike; a collision
/// with somebody else's change is looked at again as it is then.
/// </summary>
public sealed class ExchangeTransactions(ImiDbContext database, TimeProvider time)
{
    private const int Attempts = 4;
    private ActionMeasurement? _measurement;

    /// <summary>Says, for the metrics, what the running work does. An action is named by its definition, never by what somebody typed.</summary>
    internal void Measure(Procedure procedure, string action) => _measurement?.Name(procedure.Module, procedure.Name, action);

    internal async Task<Outcome<T>> RunAsync<T>(
        Actor actor,
        SubmissionKey? key,
        Guid? exchange,
        string fingerprint,
        CancellationToken cancellationToken,
        Func<CancellationToken, Task<Outcome<T>>> work
    )
    {
        using var measurement = _measurement = new ActionMeasurement();

        // Only hashes are kept: what was asked can name a file, a file's name can name a person, and callers choose the key themselves.
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

                        // What stands against it may be what the same submission did, between our look for it and our look at the exchange.
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
                database.ChangeTracker.Clear();
            }

            (Outcome<T>, bool) Repeated(Outcome<T> earlier)
            {
                isRepeated = earlier.IsDone;
                return (earlier, false);
            }
        }
    }

    /// <summary>Whether a person has sent something under a key.</summary>
    internal Task<bool> WasSentAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        return database.Set<Submission>().AnyAsync(submission => submission.UserId == actor.UserId && submission.Key == hash, cancellationToken);
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
