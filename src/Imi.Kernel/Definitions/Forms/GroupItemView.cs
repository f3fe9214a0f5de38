namespace Imi.Kernel.Definitions.Forms;

/// <summary>An item of a group.</summary>
/// <param name="Path">Its path: <c>measures.0</c>.</param>
/// <param name="Fields">Its fields.</param>
public sealed record GroupItemView(string Path, IReadOnlyList<FieldView> Fields);
