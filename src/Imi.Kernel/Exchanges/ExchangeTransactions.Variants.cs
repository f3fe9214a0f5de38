using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>Changes by the platform and by people who need not see the exchange, new exchanges, and transactions that change no exchange.</content>
public sealed partial class ExchangeTransactions
{
    /// <summary>
    /// Changes an exchange for a person whose right does not depend on what they see of it, such as a coordinator who hands it over. The caller, or the
    /// change, checks this right.
    /// </summary>
    internal Task<Outcome<T>> ChangeUnseenAsync<T>(
        Guid id,
        Actor actor,
        Func<ExchangeChange, CancellationToken, Task<Outcome<T>>> change,
        CancellationToken cancellationToken
    ) => ChangeAsync(id, actor, null, "", stop => store.LoadAsync(id, stop), change, null, cancellationToken);

    /// <summary>Changes an exchange in the name of the platform, which may see every exchange.</summary>
    internal Task<Outcome<T>> ChangeAsPlatformAsync<T>(
        Guid id,
        Func<ExchangeChange, CancellationToken, Task<Outcome<T>>> change,
        CancellationToken cancellationToken
    ) => ChangeUnseenAsync(id, PlatformActor.Actor, change, cancellationToken);

    /// <summary>Creates an exchange. The next read in the same scope returns it without a load.</summary>
    /// <param name="actor">The person who creates it.</param>
    /// <param name="key">The key by which a repeated submission takes effect only once; null for none.</param>
    /// <param name="fingerprint">Describes the operation, so that the same key is refused for another one.</param>
    /// <param name="create">Returns the new exchange, or why it is not created. It runs again after a collision.</param>
    /// <param name="cancellationToken">Cancels the call before anything is written.</param>
    /// <returns>The id of the exchange.</returns>
    internal async Task<Outcome<Guid>> CreateAsync(
        Actor actor,
        SubmissionKey? key,
        string fingerprint,
        Func<CancellationToken, Task<(ExchangeContext? Created, Outcome<Guid>? Refusal)>> create,
        CancellationToken cancellationToken
    )
    {
        ExchangeContext? created = null;
        var outcome = await RunAsync(
            actor,
            key,
            null,
            fingerprint,
            cancellationToken,
            async stop =>
            {
                (created, var refusal) = await create(stop);
                if (refusal is not null)
                    return refusal;
                created = await IndexAsync(created!.Exchange, isNew: true, created, stop);
                return Outcome<Guid>.Done(created!.Exchange.Id);
            }
        );
        store.Keep(actor, outcome.IsDone && outcome.Value == created?.Exchange.Id ? created : null);
        return outcome;
    }

    /// <summary>Runs work that changes no exchange, such as the last step of a hand-over, and runs it again after a collision.</summary>
    internal Task<Outcome<T>> RunAsync<T>(Actor actor, Func<CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear(); // As for a change: the last one has left its entities.
        return RunAsync(actor, null, null, "", cancellationToken, work);
    }

    /// <summary>Runs work that changes no exchange, so that a repeated submission takes effect only once.</summary>
    internal Task<Outcome<Guid>> RunAsync(
        Actor actor,
        SubmissionKey? key,
        string fingerprint,
        Func<CancellationToken, Task<Outcome<Guid>>> work,
        CancellationToken cancellationToken
    ) => RunAsync(actor, key, null, fingerprint, cancellationToken, work);

    /// <summary>Returns whether a person's submission with a key was done.</summary>
    internal Task<bool> WasSentAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        return database.Set<Submission>().AnyAsync(submission => submission.UserId == actor.UserId && submission.Key == hash, cancellationToken);
    }
}
