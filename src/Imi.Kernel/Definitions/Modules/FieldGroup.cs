namespace Imi.Kernel.Definitions.Modules;

/// <summary>A repeatable group of fields.</summary>
public sealed record FieldGroup(string Name, string TextKey, IReadOnlyList<Field> Fields) : FormElement(Name, TextKey)
{
    /// <summary>The minimum number of items in a complete form.</summary>
    public int MinItems { get; init; }

    /// <summary>The maximum number of items.</summary>
    public int MaxItems { get; init; } = 20;

    /// <summary>Whether single items can be split off to another authority.</summary>
    public bool IsSplittable { get; init; }
}
