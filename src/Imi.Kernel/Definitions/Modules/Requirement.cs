namespace Imi.Kernel.Definitions.Modules;

/// <summary>When a field must be answered.</summary>
/// <param name="Always">Whenever it is visible.</param>
/// <param name="When">Under this condition; null for none.</param>
public sealed record Requirement(bool Always, Condition? When)
{
    /// <summary>The field may stay empty.</summary>
    public static Requirement Never { get; } = new(false, null);

    /// <summary>The field must be answered whenever it is visible.</summary>
    public static Requirement Required { get; } = new(true, null);
}
