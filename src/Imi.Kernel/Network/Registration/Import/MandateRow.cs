using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>A row of a table of mandates: the mandates of an authority in a procedure.</summary>
/// <param name="Number">The row number as in a spreadsheet.</param>
/// <param name="Authority">The authority's code.</param>
/// <param name="Area">The policy area.</param>
/// <param name="Procedure">The procedure in the area.</param>
/// <param name="Capacities">The capacities; empty to end the participation.</param>
/// <param name="Coordinators">The codes of the linked coordinators.</param>
/// <param name="AsIn">The area whose mandates are copied; empty if the row specifies the mandates itself.</param>
/// <param name="Errors">The errors in unreadable cells.</param>
internal sealed record MandateRow(
    int Number,
    string Authority,
    string Area,
    string Procedure,
    IReadOnlySet<Capacity> Capacities,
    IReadOnlyList<string> Coordinators,
    string AsIn,
    IReadOnlyList<FieldError> Errors
)
{
    internal const string AuthorityColumn = "authority";
    internal const string AreaColumn = "area";
    internal const string ProcedureColumn = "procedure";
    internal const string CapacitiesColumn = "capacities";
    internal const string CoordinatorsColumn = "coordinators";
    internal const string AsInColumn = "as-in";
    private const string ApprovesRequestsColumn = "approves-requests";
    private const string ApprovesRepliesColumn = "approves-replies";
    private const string TakesReferralsColumn = "takes-referrals";
    private const string None = "none";
    private static readonly char[] Separators = [' ', ',', ';', '/'];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        AuthorityColumn,
        AreaColumn,
        ProcedureColumn,
        CapacitiesColumn,
        CoordinatorsColumn,
        ApprovesRequestsColumn,
        ApprovesRepliesColumn,
        TakesReferralsColumn,
        AsInColumn,
    ];

    /// <summary>Whether the coordinators approve what is sent.</summary>
    public bool ApprovesRequests { get; private init; }

    /// <summary>Whether the coordinators approve answers.</summary>
    public bool ApprovesReplies { get; private init; }

    /// <summary>Whether the coordinators handle referrals.</summary>
    public bool TakesReferrals { get; private init; }

    /// <summary>Reads a row.</summary>
    public static MandateRow Read(int number, IReadOnlyDictionary<string, string> cells)
    {
        var errors = new List<FieldError>(cells is TableRow { Damaged: var damaged } ? damaged : []);
        foreach (var column in (string[])[AuthorityColumn, AreaColumn, ProcedureColumn])
        {
            if (Cell(column).Length == 0)
                errors.Add(FieldError.Required(column));
        }

        var asIn = Cell(AsInColumn).ToLowerInvariant();
        var capacities = new HashSet<Capacity>();
        var words = Cell(CapacitiesColumn).ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (asIn.Length > 0)
        {
            foreach (var column in Columns.Skip(3).Where(column => column != AsInColumn && Cell(column).Length > 0))
                errors.Add(new FieldError(column, "mandate-import.said-twice"));
        }
        else if (words.Length == 0)
        {
            errors.Add(FieldError.Required(CapacitiesColumn));
        }
        else if (words is not [None])
        {
            foreach (var word in words)
            {
                if (
                    Enum.TryParse<Capacity>(word, ignoreCase: true, out var capacity)
                    && Enum.GetNames<Capacity>().Contains(word, StringComparer.OrdinalIgnoreCase)
                )
                    capacities.Add(capacity);
                else
                    errors.Add(new FieldError(CapacitiesColumn, "mandate-import.capacity", "text", word));
            }
        }

        return new MandateRow(
            number,
            Cell(AuthorityColumn),
            Cell(AreaColumn).ToLowerInvariant(),
            Cell(ProcedureColumn).ToLowerInvariant(),
            capacities,
            Cell(CoordinatorsColumn).Split(Separators, StringSplitOptions.RemoveEmptyEntries),
            asIn,
            errors
        )
        {
            ApprovesRequests = Flag(ApprovesRequestsColumn),
            ApprovesReplies = Flag(ApprovesRepliesColumn),
            TakesReferrals = Flag(TakesReferralsColumn),
        };

        string Cell(string column) => RegistryTable.Unguarded(cells.GetValueOrDefault(column)?.Trim() ?? "");

        bool Flag(string column)
        {
            var cell = Cell(column).ToLowerInvariant();
            if (cell is not ("" or ImportRow.Yes or ImportRow.No))
                errors.Add(new FieldError(column, "mandate-import.yes-or-no", "text", cell));
            return cell == ImportRow.Yes;
        }
    }
}
