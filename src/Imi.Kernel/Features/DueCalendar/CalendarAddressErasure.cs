using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DueCalendar;

/// <summary>Ends the calendar of a former user at once. A foreign key deletes that of a deleted user.</summary>
internal sealed class CalendarAddressErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(CalendarAddress)];

    public Task UserEndedAsync(Guid user, CancellationToken cancellationToken) =>
        database.Set<CalendarAddress>().Where(one => one.UserId == user).ExecuteDeleteAsync(cancellationToken);
}
