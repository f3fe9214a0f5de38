using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Registration;

/// <summary>Something wrong in a table.</summary>
/// <param name="Row">The row, as spreadsheets number them.</param>
/// <param name="Error">The column and what is wrong.</param>
public sealed record ImportProblem(int Row, FieldError Error);
