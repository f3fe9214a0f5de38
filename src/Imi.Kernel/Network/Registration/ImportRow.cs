using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration.Import;

namespace Imi.Kernel.Network.Registration;

/// <summary>A row of a table of authorities.</summary>
/// <param name="Code">The code of the registered authority; empty if the row identifies it by its national identifier.</param>
/// <param name="Entry">The authority's data.</param>
/// <param name="Errors">The errors in unreadable cells.</param>
public sealed record ImportRow(string Code, AuthorityEntry Entry, IReadOnlyList<FieldError> Errors)
{
    private const string NameColumn = "name.";
    private const string SimpleViewColumn = "simple-view";
    internal const string Yes = "yes";
    internal const string No = "no";

    private static readonly char[] Separators = [' ', ',', ';', '/'];

    /// <summary>The columns. Names are in further columns by language: <c>name.el</c>, <c>name.fr</c> and so on.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["code", "country", "kind", "national-identifier", "informal-title", "region", "languages", "email", "phone", "address", SimpleViewColumn];

    /// <summary>Whether the table has a region column; without it, regions remain unchanged.</summary>
    public bool HasRegion { get; private init; }

    /// <summary>Whether the table has the column of the simple view; without it, the setting remains unchanged.</summary>
    public bool HasSimpleViewColumn { get; private init; }

    /// <summary>Whether a column is known.</summary>
    public static bool IsColumn(string column) =>
        Columns.Contains(column) || column.StartsWith(NameColumn, StringComparison.Ordinal) || SetupColumns.IsOne(column);

    /// <summary>Reads a row.</summary>
    /// <param name="cells">The texts by column.</param>
    /// <param name="id">The id to give to a new authority.</param>
    public static ImportRow Read(IReadOnlyDictionary<string, string> cells, Guid id)
    {
        var errors = new List<FieldError>(cells is TableRow { Damaged: var damaged } ? damaged : []);
        var kind = AuthorityKind.CompetentAuthority;
        if (
            Cell("kind") is { Length: > 0 } word
            && (
                !Enum.TryParse(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out kind)
                || kind == AuthorityKind.EuropeanCommission
                || int.TryParse(word, out _)
            )
        )
            errors.Add(FieldError.NotAnOption("kind"));
        var simple = Cell(SimpleViewColumn).ToLowerInvariant();
        if (simple is not ("" or Yes or No))
            errors.Add(FieldError.NotAnOption(SimpleViewColumn));
        var entry = RegistrationChecks.Trimmed(
            new AuthorityEntry
            {
                Id = id,
                Country = Cell("country").ToUpperInvariant(),
                Kind = kind,
                NationalIdentifier = Cell("national-identifier"),
                Names = cells
                    .Where(cell => cell.Key.StartsWith(NameColumn, StringComparison.Ordinal))
                    .ToDictionary(cell => cell.Key[NameColumn.Length..], cell => RegistryTable.Unguarded(cell.Value.Trim()), StringComparer.Ordinal),
                InformalTitle = Cell("informal-title"),
                Region = Cell("region"),
                Languages = Cell("languages").ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries),
                Email = Cell("email"),
                Phone = Cell("phone"),
                Address = Cell("address"),
                PeopleBeginInSimpleView = simple == Yes,
                Setups = SetupColumns.Read(cells, errors),
            }
        );
        return new ImportRow(Cell("code"), entry, errors)
        {
            HasRegion = cells.ContainsKey("region"),
            HasSimpleViewColumn = cells.ContainsKey(SimpleViewColumn),
        };

        string Cell(string column) => RegistryTable.Unguarded(cells.GetValueOrDefault(column)?.Trim() ?? "");
    }

    /// <summary>Writes an entry as a row of a table.</summary>
    public static Dictionary<string, string> Write(string code, AuthorityEntry entry, IEnumerable<string> nameLanguages, IEnumerable<string> modules)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["country"] = entry.Country,
            ["kind"] = entry.Kind switch
            {
                AuthorityKind.NationalCoordinator => "national-coordinator",
                AuthorityKind.DelegatedCoordinator => "delegated-coordinator",
                _ => "competent-authority",
            },
            ["national-identifier"] = entry.NationalIdentifier,
            ["informal-title"] = entry.InformalTitle,
            ["region"] = entry.Region,
            ["languages"] = string.Join(' ', entry.Languages),
            ["email"] = entry.Email,
            ["phone"] = entry.Phone,
            ["address"] = entry.Address,
            [SimpleViewColumn] = entry.PeopleBeginInSimpleView ? Yes : No,
        };
        foreach (var language in nameLanguages)
            cells[NameColumn + language] = entry.Names.GetValueOrDefault(language, "");
        SetupColumns.Write(cells, entry, modules);
        return cells;
    }
}
