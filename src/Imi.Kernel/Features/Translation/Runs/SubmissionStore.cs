using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Keeps what engines took and have not answered, or whose answer is not stored yet.</summary>
public sealed class SubmissionStore(ImiDbContext database, IEnumerable<IMachineTranslator> engines, TimeProvider time)
{
    /// <summary>The submissions of a request.</summary>
    internal static IQueryable<TranslationSubmission> OpenQuery(ImiDbContext database, TranslationScope scope) =>
        database.Set<TranslationSubmission>().Where(one => one.ExchangeId == scope.Exchange && one.Language == scope.Language && one.FileId == scope.File);

    /// <summary>The submissions of a request.</summary>
    internal Task<List<TranslationSubmission>> OpenAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        OpenQuery(database, scope).AsNoTracking().OrderBy(one => one.SubmittedAt).ToListAsync(cancellationToken);

    /// <summary>Stores a submission before the engine gets it, so that no answer comes to nothing.</summary>
    /// <returns>The id and the secret for the address of the answer.</returns>
    internal async Task<(Guid Id, string Secret)> AddAsync(
        TranslationScope scope,
        IDeferredTranslator engine,
        SubmissionContent content,
        ExchangeCipher cipher,
        CancellationToken cancellationToken
    )
    {
        var (id, secret, now) = (Guid.CreateVersion7(time.GetUtcNow()), TranslationSubmission.NewSecret(), time.GetUtcNow().UtcDateTime);
        var encrypted = content.Encrypt(id, cipher);
        await database.WriteAsync(
            async stop =>
            {
                if (await database.Set<ExchangeKey>().AnyAsync(key => key.ExchangeId == scope.Exchange, stop))
                    database.Set<TranslationSubmission>().Add(new(id, scope, engine.Name, secret, now, now + engine.AnswerTime, encrypted));
            },
            cancellationToken
        );
        database.ChangeTracker.Clear();
        return (id, secret);
    }

    /// <summary>Deletes a submission. Its answer, should it still come, is ignored.</summary>
    internal Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(stop => database.Set<TranslationSubmission>().Where(one => one.Id == id).ExecuteDeleteAsync(stop), cancellationToken);

    /// <summary>Finds the route of a submission again.</summary>
    /// <returns>The route; null if an engine on it is no longer configured.</returns>
    internal TranslationRoute? RouteOf(SubmissionContent content)
    {
        var found = content.Engines.Select(name => engines.FirstOrDefault(engine => engine.Name == name)).ToList();
        return found.Contains(null) ? null : new TranslationRoute([.. found.Zip(content.Pairs, (engine, pair) => (engine!, pair))]);
    }
}
