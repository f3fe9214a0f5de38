namespace Imi.Kernel.Network.Access;

/// <summary>Where a delegated coordinator coordinates, and with which functions.</summary>
/// <param name="Region">The region; null for the whole country.</param>
/// <param name="Module">The module; null for all.</param>
/// <param name="Functions">What it does there.</param>
/// <param name="IsDelegable">Whether it may delegate of it in turn.</param>
public sealed record CoordinatorScope(string? Region, string? Module, IReadOnlyList<CoordinatorFunction> Functions, bool IsDelegable)
{
    /// <summary>Whether it has a function.</summary>
    public bool Has(CoordinatorFunction function) => Functions.Contains(function);

    /// <summary>Whether it reaches a region and module; null for those that are of the whole country, or about no module.</summary>
    internal bool Reaches(string? region, string? module) => (Region is null || Region == region) && (Module is null || module is null || Module == module);

    /// <summary>Whether another scope lies in it.</summary>
    internal bool Holds(CoordinatorScope other) =>
        (Region is null || Region == other.Region) && (Module is null || Module == other.Module) && other.Functions.All(Has);
}
