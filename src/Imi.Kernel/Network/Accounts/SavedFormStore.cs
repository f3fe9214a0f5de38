using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Keeps what people typed while they show who they are.</summary>
public sealed class SavedFormStore(ImiDbContext database, TimeProvider time)
{
    /// <summary>How many are kept of a person: the oldest gives way.</summary>
    public const int MostOfPerson = 5;

    /// <summary>How many are kept in all: beyond that nothing more is.</summary>
    public const int MostInAll = 5_000;

    internal static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Keeps it.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="content">What was typed, encrypted.</param>
    /// <param name="cancellationToken">Ends the call before anything is kept.</param>
    /// <returns>By what it is asked for; null where the person is no user, or too much is kept already.</returns>
    public Task<Guid?> KeepAsync(Guid person, string content, CancellationToken cancellationToken) =>
        database.WriteAsync<Guid?>(
            async stop =>
            {
                if (
                    !await database.Set<ImiUser>().AnyAsync(user => user.Id == person && user.EndedAt == null, stop)
                    || await database.Set<SavedForm>().CountAsync(stop) >= MostInAll
                )
                {
                    return null;
                }

                var now = time.GetUtcNow();
                var oldest = await database
                    .Set<SavedForm>()
                    .Where(one => one.UserId == person)
                    .OrderByDescending(one => one.Id)
                    .Skip(MostOfPerson - 1)
                    .Select(one => one.Id)
                    .ToListAsync(stop);
                if (oldest.Count > 0)
                    await database.Set<SavedForm>().Where(one => oldest.Contains(one.Id)).ExecuteDeleteAsync(stop);
                var kept = new SavedForm(OrderedId.Next(now), person, content, now.UtcDateTime);
                database.Set<SavedForm>().Add(kept);
                return kept.Id;
            },
            cancellationToken
        );

    /// <summary>What was kept of a person, by its id; null where there is none of theirs, or it is too old.</summary>
    public Task<string?> FindAsync(Guid person, Guid id, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime - Lasts;
        return database
            .Set<SavedForm>()
            .Where(one => one.UserId == person && one.Id == id && one.At > since)
            .Select(one => one.Content)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
