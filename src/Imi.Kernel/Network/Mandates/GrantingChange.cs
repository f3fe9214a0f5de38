using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Network.Mandates;

/// <summary>What a coordinator or administrator changes of an authority in a module; what is not included stays.</summary>
public sealed record GrantingChange
{
    /// <summary>The revision of the authority that the person saw, to detect changes made meanwhile; null to skip the check.</summary>
    public int? Revision { get; init; }

    /// <summary>Whether nothing changes.</summary>
    internal bool IsEmpty => Mandates.Count == 0 && Roles.Count == 0 && Setup is null;

    /// <summary>The mandates, by procedure; mandates of these procedures that are not included end yesterday.</summary>
    public IReadOnlyList<(string Procedure, MandateSetting Setting)> Mandates { get; init; } = [];

    /// <summary>The roles in the module, by user of the authority.</summary>
    public IReadOnlyList<(Guid Person, IReadOnlySet<Role> Roles)> Roles { get; init; } = [];

    /// <summary>The authority's settings in the module; null if they stay.</summary>
    public SetupSetting? Setup { get; init; }
}
