using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.People;

/// <summary>
/// What somebody typed before they had to show at a provider who they are: encrypted, for an hour, at most one a person. Pages that stay
/// here keep it themselves; where the way leads over another site there is no other place for it.
/// </summary>
public sealed class KeptTyping
{
    private KeptTyping()
    {
    }

    internal KeptTyping(Guid userId, Guid id, string content, DateTime at)
    {
        UserId = userId;
        Keep(id, content, at);
    }

    /// <summary>Whose it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>By what it is asked for: an older one is not mistaken for it.</summary>
    public Guid Id { get; private set; }

    /// <summary>What was typed, encrypted by the page that kept it.</summary>
    public string Content { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    internal void Keep(Guid id, string content, DateTime at) => (Id, Content, At) = (id, content, at);
}

/// <summary>Keeps what somebody typed while they are at a provider.</summary>
public sealed class KeptTypingDesk
{
    internal static readonly TimeSpan Lasts = TimeSpan.FromHours(1);
    private readonly ImiDbContext _database;
    private readonly TimeProvider _time;

    internal KeptTypingDesk(ImiDbContext database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Keeps it instead of what was kept of the person before.</summary>
    /// <returns>By what it is asked for.</returns>
    public Task<Guid> KeepAsync(Guid person, string content, CancellationToken cancellationToken) => _database.WriteAsync(
        async stop =>
        {
            var now = _time.GetUtcNow();
            var id = OrderedId.Next(now);
            if (await _database.KeptTypings.FindAsync([person], stop) is { } before)
                before.Keep(id, content, now.UtcDateTime);
            else
                _database.KeptTypings.Add(new KeptTyping(person, id, content, now.UtcDateTime));
            return id;
        },
        cancellationToken);

    /// <summary>What was kept of a person, by its id; null where it is another one, or too old.</summary>
    public Task<string?> FindAsync(Guid person, Guid id, CancellationToken cancellationToken)
    {
        var since = _time.GetUtcNow().UtcDateTime - Lasts;
        return _database.KeptTypings.Where(one => one.UserId == person && one.Id == id && one.At > since).Select(one => one.Content).FirstOrDefaultAsync(cancellationToken);
    }
}
