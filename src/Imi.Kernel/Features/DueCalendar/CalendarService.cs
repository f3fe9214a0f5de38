using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DueCalendar;

/// <summary>Gives people a calendar of the last days of what they have to do, at a secret address that calendar programs read.</summary>
public sealed class CalendarService(ImiDbContext database, Journal journal, TimeProvider time)
{
    /// <summary>The largest number of days in a calendar: those that come first.</summary>
    public const int MostDays = 500;

    internal const string Made = "calendar-made";
    internal const string Removed = "calendar-removed";

    private static readonly Role[] Acting = [Role.Handler, Role.Referral];

    /// <summary>Finds when a person's address was made, UTC; null if there is none.</summary>
    public async Task<DateTime?> MadeAtAsync(Guid person, CancellationToken cancellationToken) =>
        await database.Set<CalendarAddress>().Where(one => one.UserId == person).Select(one => (DateTime?)one.CreatedAt).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Makes an address, and ends the one before.</summary>
    /// <param name="person">The person.</param>
    /// <param name="cancellationToken">Cancels the call before anything is written.</param>
    /// <returns>The secret of the address, which is not stored and cannot be shown again.</returns>
    public Task<string> MakeAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
                var address =
                    await database.Set<CalendarAddress>().FirstOrDefaultAsync(one => one.UserId == person, stop)
                    ?? database.Set<CalendarAddress>().Add(new CalendarAddress(person)).Entity;
                address.Become(HashOf(secret), time.GetUtcNow().UtcDateTime);
                await journal.AppendAsync(person, null, null, Made, "", stop);
                return secret;
            },
            cancellationToken
        );

    /// <summary>Ends a person's address. Calendar programs that know it get nothing any more.</summary>
    public Task RemoveAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (await database.Set<CalendarAddress>().Where(one => one.UserId == person).ExecuteDeleteAsync(stop) > 0)
                    await journal.AppendAsync(person, null, null, Removed, "", stop);
            },
            cancellationToken
        );

    /// <summary>Finds the owner of an address.</summary>
    /// <returns>The person and the language of their interface, by BCP 47; null for a wrong or ended address.</returns>
    public async Task<(Guid Person, string Language)?> OwnerAsync(string secret, CancellationToken cancellationToken)
    {
        var owner = await OwnerQuery(database, HashOf(secret)).FirstOrDefaultAsync(cancellationToken);
        return owner is null ? null : (owner.Id, owner.Language);
    }

    /// <summary>Reads the days, the next first. An exchange that is assigned to others is theirs.</summary>
    public async Task<IReadOnlyList<DueDay>> DaysAsync(Guid person, CancellationToken cancellationToken) =>
        [.. (await DaysQuery(database, person, DeadlineCalendar.Today(time)).ToListAsync(cancellationToken)).DistinctBy(day => (day.ExchangeId, day.Task))];

    internal static IQueryable<ImiUser> OwnerQuery(ImiDbContext database, string hash) =>
        from user in database.Set<ImiUser>().AsNoTracking()
        join address in database.Set<CalendarAddress>() on user.Id equals address.UserId
        where address.Hash == hash
        select user;

    internal static IQueryable<DueDay> DaysQuery(ImiDbContext database, Guid person, DateOnly today)
    {
        var assignments = database.Set<Assignment>();
        var grants = RoleGrant.CountingOn(database, today).Where(grant => grant.UserId == person && Acting.Contains(grant.Role));
        return (
            from part in database.Set<Participation>()
            where
                part.View == InboxView.ToDo
                && part.SortDue < DateOnly.MaxValue
                && grants.Any(grant => grant.AuthorityId == part.AuthorityId && grant.Module == part.Module)
                && (
                    assignments.Any(one => one.ExchangeId == part.ExchangeId && one.AuthorityId == part.AuthorityId && one.UserId == person)
                    || !assignments.Any(one => one.ExchangeId == part.ExchangeId && one.AuthorityId == part.AuthorityId)
                )
            join exchange in database.Set<Exchange>() on part.ExchangeId equals exchange.Id
            where exchange.Number != null
            orderby part.SortDue, part.ExchangeId, part.AuthorityId
            select new DueDay(
                exchange.Id,
                exchange.Number!,
                exchange.Module,
                exchange.Procedure,
                exchange.State,
                part.Task ?? "",
                part.SortDue,
                exchange.UpdatedAt
            )
        ).Take(MostDays);
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
