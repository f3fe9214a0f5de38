namespace Imi.Kernel.Definitions.Modules;

/// <summary>When a field requires an answer.</summary>
/// <param name="Always">Whether an answer is required whenever the field is visible.</param>
/// <param name="When">The condition under which an answer is required; null if none.</param>
public sealed record Requirement(bool Always, Condition? When)
{
    /// <summary>The field may be left empty.</summary>
    public static Requirement Never { get; } = new(false, null);

    /// <summary>The field requires an answer whenever it is visible.</summary>
    public static Requirement Required { get; } = new(true, null);
}
