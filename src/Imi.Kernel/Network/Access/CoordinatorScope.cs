namespace Imi.Kernel.Network.Access;

/// <summary>A part of a country in which a delegated coordinator works, with its functions there.</summary>
/// <param name="Region">The region; null for the whole country.</param>
/// <param name="Module">The module; null for all.</param>
/// <param name="Functions">The functions delegated.</param>
/// <param name="IsDelegable">Whether the coordinator may delegate parts of this scope further.</param>
public sealed record CoordinatorScope(string? Region, string? Module, IReadOnlyList<CoordinatorFunction> Functions, bool IsDelegable)
{
    /// <summary>Whether the scope includes a function.</summary>
    public bool Has(CoordinatorFunction function) => Functions.Contains(function);

    /// <summary>
    /// Whether the scope covers a region and a module. A null region means the whole country; a null module means that no module is concerned.
    /// </summary>
    internal bool Reaches(string? region, string? module) => (Region is null || Region == region) && (Module is null || module is null || Module == module);

    /// <summary>Whether the scope contains another one entirely.</summary>
    internal bool Holds(CoordinatorScope other) =>
        (Region is null || Region == other.Region) && (Module is null || Module == other.Module) && other.Functions.All(Has);
}
