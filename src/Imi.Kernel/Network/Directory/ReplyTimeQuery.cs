using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Directory;

/// <summary>Reads how soon an authority usually answers.</summary>
public sealed class ReplyTimeQuery(ImiDbContext database)
{
    /// <summary>Finds the figure of an authority for a procedure.</summary>
    /// <returns>The figure; null if there are too few answers for one.</returns>
    public async Task<ReplyTime?> OfAsync(Guid authority, string module, string procedure, CancellationToken cancellationToken) =>
        await Query(database, authority, module, procedure).FirstOrDefaultAsync(cancellationToken);

    internal static IQueryable<ReplyTime> Query(ImiDbContext database, Guid authority, string module, string procedure) =>
        database
            .Set<ReplyTime>()
            .AsNoTracking()
            .Where(one => one.AuthorityId == authority && one.Module == module && one.Procedure == procedure && one.Answers >= ReplyTime.FewestAnswers);
}
