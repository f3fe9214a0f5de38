using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>Determines what a row of a table of mandates grants, and its errors.</summary>
internal sealed class MandateRowParser(
    ModuleCatalogue catalogue,
    AccessPolicy policy,
    Dictionary<string, Authority> authorities,
    ILookup<string, (AuthorityKind Kind, CoordinatorAccess Facts)> coordinators,
    Actor? actor,
    DateOnly today
)
{
    private readonly HashSet<(string Authority, string Area, string Procedure)> _seen = [];

    /// <summary>Reads a row. Without errors, authority and setting are not null.</summary>
    public (Authority? Authority, MandateSetting? Setting, IReadOnlyList<FieldError> Errors) Read(MandateRow row)
    {
        if (row.Errors.Count > 0)
            return (null, null, row.Errors);
        if (catalogue.Find(row.Area) is not { } module)
            return Wrong(MandateRow.AreaColumn, "area", row.Area);
        if (module.Procedure(row.Procedure) is null)
            return Wrong(MandateRow.ProcedureColumn, "procedure", row.Procedure);

        // The same answer for an authority that does not exist and for one to which the person may not grant mandates.
        if (!authorities.TryGetValue(row.Authority, out var authority) || (actor is not null && !policy.MayGrantMandates(actor, FactsOf(authority), row.Area)))
            return Wrong(MandateRow.AuthorityColumn, "authority", row.Authority);
        if (!_seen.Add((row.Authority, row.Area, row.Procedure)))
            return Wrong(MandateRow.AuthorityColumn, "twice", row.Authority);
        if (row.AsIn.Length > 0)
            return AsIn(row, authority);
        if (row.Capacities.Contains(Capacity.Coordinator) && authority.Kind == AuthorityKind.CompetentAuthority)
            return Wrong(MandateRow.CapacitiesColumn, "no-coordinator", row.Authority);
        var linked = new List<Guid>();
        foreach (var code in row.Coordinators)
        {
            if (!authorities.TryGetValue(code, out var coordinator) || !MayBeLinked(coordinator.Id, authority, row.Area))
                return Wrong(MandateRow.CoordinatorsColumn, "coordinator", code);
            linked.Add(coordinator.Id);
        }

        return (authority, Setting(row.Capacities, linked, row.ApprovesRequests, row.ApprovesReplies, row.TakesReferrals), []);
    }

    /// <summary>
    /// Copies the authority's mandates from another area: from the procedure of the same name, or from the one named after a slash.
    /// </summary>
    private (Authority?, MandateSetting?, IReadOnlyList<FieldError>) AsIn(MandateRow row, Authority authority)
    {
        var (area, procedure) = row.AsIn.Split('/') is [var named, var other] ? (named, other) : (row.AsIn, row.Procedure);
        if (catalogue.Find(area)?.Procedure(procedure) is null)
            return Wrong(MandateRow.AsInColumn, "pattern", row.AsIn);
        List<Mandate> pattern =
        [
            .. authority.Mandates.Where(one => one.Module == area && one.Procedure == procedure && one.IsInForceOn(today)).OrderBy(one => one.Capacity),
        ];
        if (pattern.Count == 0)
            return Wrong(MandateRow.AsInColumn, "pattern-empty", row.AsIn);
        var (first, linked) = (pattern[0], pattern[0].Coordinators.ToList());
        return linked.TrueForAll(id => MayBeLinked(id, authority, row.Area))
            ? (
                authority,
                Setting(pattern.Select(one => one.Capacity).ToHashSet(), linked, first.ApprovesRequests, first.ApprovesReplies, first.TakesReferrals),
                []
            )
            : Wrong(MandateRow.AsInColumn, "pattern-coordinator", row.AsIn);
    }

    private static MandateSetting Setting(
        IReadOnlySet<Capacity> capacities,
        List<Guid> linked,
        bool approvesRequests,
        bool approvesReplies,
        bool takesReferrals
    ) => new(capacities, linked.Count > 0 ? linked[0] : null, approvesRequests, approvesReplies, takesReferrals) { Further = [.. linked.Skip(1)] };

    private bool MayBeLinked(Guid coordinator, Authority authority, string area) =>
        coordinator != authority.Id
        && coordinators[authority.Country].Any(one => one.Facts.AuthorityId == coordinator && policy.CanBeLinked(one.Facts, authority.Region, area));

    private GrantTarget FactsOf(Authority authority) =>
        new(authority.Id, authority.Kind != AuthorityKind.CompetentAuthority, [.. coordinators[authority.Country].Select(one => one.Facts)])
        {
            Region = authority.Region,
        };

    private static (Authority?, MandateSetting?, IReadOnlyList<FieldError>) Wrong(string column, string why, string text) =>
        (null, null, [new FieldError(column, $"mandate-import.{why}", "text", text)]);
}
