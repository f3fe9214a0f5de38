using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>The people who may sign in, and their preferences.</summary>
public sealed class UserService(ImiDbContext database, Journal journal, PlatformTexts texts, TimeProvider time)
{
    /// <summary>Asked with every page: roles are read anew each time.</summary>
    private static readonly PreparedQuery<Func<ImiDbContext, Guid, Task<ImiUser?>>> WithRoles = new(() =>
        EF.CompileAsyncQuery(
            (ImiDbContext database, Guid id) => database.Set<ImiUser>().Include(person => person.Roles).AsNoTracking().FirstOrDefault(user => user.Id == id)
        )
    );

    /// <summary>The person as an actor with all roles, or null where there is no such person.</summary>
    public async Task<Actor?> ActorAsync(Guid userId, CancellationToken cancellationToken) =>
        ActorOf(await WithRoles.For(database)(database, userId).WaitAsync(cancellationToken), Today);

    /// <summary>The person of that user name as an actor, or null.</summary>
    public async Task<Actor?> ActorAsync(string userName, CancellationToken cancellationToken) =>
        ActorOf(
            await database
                .Set<ImiUser>()
                .Include(person => person.Roles)
                .AsNoTracking()
                .FirstOrDefaultAsync(user => user.UserName == userName.Trim().ToLowerInvariant(), cancellationToken),
            Today
        );

    /// <summary>A person with roles, or null.</summary>
    public async Task<ImiUser?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        await database.Set<ImiUser>().Include(user => user.Roles).AsNoTracking().FirstOrDefaultAsync(user => user.Id == userId, cancellationToken);

    /// <summary>Everybody, featured people first, then by user name; at most the given number.</summary>
    public async Task<IReadOnlyList<ImiUser>> ListAsync(int most, CancellationToken cancellationToken) =>
        await database
            .Set<ImiUser>()
            .OrderByDescending(user => user.IsFeatured)
            .ThenBy(user => user.UserName)
            .Take(most)
            .Include(user => user.Roles)
            .AsNoTracking()
            .ToListAsync(cancellationToken);

    /// <summary>The people who hold a role at an authority in a module, by name.</summary>
    public Task<IReadOnlyList<ImiUser>> WithRoleAsync(Guid authority, string module, Role role, CancellationToken cancellationToken) =>
        WithRoleAsync([authority], module, role, cancellationToken);

    /// <summary>The people who hold a role in a module today at one of several authorities, by name.</summary>
    public async Task<IReadOnlyList<ImiUser>> WithRoleAsync(
        IReadOnlyCollection<Guid> authorities,
        string module,
        Role role,
        CancellationToken cancellationToken
    )
    {
        var today = Today;
        return await database
            .Set<ImiUser>()
            .Where(user =>
                user.Roles.Any(grant =>
                    authorities.Contains(grant.AuthorityId) && grant.Module == module && grant.Role == role && (grant.Until == null || grant.Until >= today)
                )
            )
            .OrderBy(user => user.Name)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    /// <summary>What people are called by id: users by their names, former ones and the platform itself by what they are, in a language.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, string language, CancellationToken cancellationToken)
    {
        var asked = ids.Distinct().ToList();
        var users = asked.Exists(id => id != PlatformActor.Actor.UserId)
            ? await database.Set<ImiUser>().Where(user => asked.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken)
            : [];
        return asked.ToDictionary(
            id => id,
            id => users.GetValueOrDefault(id) ?? texts.Get(id == PlatformActor.Actor.UserId ? "words.platform" : "words.former-user", language)
        );
    }

    /// <summary>Keeps the language and e-mail preference of a person.</summary>
    public Task PreferAsync(Guid userId, string language, bool? noticesByEmail, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var user = await database.Set<ImiUser>().FirstAsync(person => person.Id == userId, stop);
                user.Prefer(language, noticesByEmail ?? user.NoticesByEmail);
                return true;
            },
            cancellationToken
        );

    /// <summary>Keeps whether the pages show a person only what has to be done.</summary>
    public Task ShowLightAsync(Guid userId, bool isLight, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                (await database.Set<ImiUser>().FirstAsync(person => person.Id == userId, stop)).ShowLight(isLight);
                return true;
            },
            cancellationToken
        );

    /// <summary>Notes in the journal that a person signed in or out, or was refused something.</summary>
    public Task NoteAsync(Guid userId, string what, string detail, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                await journal.AppendAsync(userId, null, null, what, detail, stop);
                return true;
            },
            cancellationToken
        );

    private DateOnly Today => DeadlineCalendar.Today(time);

    internal static Actor? ActorOf(ImiUser? user, DateOnly today) =>
        user is null
            ? null
            : new Actor(
                user.Id,
                user.Name,
                user.Language,
                [.. user.Roles.Where(grant => grant.CountsOn(today)).Select(grant => new ActorGrant(grant.AuthorityId, grant.Module, grant.Role))]
            )
            {
                IsLight = user.IsLight,
            };
}
