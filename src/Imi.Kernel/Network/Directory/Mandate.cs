namespace Imi.Kernel.Network.Directory;

/// <summary>What an authority may do in a procedure of a module, and how it works there.</summary>
public sealed class Mandate
{
    private readonly List<LinkedCoordinator> _further = [];

    private Mandate() { }

    /// <summary>A mandate for one procedure.</summary>
    /// <param name="module">The module, such as <c>road-transport</c>.</param>
    /// <param name="procedure">The procedure in the module, such as <c>request</c>.</param>
    /// <param name="capacity">As what the authority takes part.</param>
    public Mandate(string module, string procedure, Capacity capacity)
    {
        Module = module;
        Procedure = procedure;
        Capacity = capacity;
    }

    /// <summary>The authority that holds it.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure in the module.</summary>
    public string Procedure { get; private set; } = "";

    /// <summary>As what the authority takes part.</summary>
    public Capacity Capacity { get; private set; }

    /// <summary>The last day of the mandate; null while it runs.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The day from which it is suspended; null while it is not.</summary>
    public DateOnly? SuspendedOn { get; private set; }

    /// <summary>Why it is suspended; null while it is not.</summary>
    public SuspensionReason? SuspendedFor { get; private set; }

    /// <summary>The coordinator linked to the authority for this procedure, the first of them; null where there is none.</summary>
    public Guid? CoordinatorId { get; private set; }

    /// <summary>The other coordinators linked to it, which may do the same.</summary>
    public IReadOnlyList<LinkedCoordinator> Further => _further;

    /// <summary>All linked coordinators: each of them sees its exchanges, and approves and takes referrals where that is set.</summary>
    public IEnumerable<Guid> Coordinators =>
        CoordinatorId is { } first ? _further.Select(one => one.CoordinatorId).Prepend(first) : _further.Select(one => one.CoordinatorId);

    /// <summary>Whether the coordinator approves what the authority sends.</summary>
    public bool ApprovesRequests { get; private set; }

    /// <summary>Whether the coordinator approves what the authority answers.</summary>
    public bool ApprovesReplies { get; private set; }

    /// <summary>Whether the coordinator takes referrals.</summary>
    public bool TakesReferrals { get; private set; }

    /// <summary>Links the coordinator and says what it does.</summary>
    public Mandate CoordinatedBy(Guid? coordinator, bool approvesRequests = false, bool approvesReplies = false, bool takesReferrals = false)
    {
        (CoordinatorId, ApprovesRequests, ApprovesReplies, TakesReferrals) = (coordinator, approvesRequests, approvesReplies, takesReferrals);
        return this;
    }

    /// <summary>Links several coordinators, of which each does the same; none takes away what they do too.</summary>
    internal Mandate CoordinatedBy(IEnumerable<Guid> coordinators, bool approvesRequests, bool approvesReplies, bool takesReferrals)
    {
        var linked = coordinators.Distinct().ToList();
        var any = linked.Count > 0;
        _further.RemoveAll(one => !linked.Skip(1).Contains(one.CoordinatorId));
        _further.AddRange(linked.Skip(1).Where(id => !_further.Exists(one => one.CoordinatorId == id)).Select(id => new LinkedCoordinator(id)).ToList());
        return CoordinatedBy(any ? linked[0] : null, any && approvesRequests, any && approvesReplies, any && takesReferrals);
    }

    /// <summary>The same mandate of another authority, which does not become its own coordinator.</summary>
    internal Mandate For(Guid authority) =>
        new Mandate(Module, Procedure, Capacity)
        {
            Until = Until,
            SuspendedOn = SuspendedOn,
            SuspendedFor = SuspendedFor,
        }.CoordinatedBy(Coordinators.Where(one => one != authority), ApprovesRequests, ApprovesReplies, TakesReferrals);

    /// <summary>Lets it run, without an end and without a coordinator.</summary>
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

    /// <summary>Suspends it from a day on: the authority neither begins exchanges nor is asked; what is under way goes on.</summary>
    internal void Suspend(DateOnly day, SuspensionReason reason) => (SuspendedOn, SuspendedFor) = (day, reason);

    /// <summary>Lifts the suspension.</summary>
    internal void Resume() => (SuspendedOn, SuspendedFor) = (null, null);

    /// <summary>Whether new exchanges may be begun under it, or asked, on a day: it runs and is not suspended.</summary>
    public bool IsInForceOn(DateOnly day) => RunsOn(day) && SuspendedOn is null;

    /// <summary>Whether it runs on a day, suspended or not.</summary>
    public bool RunsOn(DateOnly day) => Until is not { } last || day <= last;
}
