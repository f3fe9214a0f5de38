using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Mandates;

/// <summary>What a person may grant to an authority in a module.</summary>
/// <param name="Authority">The authority with its mandates.</param>
/// <param name="Module">The module.</param>
/// <param name="Coordinators">The coordinators of the country that can be linked.</param>
/// <param name="People">The authority's users with their roles.</param>
/// <param name="MayGrantMandates">Whether the person may grant mandates, not only roles.</param>
/// <param name="Today">Today's date.</param>
public sealed record Granting(
    Authority Authority,
    PolicyModule Module,
    IReadOnlyList<Authority> Coordinators,
    IReadOnlyList<ImiUser> People,
    bool MayGrantMandates,
    DateOnly Today
)
{
    /// <summary>The modules in which the person may grant something, those of the person's own roles first.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; init; } = [];

    /// <summary>The users whom the actor may remove, or whose roles in the module the actor may revoke.</summary>
    public IReadOnlyList<Guid> Endable { get; init; } = [];

    /// <summary>
    /// Those of them who set up their account and may have lost their second factor or external account; they can be sent a recovery link.
    /// </summary>
    public IReadOnlyList<Guid> WithSecondFactor { get; init; } = [];

    /// <summary>The country's central authority in the module; null if there is none or it is this authority.</summary>
    public Authority? Central { get; init; }

    /// <summary>The central authority that acts for this authority; null if none does.</summary>
    public Authority? Acting { get; init; }

    /// <summary>The settings of the authority in the module.</summary>
    public SetupSetting Setup =>
        new(
            Authority.Setups.Any(setup => setup.Module == Module.Name && setup.IsCentral),
            Authority.Setups.Any(setup => setup.Module == Module.Name && setup.Allocates),
            Authority.Competences.Where(one => one.Module == Module.Name).Select(one => one.Keyword).ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>The valid mandate of the authority in a procedure and capacity; null if none.</summary>
    public Mandate? MandateFor(string procedure, Capacity capacity) =>
        Authority.Mandates.FirstOrDefault(mandate =>
            mandate.Module == Module.Name && mandate.Procedure == procedure && mandate.Capacity == capacity && mandate.RunsOn(Today)
        );
}
