namespace Imi.Kernel.Network.Directory;

/// <summary>An additional coordinator linked to an authority for a procedure.</summary>
public sealed class LinkedCoordinator
{
    private LinkedCoordinator() { }

    internal LinkedCoordinator(Guid coordinatorId) => CoordinatorId = coordinatorId;

    /// <summary>The authority that holds the mandate.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure in the module.</summary>
    public string Procedure { get; private set; } = "";

    /// <summary>The capacity in which the authority takes part.</summary>
    public Capacity Capacity { get; private set; }

    /// <summary>The coordinator.</summary>
    public Guid CoordinatorId { get; private set; }
}
