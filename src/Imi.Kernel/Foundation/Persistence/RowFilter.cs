using System.Text.RegularExpressions;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Translates index filters, written once for all databases: columns in braces, <c>IS NULL</c>, <c>IS NOT NULL</c>, <c>IS FALSE</c>, joined by
/// <c>AND</c>. The result has the form that Entity Framework writes in queries, because an index is used only if both match.
/// </summary>
internal static partial class RowFilter
{
    /// <summary>The filter in the SQL dialect of SQL Server or of the other databases.</summary>
    public static string Sql(string filter, bool isSqlServer)
    {
        var flags = Flag().Replace(filter, flag => isSqlServer ? $"[{flag.Groups[1].Value}] = 0" : $"NOT \"{flag.Groups[1].Value}\"");
        return Column().Replace(flags, column => isSqlServer ? $"[{column.Groups[1].Value}]" : $"\"{column.Groups[1].Value}\"");
    }

    [GeneratedRegex(@"\{(\w+)\} IS FALSE", RegexOptions.None, 1000)]
    private static partial Regex Flag();

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Column();
}
