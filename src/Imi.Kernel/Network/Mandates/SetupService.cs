using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>
/// Sets how an authority works in a module. Its own administrators may set its competences and the allocation of incoming exchanges; whether it is
/// the country's central authority is set by those who grant mandates.
/// </summary>
public sealed class SetupService(ImiDbContext database, RegistryHistoryStore history, Journal journal)
{
    /// <summary>Saves the settings of an authority in a module, within the caller's transaction.</summary>
    /// <returns>The error; null if they are saved.</returns>
    internal async Task<FieldError?> ApplyAsync(Granting granting, SetupSetting setting, Actor actor, CancellationToken cancellationToken)
    {
        var (authority, module, before) = (granting.Authority.Id, granting.Module.Name, granting.Setup);
        if (setting.IsCentral && await OtherCentralAsync(granting.Authority, module, cancellationToken) is { } other)
            return new FieldError("central", "network.setup.central-taken", "name", other);
        if (
            !setting.IsCentral
            && before.IsCentral
            && await database.Set<ModuleSetup>().CountAsync(setup => setup.ActedForById == authority && setup.Module == module, cancellationToken)
                is var others
                    and > 0
        )
            return new FieldError("central", "network.setup.acts-for-others", "count", others);
        if (
            setting.Allocates
            && !before.Allocates
            && !await RoleGrant
                .CountingOn(database, granting.Today)
                .AnyAsync(grant => grant.AuthorityId == authority && grant.Module == module && grant.Role == Role.Allocator, cancellationToken)
        )
            return new FieldError("allocates", "network.setup.no-allocator");
        var notes = NotesOf(module, before, setting).ToList();
        if (notes.Count == 0)
            return null;
        var tracked = await database
            .Set<Authority>()
            .Include(one => one.Setups)
            .Include(one => one.Competences)
            .AsSplitQuery()
            .FirstAsync(one => one.Id == authority, cancellationToken);
        tracked.SetUp(module, setting.IsCentral, setting.Allocates, setting.Keywords);
        await history.RecordAsync(authority, actor.UserId, notes, cancellationToken);
        await journal.AppendAsync(
            actor.UserId,
            authority,
            null,
            "module-set-up",
            $"{module}: {string.Join(' ', notes.Select(note => $"{note.Kind} {note.After}".TrimEnd()))}",
            cancellationToken
        );
        return null;
    }

    internal static IQueryable<Authority> CentralQuery(ImiDbContext database, string country, string module) =>
        database
            .Set<Authority>()
            .Where(one => one.Country == country && one.DeactivatedOn == null && one.Setups.Any(setup => setup.Module == module && setup.IsCentral));

    /// <summary>The settings of an authority in a module; the defaults if there are none, or no authority.</summary>
    internal static SetupSetting SettingOf(Authority? authority, string module)
    {
        var setup = authority?.Setups.FirstOrDefault(one => one.Module == module);
        return new SetupSetting(
            setup?.IsCentral == true,
            setup?.Allocates == true,
            (authority?.Competences ?? []).Where(one => one.Module == module).Select(one => one.Keyword).ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>The title of another central authority of the country and module, of which only one is allowed; null if there is none.</summary>
    private async Task<string?> OtherCentralAsync(Authority authority, string module, CancellationToken cancellationToken) =>
        await CentralQuery(database, authority.Country, module)
            .Where(one => one.Id != authority.Id)
            .Select(one => one.InformalTitle)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>The changes to record in the authority's history.</summary>
    internal static IEnumerable<RegistryChange> NotesOf(string module, SetupSetting before, SetupSetting after)
    {
        if (before.IsCentral != after.IsCentral)
            yield return new RegistryChange(after.IsCentral ? RegistryEventKind.MadeCentral : RegistryEventKind.NoLongerCentral, module);
        if (before.Allocates != after.Allocates)
            yield return new RegistryChange(after.Allocates ? RegistryEventKind.AllocationOn : RegistryEventKind.AllocationOff, module);
        if (!before.Keywords.SetEquals(after.Keywords))
            yield return new RegistryChange(RegistryEventKind.Competent, module, Words(before.Keywords), Words(after.Keywords));
    }

    /// <summary>The keywords as text, limited to what fits into the history.</summary>
    private static string Words(IReadOnlySet<string> keywords)
    {
        var (text, most) = ("", Imi.Kernel.Foundation.Persistence.MappedLengths.Title);
        foreach (var keyword in keywords.Order(StringComparer.Ordinal))
        {
            if (text.Length + keyword.Length + 2 > most)
                break;
            text += text.Length == 0 ? keyword : $", {keyword}";
        }

        return text;
    }
}

/// <summary>The settings of an authority in a module.</summary>
/// <param name="IsCentral">Whether it is its country's central authority.</param>
/// <param name="Allocates">Whether incoming exchanges are allocated to people before anyone acts.</param>
/// <param name="Keywords">The keywords of its competence.</param>
public sealed record SetupSetting(bool IsCentral, bool Allocates, IReadOnlySet<string> Keywords);
