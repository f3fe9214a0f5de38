namespace Imi.Kernel.Network.Directory;

/// <summary>The right of an authority to take part in a procedure in one capacity, with its linked coordinators.</summary>
public sealed class Mandate
{
    private readonly List<LinkedCoordinator> _further = [];

    private Mandate() { }

    /// <summary>Creates a mandate for one procedure.</summary>
    /// <param name="module">The module, such as <c>road-transport</c>.</param>
    /// <param name="procedure">The procedure in the module, such as <c>request</c>.</param>
    /// <param name="capacity">The capacity in which the authority takes part.</param>
    public Mandate(string module, string procedure, Capacity capacity)
    {
        Module = module;
        Procedure = procedure;
        Capacity = capacity;
    }

    /// <summary>The authority that holds the mandate.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure in the module.</summary>
    public string Procedure { get; private set; } = "";

    /// <summary>The capacity in which the authority takes part.</summary>
    public Capacity Capacity { get; private set; }

    /// <summary>The last day of the mandate; null while it is open-ended.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The first day of the suspension; null if not suspended.</summary>
    public DateOnly? SuspendedOn { get; private set; }

    /// <summary>The reason for the suspension; null if not suspended.</summary>
    public SuspensionReason? SuspendedFor { get; private set; }

    /// <summary>The first coordinator linked to the authority for this procedure; null if none.</summary>
    public Guid? CoordinatorId { get; private set; }

    /// <summary>The additional linked coordinators, with the same rights.</summary>
    public IReadOnlyList<LinkedCoordinator> Further => _further;

    /// <summary>All linked coordinators. Each sees the authority's exchanges and, where enabled, approves and handles referrals.</summary>
    public IEnumerable<Guid> Coordinators =>
        CoordinatorId is { } first ? _further.Select(one => one.CoordinatorId).Prepend(first) : _further.Select(one => one.CoordinatorId);

    /// <summary>Whether the coordinators approve what the authority sends.</summary>
    public bool ApprovesRequests { get; private set; }

    /// <summary>Whether the coordinators approve the authority's answers.</summary>
    public bool ApprovesReplies { get; private set; }

    /// <summary>Whether the coordinators handle referrals.</summary>
    public bool TakesReferrals { get; private set; }

    /// <summary>Links the first coordinator and sets its tasks.</summary>
    public Mandate CoordinatedBy(Guid? coordinator, bool approvesRequests = false, bool approvesReplies = false, bool takesReferrals = false)
    {
        (CoordinatorId, ApprovesRequests, ApprovesReplies, TakesReferrals) = (coordinator, approvesRequests, approvesReplies, takesReferrals);
        return this;
    }

    /// <summary>Replaces the linked coordinators, which all have the same tasks; without any coordinator, all tasks are switched off.</summary>
    internal Mandate CoordinatedBy(IEnumerable<Guid> coordinators, bool approvesRequests, bool approvesReplies, bool takesReferrals)
    {
        var linked = coordinators.Distinct().ToList();
        var any = linked.Count > 0;
        _further.RemoveAll(one => !linked.Skip(1).Contains(one.CoordinatorId));
        _further.AddRange(linked.Skip(1).Where(id => !_further.Exists(one => one.CoordinatorId == id)).Select(id => new LinkedCoordinator(id)).ToList());
        return CoordinatedBy(any ? linked[0] : null, any && approvesRequests, any && approvesReplies, any && takesReferrals);
    }

    /// <summary>Copies the mandate for another authority, which is not linked as its own coordinator.</summary>
    internal Mandate For(Guid authority) =>
        new Mandate(Module, Procedure, Capacity)
        {
            Until = Until,
            SuspendedOn = SuspendedOn,
            SuspendedFor = SuspendedFor,
        }.CoordinatedBy(Coordinators.Where(one => one != authority), ApprovesRequests, ApprovesReplies, TakesReferrals);

    /// <summary>Removes the end date and all linked coordinators.</summary>
    internal Mandate Renew()
    {
        Until = null;
        return CoordinatedBy([], false, false, false);
    }

    /// <summary>Ends the mandate after a day.</summary>
    public Mandate EndingOn(DateOnly lastDay)
    {
        Until = lastDay;
        return this;
    }

    /// <summary>Suspends the mandate from a day on: the authority can neither start nor receive new exchanges; running ones continue.</summary>
    internal void Suspend(DateOnly day, SuspensionReason reason) => (SuspendedOn, SuspendedFor) = (day, reason);

    /// <summary>Lifts the suspension.</summary>
    internal void Resume() => (SuspendedOn, SuspendedFor) = (null, null);

    /// <summary>Whether new exchanges may start under the mandate on a day: it is valid and not suspended.</summary>
    public bool IsInForceOn(DateOnly day) => RunsOn(day) && SuspendedOn is null;

    /// <summary>Whether the mandate is valid on a day, suspended or not.</summary>
    public bool RunsOn(DateOnly day) => Until is not { } last || day <= last;
}
