namespace Imi.Kernel.Definitions.Forms;

/// <summary>A field whose answers differ between two versions of a form.</summary>
/// <param name="Path">Its path in the form.</param>
/// <param name="Label">Its label; for a field in a group, preceded by the label of the item.</param>
/// <param name="Before">The previous answers as displayed; empty if none.</param>
/// <param name="After">The current answers as displayed; empty if none.</param>
public sealed record FieldDifference(string Path, string Label, IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>Compares two versions of a form as one reader sees them, so that hidden answers stay hidden.</summary>
public static class FormDifference
{
    /// <summary>Returns the fields whose answers differ, in the order of the form.</summary>
    public static IReadOnlyList<FieldDifference> Between(IReadOnlyList<FormSectionView> before, IReadOnlyList<FormSectionView> after)
    {
        var earlier = Fields(before).ToDictionary(field => field.Path, StringComparer.Ordinal);
        var later = Fields(after).ToDictionary(field => field.Path, StringComparer.Ordinal);
        return
        [
            .. Fields(after)
                .Concat(Fields(before))
                .DistinctBy(field => field.Path)
                .Select(field => new FieldDifference(field.Path, field.Label, Shown(earlier, field.Path), Shown(later, field.Path)))
                .Where(field => !field.Before.SequenceEqual(field.After, StringComparer.Ordinal)),
        ];
    }

    private static IReadOnlyList<string> Shown(Dictionary<string, (string Path, string Label, IReadOnlyList<string> Shown)> fields, string path) =>
        fields.TryGetValue(path, out var field) ? field.Shown : [];

    private static IEnumerable<(string Path, string Label, IReadOnlyList<string> Shown)> Fields(IReadOnlyList<FormSectionView> sections) =>
        sections
            .SelectMany(section => section.Elements)
            .SelectMany(element =>
                element switch
                {
                    FieldView field => [(field.Path, field.Label, field.Shown)],
                    GroupView group => group.Items.SelectMany(
                        (item, index) => item.Fields.Select(field => (field.Path, $"{group.ItemLabel} {index + 1} – {field.Label}", field.Shown))
                    ),
                    _ => Enumerable.Empty<(string, string, IReadOnlyList<string>)>(),
                }
            );
}
