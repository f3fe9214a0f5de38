namespace Imi.Kernel.Definitions.Forms;

/// <summary>A field that says something else than before.</summary>
/// <param name="Path">Its path in the form.</param>
/// <param name="Label">Its label; of a field in a group, with the item's.</param>
/// <param name="Before">The answers before, in the reader's words; empty for none.</param>
/// <param name="After">The answers now; empty for none.</param>
public sealed record FieldDifference(string Path, string Label, IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>Compares two versions of a form as one reader sees them: what is hidden from the reader stays out.</summary>
public static class FormDifference
{
    /// <summary>The fields whose answers differ, in the form's order.</summary>
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
