using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Deletes data subjects' requests some years after their answer, because they hold personal data themselves.</summary>
public sealed class SubjectRequestErasure(ImiDbContext database) : IErasable, IRetentionStep
{
    private const int BatchSize = 100;

    /// <summary>How long a request is kept after its answer: as long as the personal data of the exchanges to which it refers.</summary>
    internal static Period KeptFor { get; } = new(3, 0, 0);

    public IReadOnlyList<Type> Entities { get; } = [typeof(SubjectRequest), typeof(SubjectFinding)];

    /// <summary>Moves the requests only if all exchanges of the authority move: a request does not belong to one exchange.</summary>
    public Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) =>
        exchanges is not null
            ? Task.CompletedTask
            : database
                .Set<SubjectRequest>()
                .Where(one => one.AuthorityId == from)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.AuthorityId, to), cancellationToken);

    /// <summary>Deletes the requests whose period of retention ended before the given day, each with its key.</summary>
    public async Task RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        while (await DeleteNextAsync(day, cancellationToken) == BatchSize)
        {
            // Each pass deletes one batch.
        }
    }

    internal static IQueryable<SubjectRequest> Old(ImiDbContext database, DateTime before) =>
        database.Set<SubjectRequest>().Where(request => request.AnsweredAt < before).OrderBy(request => request.AnsweredAt);

    private Task<int> DeleteNextAsync(DateOnly day, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var before = day.AddYears(-KeptFor.Years).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
                var ids = await Old(database, before).Select(request => request.Id).Take(BatchSize).ToListAsync(stop);
                await database.Set<ExchangeKey>().Where(key => ids.Contains(key.ExchangeId)).ExecuteDeleteAsync(stop);
                await database.Set<SubjectRequest>().Where(request => ids.Contains(request.Id)).ExecuteDeleteAsync(stop);
                return ids.Count;
            },
            cancellationToken
        );
}
