using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>
/// Checks the settings of authorities in modules given in a table, under the same rules as on the pages but without a query for each row.
/// </summary>
public sealed class ImportSetupReader(ImiDbContext database, ModuleCatalogue catalogue, RegistrationService registrations)
{
    /// <summary>Loads what is needed before the first row.</summary>
    internal async Task<SetupCheck> BeginAsync(Actor? actor, CancellationToken cancellationToken) =>
        new(
            catalogue,
            (await CentralQuery(database).ToListAsync(cancellationToken))
                .GroupBy(one => (one.Country, one.Module))
                .ToDictionary(group => group.Key, group => group.First()),
            [.. await ActingQuery(database).AsAsyncEnumerable().Select(one => (one.AuthorityId, one.Module)).ToListAsync(cancellationToken)],
            actor is null ? null : await registrations.SetupRightsAsync(actor, cancellationToken)
        );

    internal static IQueryable<CentralAuthority> CentralQuery(ImiDbContext database) =>
        from setup in database.Set<ModuleSetup>()
        where setup.IsCentral
        join authority in database.Set<Authority>() on setup.AuthorityId equals authority.Id
        where authority.DeactivatedOn == null
        select new CentralAuthority(authority.Id, authority.Country, setup.Module, authority.InformalTitle);

    internal static IQueryable<ActingAuthority> ActingQuery(ImiDbContext database) =>
        database
            .Set<ModuleSetup>()
            .Where(setup => setup.ActedForById != null)
            .Select(setup => new ActingAuthority(setup.ActedForById!.Value, setup.Module))
            .Distinct();

    /// <summary>Checks the rows of one table in turn.</summary>
    internal sealed class SetupCheck(
        ModuleCatalogue catalogue,
        Dictionary<(string Country, string Module), CentralAuthority> centrals,
        HashSet<(Guid Authority, string Module)> acting,
        Func<AuthorityEntry, Authority?, string, bool, bool>? mayChange
    )
    {
        /// <summary>The changes to make.</summary>
        public List<PlannedSetup> Planned { get; } = [];

        /// <summary>Plans the changes of a row.</summary>
        /// <param name="entry">The row's entry, with the id of the registered or new authority.</param>
        /// <param name="known">The authority; null for a new one.</param>
        /// <param name="isOnly">Whether the row changes nothing else.</param>
        public IEnumerable<FieldError> Plan(AuthorityEntry entry, Authority? known, bool isOnly)
        {
            foreach (var setup in entry.Setups)
            {
                if (catalogue.Find(setup.Module) is not { } module || setup.Keywords?.All(module.Keywords.Contains) == false)
                {
                    yield return FieldError.NotAnOption(SetupColumns.ColumnOf(setup.Module, isCentral: setup.Keywords is null));
                    continue;
                }

                var before = SetupService.SettingOf(known, setup.Module);
                var after = before with
                {
                    IsCentral = setup.IsCentral ?? before.IsCentral,
                    Keywords = setup.Keywords?.ToHashSet(StringComparer.Ordinal) ?? before.Keywords,
                };
                if (after.IsCentral == before.IsCentral && after.Keywords.SetEquals(before.Keywords))
                    continue;
                if (Against(entry, known, setup.Module, before, after) is { } error)
                    yield return error;
                else
                    Planned.Add(new PlannedSetup(entry.Id, setup.Module, before, after, isOnly));
            }
        }

        private FieldError? Against(AuthorityEntry entry, Authority? known, string module, SetupSetting before, SetupSetting after)
        {
            var isCentral = before.IsCentral != after.IsCentral;
            if (mayChange?.Invoke(entry, known, module, isCentral) == false)
                return new FieldError(
                    SetupColumns.ColumnOf(module, isCentral),
                    "registration.import.not-yours-to-correct",
                    "code",
                    known?.Code ?? entry.InformalTitle
                );
            if (!isCentral)
                return null;
            if (!after.IsCentral)
                return acting.Contains((entry.Id, module))
                    ? new FieldError(SetupColumns.ColumnOf(module, isCentral), "network.setup.acts-for-others", "count", 1)
                    : Left(entry.Country, module);
            if (centrals.TryGetValue((entry.Country, module), out var other) && other.Id != entry.Id)
                return new FieldError(SetupColumns.ColumnOf(module, isCentral), "network.setup.central-taken", "name", other.Title);
            centrals[(entry.Country, module)] = new CentralAuthority(entry.Id, entry.Country, module, entry.InformalTitle);
            return null;
        }

        private FieldError? Left(string country, string module)
        {
            centrals.Remove((country, module));
            return null;
        }
    }
}

/// <summary>The new settings of an authority in a module.</summary>
/// <param name="AuthorityId">The authority.</param>
/// <param name="Module">The module.</param>
/// <param name="Before">The settings when the table was checked.</param>
/// <param name="Setting">The new settings.</param>
/// <param name="IsOnly">Whether nothing else of the entry changes.</param>
internal sealed record PlannedSetup(Guid AuthorityId, string Module, SetupSetting Before, SetupSetting Setting, bool IsOnly);

/// <summary>The central authority of a country in a module.</summary>
internal sealed record CentralAuthority(Guid Id, string Country, string Module, string Title);

/// <summary>An authority that acts for others in a module.</summary>
internal sealed record ActingAuthority(Guid AuthorityId, string Module);
