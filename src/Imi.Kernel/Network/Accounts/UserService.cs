using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Finds users, and saves their preferences.</summary>
public sealed class UserService(ImiDbContext database, Journal journal, PlatformTexts texts, TimeProvider time)
{
    // Runs on every page, because roles are read for each request.
    private static readonly PreparedQuery<Func<ImiDbContext, Guid, Task<ImiUser?>>> WithRoles = new(() =>
        EF.CompileAsyncQuery(
            (ImiDbContext database, Guid id) => database.Set<ImiUser>().Include(person => person.Roles).AsNoTracking().FirstOrDefault(user => user.Id == id)
        )
    );

    /// <summary>Finds a person as an actor with all roles; null if there is no such user.</summary>
    public async Task<Actor?> ActorAsync(Guid userId, CancellationToken cancellationToken) =>
        ActorOf(await WithRoles.For(database)(database, userId).WaitAsync(cancellationToken), Today);

    /// <summary>Finds a person by user name as an actor with all roles; null if there is no such user.</summary>
    public async Task<Actor?> ActorAsync(string userName, CancellationToken cancellationToken) =>
        ActorOf(
            await database
                .Set<ImiUser>()
                .Include(person => person.Roles)
                .AsNoTracking()
                .FirstOrDefaultAsync(user => user.UserName == userName.Trim().ToLowerInvariant(), cancellationToken),
            Today
        );

    /// <summary>Finds a person with roles; null if there is no such user.</summary>
    public async Task<ImiUser?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        await database.Set<ImiUser>().Include(user => user.Roles).AsNoTracking().FirstOrDefaultAsync(user => user.Id == userId, cancellationToken);

    /// <summary>Lists users, featured ones first, then by user name.</summary>
    public async Task<IReadOnlyList<ImiUser>> ListAsync(int most, CancellationToken cancellationToken) =>
        await database
            .Set<ImiUser>()
            .OrderByDescending(user => user.IsFeatured)
            .ThenBy(user => user.UserName)
            .Take(most)
            .Include(user => user.Roles)
            .AsNoTracking()
            .ToListAsync(cancellationToken);

    /// <summary>The people who hold a role at an authority in a module today, by name.</summary>
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
        var holders = RoleGrant
            .CountingOn(database, Today)
            .Where(grant => authorities.Contains(grant.AuthorityId) && grant.Module == module && grant.Role == role)
            .Select(grant => grant.UserId);
        return await database.Set<ImiUser>().Where(user => holders.Contains(user.Id)).OrderBy(user => user.Name).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>The names of people by id, with the localised terms for former users and the platform itself.</summary>
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

    /// <summary>Saves what a person prefers.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="preferences">The preferences; what is null stays.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// Not found if there is no such user; a conflict if the person's data changed since <see cref="Preferences.Revision"/>.
    /// </returns>
    public Task<Outcome> PreferAsync(Guid userId, Preferences preferences, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                var isCurrent = await database.Set<ImiUser>().Where(person => person.Id == userId).ClaimAsync(preferences.Revision, stop);
                if (await database.Set<ImiUser>().FirstOrDefaultAsync(person => person.Id == userId, stop) is not { } user)
                    return (Outcome.NotFound, false);
                if (!isCurrent)
                    return (Outcome.Conflict(), false);
                user.Prefer(preferences.Language ?? user.Language, preferences.NoticesByEmail ?? user.NoticesByEmail);
                user.RemindByMail(preferences.ReminderMails ?? user.ReminderMails);
                user.TranslateExchanges(preferences.TranslatesExchanges ?? user.TranslatesExchanges);
                if (preferences.Reading is { } reading)
                    user.ReadIn(reading.TranslateInto, reading.Understood);
                user.ShowSimpleView(preferences.HasSimpleView ?? user.HasSimpleView);
                return (Outcome.Done, database.ChangeTracker.HasChanges());
            },
            cancellationToken
        );

    /// <summary>Records in the journal that a person signed in or out, or was refused something.</summary>
    public Task NoteAsync(Guid userId, string what, string detail, CancellationToken cancellationToken) =>
        database.WriteAsync(stop => journal.AppendAsync(userId, null, null, what, detail, stop), cancellationToken);

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
                HasSimpleView = user.HasSimpleView,
                TranslatesExchanges = user.TranslatesExchanges,
                TranslationLanguage = user.TranslationLanguage,
                UnderstoodLanguages = user.UnderstoodLanguages,
            };
}

/// <summary>What a person prefers; what is null stays.</summary>
public sealed record Preferences
{
    /// <summary>The interface language, by BCP 47.</summary>
    public string? Language { get; init; }

    /// <summary>Whether notices are also sent by e-mail.</summary>
    public bool? NoticesByEmail { get; init; }

    /// <summary>When reminders of exchanges are sent by e-mail, if notices are.</summary>
    public ReminderMails? ReminderMails { get; init; }

    /// <summary>Whether the person uses the simple view.</summary>
    public bool? HasSimpleView { get; init; }

    /// <summary>Whether exchanges that the person opens are translated at once.</summary>
    public bool? TranslatesExchanges { get; init; }

    /// <summary>The languages in which the person reads what others wrote.</summary>
    public ReadingPreference? Reading { get; init; }

    /// <summary>The revision of the person that the form showed, to detect changes made meanwhile; null to skip the check.</summary>
    public int? Revision { get; init; }
}
