using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Mandates;

/// <summary>
/// A delegated scope: where a coordinator works, with which functions (Regulation (EU) No 1024/2012, Article 6: each Member State may coordinate
/// centrally, by region, by area, or in between).
/// </summary>
public sealed class Delegation
{
    private Delegation() { }

    internal Delegation(Guid id, Guid coordinatorId, CoordinatorScope scope)
    {
        (Id, CoordinatorId, Region, Module) = (id, coordinatorId, scope.Region, scope.Module);
        (Validates, GrantsAccess, HandlesContent, IsDelegable) = (
            scope.Has(CoordinatorFunction.Validating),
            scope.Has(CoordinatorFunction.Access),
            scope.Has(CoordinatorFunction.Content),
            scope.IsDelegable
        );
    }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The delegated coordinator.</summary>
    public Guid CoordinatorId { get; private set; }

    /// <summary>The region; null for the whole country.</summary>
    public string? Region { get; private set; }

    /// <summary>The module; null for all.</summary>
    public string? Module { get; private set; }

    /// <summary>Whether the coordinator registers authorities there and corrects their entries.</summary>
    public bool Validates { get; private set; }

    /// <summary>Whether it grants mandates and roles there.</summary>
    public bool GrantsAccess { get; private set; }

    /// <summary>Whether it can be linked to authorities there, for approvals, referrals and alerts.</summary>
    public bool HandlesContent { get; private set; }

    /// <summary>Whether it may delegate parts of this scope further.</summary>
    public bool IsDelegable { get; private set; }

    /// <summary>The scope in the form that the access policy needs.</summary>
    public CoordinatorScope Scope => new(Region, Module, [.. Functions()], IsDelegable);

    private IEnumerable<CoordinatorFunction> Functions()
    {
        if (Validates)
            yield return CoordinatorFunction.Validating;
        if (GrantsAccess)
            yield return CoordinatorFunction.Access;
        if (HandlesContent)
            yield return CoordinatorFunction.Content;
    }
}
