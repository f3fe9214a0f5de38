using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Mandates;

/// <summary>The mandates of an authority in a procedure, as set by a coordinator.</summary>
/// <param name="Capacities">The capacities; empty to end the participation.</param>
/// <param name="Coordinator">The first linked coordinator; null for none.</param>
/// <param name="ApprovesRequests">Whether the linked coordinators approve what is sent.</param>
/// <param name="ApprovesReplies">Whether they approve answers.</param>
/// <param name="TakesReferrals">Whether they handle referrals.</param>
public sealed record MandateSetting(IReadOnlySet<Capacity> Capacities, Guid? Coordinator, bool ApprovesRequests, bool ApprovesReplies, bool TakesReferrals)
{
    /// <summary>The additional linked coordinators, with the same tasks.</summary>
    public IReadOnlyList<Guid> Further { get; init; } = [];

    /// <summary>All linked coordinators.</summary>
    internal IReadOnlyList<Guid> Linked => Coordinator is { } first ? [first, .. Further.Where(one => one != first)] : Further;
}
