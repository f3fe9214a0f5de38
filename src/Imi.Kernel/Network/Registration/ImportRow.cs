using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration.Import;

namespace Imi.Kernel.Network.Registration;

/// <summary>A row of a table of authorities.</summary>
/// <param name="Code">The registered authority that it means; empty where its identifier says so.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Errors">What of it cannot be read.</param>
public sealed record ImportRow(string Code, AuthorityEntry Entry, IReadOnlyList<FieldError> Errors)
{
    private const string NameColumn = "name.";
    private const string LightColumn = "light";
    internal const string Yes = "yes";
    internal const string No = "no";

    private static readonly char[] Separators = [' ', ',', ';', '/'];

    /// <summary>The columns; a name in a language stands in <c>name.el</c>, <c>name.fr</c> ...</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["code", "country", "kind", "national-identifier", "informal-title", "region", "languages", "email", "phone", "address", LightColumn];

    /// <summary>Whether the table says anything of regions; where it does not, they stay.</summary>
    public bool SaysRegion { get; private init; }

    /// <summary>Whether the table says anything of the light mode; where it does not, that stays.</summary>
    public bool SaysLight { get; private init; }

    /// <summary>Whether a table can have such a column.</summary>
    public static bool IsColumn(string column) =>
        Columns.Contains(column) || column.StartsWith(NameColumn, StringComparison.Ordinal) || SetupColumns.IsOne(column);

    /// <summary>Reads a row.</summary>
    /// <param name="cells">Its texts by column.</param>
    /// <param name="id">The id of the authority, where it is a new one.</param>
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
        var light = Cell(LightColumn).ToLowerInvariant();
        if (light is not ("" or Yes or No))
            errors.Add(FieldError.NotAnOption(LightColumn));
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
                PeopleBeginLight = light == Yes,
                Setups = SetupColumns.Read(cells, errors),
            }
        );
        return new ImportRow(Cell("code"), entry, errors) { SaysRegion = cells.ContainsKey("region"), SaysLight = cells.ContainsKey(LightColumn) };

        string Cell(string column) => RegistryTable.Unguarded(cells.GetValueOrDefault(column)?.Trim() ?? "");
    }

    /// <summary>An entry as a row of a table.</summary>
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
            [LightColumn] = entry.PeopleBeginLight ? Yes : No,
        };
        foreach (var language in nameLanguages)
            cells[NameColumn + language] = entry.Names.GetValueOrDefault(language, "");
        SetupColumns.Write(cells, entry, modules);
        return cells;
    }
}
