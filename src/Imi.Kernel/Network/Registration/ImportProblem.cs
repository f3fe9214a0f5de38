using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Registration;

/// <summary>A problem in a table.</summary>
/// <param name="Row">The row number, as in a spreadsheet.</param>
/// <param name="Error">The column and the error.</param>
public sealed record ImportProblem(int Row, FieldError Error);
