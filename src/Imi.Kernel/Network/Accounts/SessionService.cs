using System.Linq.Expressions;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Starts, finds, lists, confirms and ends sessions.</summary>
public sealed class SessionService(ImiDbContext database, SignInThrottleStore throttle, Journal journal, TimeProvider time)
{
    /// <summary>The maximum duration of a session, regardless of its use.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long an authentication is sufficient for sensitive actions.</summary>
    public static readonly TimeSpan ConfirmationLasts = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    /// <summary>Loads the session and the person with roles in one query.</summary>
    internal static readonly Expression<Func<ImiDbContext, Guid, Guid, DateTime, IQueryable<SessionOfPerson>>> RunningQuery = (
        database,
        session,
        person,
        since
    ) =>
        from user in database.Set<ImiUser>().Include(one => one.Roles).AsNoTracking()
        where user.Id == person
        join one in database.Set<Session>() on user.Id equals one.UserId
        where one.Id == session && one.StartedAt > since
        select new SessionOfPerson(one, user);

    // Runs on every page.
    private static readonly PreparedQuery<Func<ImiDbContext, Guid, Guid, DateTime, IAsyncEnumerable<SessionOfPerson>>> Running = new(() =>
        EF.CompileAsyncQuery(RunningQuery)
    );

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Starts a session, and records the sign-in in the journal.</summary>
    public Task<Session> BeginAsync(Guid person, SessionPlace place, bool isByClick, string how, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var session = new Session(OrderedId.Next(time.GetUtcNow()), person, place, isByClick, Now);
                database.Set<Session>().Add(session);
                await journal.AppendAsync(person, null, null, AccountActions.SignIn, how, stop);
                return session;
            },
            cancellationToken
        );

    /// <summary>Finds the session of a cookie, with its person; null if it has ended or the person is no longer a user.</summary>
    public async Task<(Session Session, Actor Actor)?> FindAsync(Guid session, Guid person, CancellationToken cancellationToken)
    {
        var now = Now;
        if (await Running.For(database)(database, session, person, now - Longest).FirstOrDefaultAsync(cancellationToken) is not { } found)
            return null;
        if (now - found.Session.LastUsedAt > Precision)
            await database.WriteAsync(
                stop =>
                    database.Set<Session>().Where(one => one.Id == session).ExecuteUpdateAsync(change => change.SetProperty(one => one.LastUsedAt, now), stop),
                cancellationToken
            );
        return (found.Session, UserService.ActorOf(found.Person, DeadlineCalendar.Today(time))!);
    }

    /// <summary>A person's sessions, most recently used first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid person, CancellationToken cancellationToken)
    {
        var since = Now - Longest;
        return await database
            .Set<Session>()
            .Where(session => session.UserId == person && session.StartedAt > since)
            .OrderByDescending(session => session.LastUsedAt)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    /// <summary>Records that the person has reauthenticated.</summary>
    public Task ConfirmAsync(Session session, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var now = Now;
                await database
                    .Set<Session>()
                    .Where(one => one.Id == session.Id)
                    .ExecuteUpdateAsync(change => change.SetProperty(one => one.ConfirmedAt, now), stop);
                await journal.AppendAsync(session.UserId, null, null, "confirmed", "", stop);
            },
            cancellationToken
        );

    /// <summary>Ends one of a person's own sessions.</summary>
    /// <returns>Whether the session existed.</returns>
    public Task<bool> EndAsync(Guid person, Guid session, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var isThere = await database.Set<Session>().Where(one => one.Id == session && one.UserId == person).ExecuteDeleteAsync(stop) == 1;
                if (isThere)
                    await journal.AppendAsync(person, null, null, AccountActions.SignOut, "", stop);
                return isThere;
            },
            cancellationToken
        );

    /// <summary>Ends all of a person's sessions but one.</summary>
    public Task EndOthersAsync(Guid person, Guid kept, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var ended = await EndAllBut(database, person, kept, stop);
                await journal.AppendAsync(person, null, null, AccountActions.SignOut, $"{ended} others", stop);
            },
            cancellationToken
        );

    /// <summary>Deletes expired sessions, expired input of forms and old counters of failed sign-ins.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var (before, typedBefore) = (Now - Longest, Now - SavedFormStore.Lasts);
        await throttle.RemoveOldAsync(cancellationToken);
        await database.WriteAsync(
            async stop =>
            {
                await database.Set<Session>().Where(session => session.StartedAt < before).ExecuteDeleteAsync(stop);
                await database.Set<SavedForm>().Where(kept => kept.At < typedBefore).ExecuteDeleteAsync(stop);
            },
            cancellationToken
        );
    }

    /// <summary>Ends a person's sessions except one, within the caller's transaction.</summary>
    internal static Task<int> EndAllBut(ImiDbContext database, Guid person, Guid? kept, CancellationToken cancellationToken) =>
        database.Set<Session>().Where(one => one.UserId == person && one.Id != kept).ExecuteDeleteAsync(cancellationToken);
}

/// <summary>A session and its person.</summary>
internal sealed record SessionOfPerson(Session Session, ImiUser Person);
