using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Statistics;

/// <summary>Counts the activity in each policy area for the Commission's policy officers, without naming people or authorities.</summary>
public sealed class AreaActivityQuery(ImiDbContext database, AccessPolicy policy, TimeProvider time)
{
    /// <summary>The number of past days for which sent exchanges are counted.</summary>
    public const int DaysBack = 30;

    /// <summary>Counts the activity by module. Leaves out modules without any.</summary>
    /// <returns>The activity; null if the person is no policy officer.</returns>
    public async Task<IReadOnlyDictionary<string, AreaActivity>?> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!policy.MayInstallModules(actor))
            return null;
        var today = DeadlineCalendar.Today(time);
        var sent = await SentQuery(database, time.GetUtcNow().UtcDateTime.AddDays(-DaysBack))
            .ToDictionaryAsync(count => count.Module, count => count.Count, cancellationToken);
        var open = await OpenQuery(database, null).ToDictionaryAsync(count => count.Module, count => count.Count, cancellationToken);
        var late = await OpenQuery(database, today).ToDictionaryAsync(count => count.Module, count => count.Count, cancellationToken);
        var authorities = await AuthorityFilter(database, today).ToDictionaryAsync(count => count.Module, count => count.Count, cancellationToken);
        return sent
            .Keys.Concat(open.Keys)
            .Concat(authorities.Keys)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(
                module => module,
                module => new AreaActivity(
                    sent.GetValueOrDefault(module),
                    open.GetValueOrDefault(module),
                    late.GetValueOrDefault(module),
                    authorities.GetValueOrDefault(module)
                ),
                StringComparer.Ordinal
            );
    }

    internal static IQueryable<AreaCount> SentQuery(ImiDbContext database, DateTime from) =>
        database
            .Set<Exchange>()
            .Where(exchange => exchange.SentAt >= from)
            .GroupBy(exchange => exchange.Module)
            .Select(group => new AreaCount(group.Key, group.Count()));

    /// <summary>Counts the open exchanges of each module; with a day, only those that were due before it.</summary>
    internal static IQueryable<AreaCount> OpenQuery(ImiDbContext database, DateOnly? dueBefore) =>
        database
            .Set<Exchange>()
            .Where(exchange => exchange.Phase == Phase.Open && (dueBefore == null || exchange.DueOn < dueBefore))
            .GroupBy(exchange => exchange.Module)
            .Select(group => new AreaCount(group.Key, group.Count()));

    internal static IQueryable<AreaCount> AuthorityFilter(ImiDbContext database, DateOnly today) =>
        database
            .Set<Authority>()
            .Where(authority => authority.DeactivatedOn == null)
            .SelectMany(
                authority => authority.Mandates,
                (authority, mandate) =>
                    new
                    {
                        authority.Id,
                        mandate.Module,
                        mandate.Until,
                        mandate.SuspendedOn,
                    }
            )
            .Where(one => (one.Until == null || one.Until >= today) && one.SuspendedOn == null)
            .Select(one => new { one.Id, one.Module })
            .Distinct()
            .GroupBy(one => one.Module)
            .Select(group => new AreaCount(group.Key, group.Count()));
}

/// <summary>The activity in a policy area.</summary>
/// <param name="Sent">The number of exchanges that were sent in the last <see cref="AreaActivityQuery.DaysBack"/> days.</param>
/// <param name="Open">The number of open exchanges.</param>
/// <param name="Late">The number of open exchanges whose deadline has passed.</param>
/// <param name="Authorities">The number of active authorities with a mandate that is in force today.</param>
public sealed record AreaActivity(int Sent, int Open, int Late, int Authorities)
{
    /// <summary>No activity.</summary>
    public static AreaActivity None { get; } = new(0, 0, 0, 0);
}

/// <summary>A count for one module.</summary>
internal sealed record AreaCount(string Module, int Count);
