using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Directory;

/// <content>The authorities that a broadcast reaches.</content>
public sealed partial class AuthorityDirectory
{
    /// <summary>
    /// Finds the authorities that a broadcast to countries reaches: in each country the coordinators of the procedure, which pass it on, or without
    /// any coordinator every possible recipient.
    /// </summary>
    /// <param name="countries">The codes of the countries.</param>
    /// <param name="module">The name of the module.</param>
    /// <param name="procedure">The name of the procedure.</param>
    /// <param name="directly">Authorities that are reached directly, if they are in one of the countries and can receive.</param>
    /// <param name="today">The day on which the mandates must be in force.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The authorities by country; a country without any is missing.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Authority>>> ReachedAsync(
        IReadOnlyCollection<string> countries,
        string module,
        string procedure,
        IReadOnlyCollection<Guid> directly,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var found = await ReachedQuery(database, countries, module, procedure, today)
            .Include(authority => authority.Names)
            .Include(authority => authority.Mandates.Where(mandate => mandate.Module == module && mandate.Procedure == procedure))
            .Include(authority => authority.Setups.Where(setup => setup.Module == module))
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return found
            .GroupBy(authority => authority.Country, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group =>
                {
                    var coordinators = group.Where(Coordinates).ToHashSet();
                    return (IReadOnlyList<Authority>)
                        [.. group.Where(one => coordinators.Count == 0 || coordinators.Contains(one) || directly.Contains(one.Id))];
                },
                StringComparer.Ordinal
            );

        bool Coordinates(Authority authority) => authority.Mandates.Any(mandate => mandate.Capacity == Capacity.Coordinator && mandate.IsInForceOn(today));
    }

    internal static IQueryable<Authority> ReachedQuery(
        ImiDbContext database,
        IReadOnlyCollection<string> countries,
        string module,
        string procedure,
        DateOnly today
    ) =>
        database
            .Set<Authority>()
            .Where(authority =>
                countries.Contains(authority.Country)
                && authority.DeactivatedOn == null
                && database.Set<Country>().Any(country => country.Code == authority.Country && (country.MemberUntil == null || country.MemberUntil >= today))
                && authority.Mandates.Any(mandate =>
                    mandate.Module == module
                    && mandate.Procedure == procedure
                    && mandate.Capacity != Capacity.Sender
                    && mandate.SuspendedOn == null
                    && (mandate.Until == null || mandate.Until >= today)
                )
            )
            .OrderBy(authority => authority.Country)
            .ThenBy(authority => authority.Code);
}
