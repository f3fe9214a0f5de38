using System.Collections.ObjectModel;
using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Registration;

/// <summary>A row of a table read from a file: its cells by column.</summary>
public sealed class TableRow(int number, IDictionary<string, string> cells, IReadOnlyList<FieldError> damaged) : ReadOnlyDictionary<string, string>(cells)
{
    /// <summary>The row number as in a spreadsheet, where row 1 contains the column names.</summary>
    public int Number => number;

    /// <summary>The errors in cells that no longer contain what was typed.</summary>
    public IReadOnlyList<FieldError> Damaged => damaged;
}
