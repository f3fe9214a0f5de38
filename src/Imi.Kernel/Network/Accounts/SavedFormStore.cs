using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Saves the input of forms while people sign in again or reauthenticate.</summary>
public sealed class SavedFormStore(ImiDbContext database, TimeProvider time)
{
    /// <summary>The maximum number of saved forms per person; the oldest is replaced.</summary>
    public const int MostOfPerson = 5;

    /// <summary>The maximum number of saved forms in total; beyond it, none is saved.</summary>
    public const int MostInAll = 5_000;

    internal static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Saves the input of a form.</summary>
    /// <param name="person">The person.</param>
    /// <param name="content">The input, encrypted.</param>
    /// <param name="cancellationToken">Cancels the call before anything is saved.</param>
    /// <returns>The id for restoring it; null if the person is not a user, or the maximum number is reached.</returns>
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

    /// <summary>Finds saved input of a person; null if it does not exist, belongs to another person or has expired.</summary>
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
