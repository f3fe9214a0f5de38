using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>A section of a form as one reader sees it; pages, print and the API use the same view.</summary>
/// <param name="Name">The section's name.</param>
/// <param name="Title">Its title in the reader's language.</param>
/// <param name="Help">Its help text; empty if none.</param>
/// <param name="Elements">Its fields and groups.</param>
public sealed record FormSectionView(string Name, string Title, string Help, IReadOnlyList<FormElementView> Elements)
{
    /// <summary>Whether it has an answer that may contain personal data.</summary>
    public bool HasPersonal =>
        Elements.Any(element =>
            element switch
            {
                FieldView single => single.Field.IsPersonal && single.HasAnswer,
                GroupView group => group.Items.Any(item => item.Fields.Any(inner => inner.Field.IsPersonal && inner.HasAnswer)),
                _ => false,
            }
        );

    /// <summary>Whether it has any answer to display.</summary>
    public bool HasAnswers =>
        Elements.Any(element =>
            element switch
            {
                FieldView single => single.HasAnswer,
                GroupView group => group.Items.Count > 0,
                _ => false,
            }
        );
}

/// <summary>A field or a group as one reader sees it.</summary>
/// <param name="Path">Its path in the form: <c>facts</c>, or <c>measures.0.kind</c>.</param>
/// <param name="Label">Its label.</param>
/// <param name="Help">Its help text; empty if none.</param>
/// <param name="IsVisible">Whether the answers so far make it visible.</param>
public abstract record FormElementView(string Path, string Label, string Help, bool IsVisible)
{
    /// <summary>Whether the exchange's facts alone hide it, so that no answer in this form can make it visible.</summary>
    public bool IsOut { get; init; }
}

/// <summary>A field as one reader sees it.</summary>
public sealed record FieldView(string Path, string Label, string Help, bool IsVisible, Field Field) : FormElementView(Path, Label, Help, IsVisible)
{
    /// <summary>Whether an answer is required, given the current answers.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>The options of a choice with their labels.</summary>
    public required IReadOnlyList<OptionView> Options { get; init; }

    /// <summary>The stored answers; empty if there are none or they are hidden.</summary>
    public required IReadOnlyList<string> Raw { get; init; }

    /// <summary>The answers formatted for the reader's language.</summary>
    public required IReadOnlyList<string> Shown { get; init; }

    /// <summary>Whether there is an answer that this reader may not see.</summary>
    public required bool IsHidden { get; init; }

    /// <summary>The key that opens an answer of a special category for this reader; null if there is none to open or it is already open.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>Whether there is an answer, visible or hidden.</summary>
    public bool HasAnswer => IsHidden || OpenedBy is not null || Raw.Any(text => text.Length > 0);
}

/// <summary>A repeatable group as one reader sees it.</summary>
/// <param name="Path">Its name.</param>
/// <param name="Label">Its label.</param>
/// <param name="Help">Its help text; empty if none.</param>
/// <param name="IsVisible">Whether the answers so far make it visible.</param>
/// <param name="Group">Its definition.</param>
/// <param name="ItemLabel">The label of one item.</param>
/// <param name="Items">The items.</param>
public sealed record GroupView(string Path, string Label, string Help, bool IsVisible, FieldGroup Group, string ItemLabel, IReadOnlyList<GroupItemView> Items)
    : FormElementView(Path, Label, Help, IsVisible);
