using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Registration.Import;

/// <summary>The optional columns of a table for the settings of authorities in modules: <c>keywords.MODULE</c> and <c>central.MODULE</c>.</summary>
internal static class SetupColumns
{
    private const string Keywords = "keywords.";
    private const string Central = "central.";
    private static readonly char[] Separators = [' ', ',', ';'];

    /// <summary>Whether a column is one of these.</summary>
    public static bool IsOne(string column) => ModuleOf(column) is not null;

    /// <summary>The columns for some modules.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> modules) => modules.SelectMany(module => (string[])[Keywords + module, Central + module]);

    /// <summary>Reads the settings in a row, and adds errors for unreadable cells.</summary>
    public static IReadOnlyList<EntrySetup> Read(IReadOnlyDictionary<string, string> cells, List<FieldError> errors)
    {
        var setups = new List<EntrySetup>();
        foreach (var module in cells.Keys.Select(ModuleOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var central = cells.GetValueOrDefault(Central + module)?.Trim().ToLowerInvariant();
            if (central is not (null or "" or ImportRow.Yes or ImportRow.No))
                errors.Add(FieldError.NotAnOption(Central + module));
            setups.Add(
                new EntrySetup(
                    module,
                    central is null ? null : central == ImportRow.Yes,
                    cells.GetValueOrDefault(Keywords + module)?.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries)
                )
            );
        }

        return setups;
    }

    /// <summary>Writes the settings of an entry in some modules.</summary>
    public static void Write(Dictionary<string, string> cells, AuthorityEntry entry, IEnumerable<string> modules)
    {
        foreach (var module in modules)
        {
            var setup = entry.Setups.FirstOrDefault(one => one.Module == module);
            cells[Keywords + module] = string.Join(' ', setup?.Keywords ?? []);
            cells[Central + module] = setup?.IsCentral == true ? ImportRow.Yes : ImportRow.No;
        }
    }

    /// <summary>The name of the column of a module.</summary>
    public static string ColumnOf(string module, bool isCentral) => (isCentral ? Central : Keywords) + module;

    private static string? ModuleOf(string column) =>
        column.StartsWith(Keywords, StringComparison.Ordinal) ? column[Keywords.Length..]
        : column.StartsWith(Central, StringComparison.Ordinal) ? column[Central.Length..]
        : null;
}
