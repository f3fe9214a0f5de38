using System.Collections.ObjectModel;
using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Registration;

/// <summary>A row of a table that was read from a file: its cells by column.</summary>
public sealed class TableRow(int number, IDictionary<string, string> cells, IReadOnlyList<FieldError> damaged) : ReadOnlyDictionary<string, string>(cells)
{
    /// <summary>Its number, as spreadsheets count: the names of the columns are row 1.</summary>
    public int Number => number;

    /// <summary>The cells that do not show any more what somebody typed: the column and why.</summary>
    public IReadOnlyList<FieldError> Damaged => damaged;
}
