using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Roles;

/// <summary>
/// Runs the yearly review of roles, line by line: local data administrators decide for their own authority, coordinators for the authorities linked
/// to them. Nobody decides on themselves.
/// </summary>
public sealed class RoleReviewService(
    ImiDbContext database,
    MandateService mandates,
    GrantingService granter,
    DataProtectionOfficerService officers,
    AccountMailStore mails,
    AccessPolicy policy,
    Journal journal,
    DatabaseFaults faults,
    TimeProvider time
)
{
    /// <summary>The maximum number of lines on a page.</summary>
    public const int PageSize = 50;

    private const int Batch = 200;
    private static readonly TimeSpan BetweenReminders = TimeSpan.FromDays(30);

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>
    /// Lists the first page of the roles that have not been granted or confirmed for a year; null if the person reviews no authority.
    /// </summary>
    public async Task<ReviewPage?> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (policy.ReviewsFor(actor) is not { Count: > 0 } own)
            return null;
        var keys = await DueQuery(database, own, actor.UserId, Today.AddYears(-1)).Take(PageSize + 1).ToListAsync(cancellationToken);
        var shown = keys.Take(PageSize).ToList();
        var ids = shown.Select(key => key.UserId).Distinct().ToList();
        var people = await database
            .Set<ImiUser>()
            .Where(user => ids.Contains(user.Id))
            .Include(user => user.Roles)
            .AsNoTracking()
            .ToDictionaryAsync(user => user.Id, cancellationToken);
        var signIns = await SignInQuery(database, ids).ToDictionaryAsync(one => one.UserId, one => one.At, cancellationToken);
        return new ReviewPage(
            [
                .. shown
                    .Where(key => people.ContainsKey(key.UserId))
                    .Select(key => new ReviewLine(
                        key.AuthorityId,
                        key.Module,
                        people[key.UserId],
                        [
                            .. people[key.UserId]
                                .Roles.Where(grant => grant.AuthorityId == key.AuthorityId && grant.Module == key.Module)
                                .Select(grant => grant.Role)
                                .Order(),
                        ],
                        people[key.UserId]
                            .Roles.Where(grant => grant.AuthorityId == key.AuthorityId && grant.Module == key.Module)
                            .Min(grant => grant.ConfirmedOn),
                        signIns.GetValueOrDefault(key.UserId)
                    )),
            ],
            keys.Count > PageSize
        );
    }

    /// <summary>Decides on one line: confirms the roles for another year, or revokes them.</summary>
    /// <returns>Not found if there is no such line or the person may not decide on it.</returns>
    public Task<Outcome> DecideAsync(Guid authority, string module, Guid person, bool isKept, Actor actor, CancellationToken cancellationToken)
    {
        if (person == actor.UserId)
            return Task.FromResult(Outcome.NotFound);
        if (module.Length == 0)
            return officers.ReviewAsync(authority, person, isKept, actor, cancellationToken);
        return isKept
            ? ConfirmAsync(authority, module, person, actor, cancellationToken)
            : granter.SaveAsync(authority, module, new GrantingChange { Roles = [(person, new HashSet<Role>())] }, actor, cancellationToken);
    }

    private Task<Outcome> ConfirmAsync(Guid authority, string module, Guid person, Actor actor, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                if (await mandates.FindAsync(authority, module, actor, stop) is not { } granting || granting.People.All(one => one.Id != person))
                    return (Outcome.NotFound, false);
                await database.Set<ImiUser>().Where(one => one.Id == person).ClaimAsync(null, stop);
                (await database.Set<ImiUser>().Include(one => one.Roles).FirstAsync(one => one.Id == person, stop)).Confirm(authority, module, Today);
                await journal.AppendAsync(actor.UserId, authority, null, "roles-confirmed", $"{module}: {person}", stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );

    /// <summary>Reminds everyone with open review lines by e-mail once a month, until the review is done.</summary>
    /// <returns>The number of people reminded.</returns>
    public async Task<int> RemindAsync(CancellationToken cancellationToken)
    {
        var (limit, since) = (Today.AddYears(-1), time.GetUtcNow().UtcDateTime - BetweenReminders);
        var reminded = await ReviewerQuery(database, limit, since).Take(Batch).ToListAsync(cancellationToken);
        try
        {
            return reminded.Count == 0
                ? 0
                : await database.WriteAsync(
                    _ =>
                    {
                        reminded.ForEach(one => mails.QueueRecurring(one.UserId, AccountMailKind.ReviewDue, one.LastMail));
                        return Task.FromResult(reminded.Count);
                    },
                    cancellationToken
                );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return 0; // Another node sent the reminders.
        }
    }

    /// <summary>
    /// The overdue roles at the person's own authorities and at those linked to them. Three queries in a union, since each uses an index.
    /// </summary>
    internal static IQueryable<ReviewKey> DueQuery(ImiDbContext database, IReadOnlyList<Guid> own, Guid except, DateOnly limit) =>
        Due(database, limit)
            .Where(grant => own.Contains(grant.AuthorityId) && grant.UserId != except)
            .Select(grant => new
            {
                grant.AuthorityId,
                grant.UserId,
                grant.Module,
            })
            .Union(
                from mandate in database.Set<Mandate>()
                where mandate.CoordinatorId != null && own.Contains(mandate.CoordinatorId.Value)
                join grant in Due(database, limit) on new { mandate.AuthorityId, mandate.Module } equals new { grant.AuthorityId, grant.Module }
                where grant.UserId != except
                select new
                {
                    grant.AuthorityId,
                    grant.UserId,
                    grant.Module,
                }
            )
            .Union(
                from link in database.Set<LinkedCoordinator>()
                where own.Contains(link.CoordinatorId)
                join grant in Due(database, limit) on new { link.AuthorityId, link.Module } equals new { grant.AuthorityId, grant.Module }
                where grant.UserId != except
                select new
                {
                    grant.AuthorityId,
                    grant.UserId,
                    grant.Module,
                }
            )
            .OrderBy(key => key.AuthorityId)
            .ThenBy(key => key.UserId)
            .ThenBy(key => key.Module)
            .Select(key => new ReviewKey(key.AuthorityId, key.UserId, key.Module));

    /// <summary>The permanent roles that have not been granted or confirmed for a year.</summary>
    private static IQueryable<RoleGrant> Due(ImiDbContext database, DateOnly limit) =>
        database
            .Set<RoleGrant>()
            .Where(grant =>
                (grant.Module != "" || grant.Role == Role.DataProtectionOfficer)
                && grant.Until == null
                && (grant.ConfirmedOn == null || grant.ConfirmedOn <= limit)
            );

    internal static IQueryable<SignInDay> SignInQuery(ImiDbContext database, IReadOnlyList<Guid> people) =>
        database
            .Set<ImiUser>()
            .Where(user => people.Contains(user.Id))
            .Select(user => new SignInDay(
                user.Id,
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.UserId == user.Id && entry.What == AccountActions.SignIn)
                    .OrderByDescending(entry => entry.Sequence)
                    .Select(entry => (DateTime?)entry.At)
                    .FirstOrDefault()
            ));

    internal static IQueryable<Reviewer> ReviewerQuery(ImiDbContext database, DateOnly limit, DateTime since)
    {
        var kind = AccountMailKind.ReviewDue;
        return database
            .Set<RoleGrant>()
            .Where(admin =>
                admin.Role == Role.Administrator
                && admin.Until == null
                && (
                    Due(database, limit).Any(grant => grant.AuthorityId == admin.AuthorityId && grant.UserId != admin.UserId)
                    || database
                        .Set<Mandate>()
                        .Any(mandate =>
                            mandate.CoordinatorId == admin.AuthorityId
                            && Due(database, limit)
                                .Any(grant => grant.AuthorityId == mandate.AuthorityId && grant.Module == mandate.Module && grant.UserId != admin.UserId)
                        )
                    || database
                        .Set<LinkedCoordinator>()
                        .Any(link =>
                            link.CoordinatorId == admin.AuthorityId
                            && Due(database, limit)
                                .Any(grant => grant.AuthorityId == link.AuthorityId && grant.Module == link.Module && grant.UserId != admin.UserId)
                        )
                )
                && !database.Set<AccountMail>().Any(mail => mail.UserId == admin.UserId && mail.Kind == kind && mail.At > since)
            )
            .Select(admin => admin.UserId)
            .Distinct()
            .Select(person => new Reviewer(
                person,
                database
                    .Set<AccountMail>()
                    .Where(mail => mail.UserId == person && mail.Kind == kind)
                    .OrderByDescending(mail => mail.At)
                    .Select(mail => mail.Id)
                    .FirstOrDefault()
            ));
    }
}

/// <summary>The roles of a person at an authority in a module, to be confirmed.</summary>
/// <param name="Authority">The authority.</param>
/// <param name="Module">The module.</param>
/// <param name="Person">The person.</param>
/// <param name="Roles">The roles.</param>
/// <param name="ConfirmedOn">The day on which they were last granted or confirmed; null if never recorded.</param>
/// <param name="LastSignIn">The last sign-in, UTC; null if there was none.</param>
public sealed record ReviewLine(Guid Authority, string Module, ImiUser Person, IReadOnlyList<Role> Roles, DateOnly? ConfirmedOn, DateTime? LastSignIn);

/// <summary>A page of the yearly review.</summary>
public sealed record ReviewPage(IReadOnlyList<ReviewLine> Lines, bool HasMore);

/// <summary>The key of an overdue review line.</summary>
internal sealed record ReviewKey(Guid AuthorityId, Guid UserId, string Module);

/// <summary>The time of a user's last sign-in, UTC.</summary>
internal sealed record SignInDay(Guid UserId, DateTime? At);

/// <summary>A person with open review lines.</summary>
/// <param name="UserId">The person.</param>
/// <param name="LastMail">The last reminder; empty if none was sent.</param>
internal sealed record Reviewer(Guid UserId, Guid LastMail);
