using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Reminds the people who answer data subjects before an answer is due.</summary>
public sealed class SubjectReminderService(ImiDbContext database, TimeProvider time)
{
    /// <summary>The event of a reminder's notice.</summary>
    public const string Due = "subject-due";

    private const int BatchSize = 100;

    /// <summary>Notifies data-protection officers and local data administrators of requests that are due soon. Can be repeated.</summary>
    /// <returns>The number of requests.</returns>
    public async Task<int> RemindAsync(CancellationToken cancellationToken)
    {
        var (total, count) = (0, 0);
        do
        {
            count = await RemindNextAsync(cancellationToken);
            total += count;
        } while (count == BatchSize);
        return total;
    }

    internal static IQueryable<SubjectRequest> Waiting(ImiDbContext database, DateOnly day) =>
        database.Set<SubjectRequest>().Where(request => request.RemindOn <= day).OrderBy(request => request.RemindOn);

    private Task<int> RemindNextAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                var now = time.GetUtcNow();
                var today = DeadlineCalendar.Today(time);
                var requests = await Waiting(database, today).Take(BatchSize).ToListAsync(stop);
                var authorities = requests.ConvertAll(request => request.AuthorityId);
                var people = await (
                    from grant in RoleGrant.CountingOn(database, today)
                    where authorities.Contains(grant.AuthorityId) && (grant.Role == Role.DataProtectionOfficer || grant.Role == Role.Administrator)
                    join user in database.Set<ImiUser>() on grant.UserId equals user.Id
                    select new
                    {
                        grant.AuthorityId,
                        user.Id,
                        user.NoticesByEmail,
                    }
                )
                    .Distinct()
                    .ToListAsync(stop);
                foreach (var request in requests)
                {
                    request.Reminded(today);
                    foreach (var person in people.Where(person => person.AuthorityId == request.AuthorityId))
                    {
                        var notice = new Notice(OrderedId.Next(now), person.Id, request.Id, request.Number, Due, now.UtcDateTime);
                        database.Set<Notice>().Add(notice);
                        if (person.NoticesByEmail)
                            database.Set<OutboxMail>().Add(NoticeMailStore.Of(notice, now));
                    }
                }

                return requests.Count;
            },
            cancellationToken
        );
}
