namespace Imi.Kernel.Definitions.Modules;

/// <summary>A repeatable group of fields.</summary>
public sealed record FieldGroup(string Name, string TextKey, IReadOnlyList<Field> Fields) : FormElement(Name, TextKey)
{
    /// <summary>The fewest items that a complete form has.</summary>
    public int MinItems { get; init; }

    /// <summary>The most items.</summary>
    public int MaxItems { get; init; } = 20;

    /// <summary>Whether items can be handed to another authority one by one.</summary>
    public bool IsSplittable { get; init; }
}
