using System.Text.RegularExpressions;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Filters of indexes, written once for all databases: columns in braces, <c>IS NULL</c>, <c>IS NOT NULL</c>, <c>IS FALSE</c>, joined by <c>AND</c>.
/// Each database gets the condition as Entity Framework writes it in queries, because an index is used only if both say the same.
/// </summary>
internal static partial class RowFilter
{
    /// <summary>The filter in the words of a database.</summary>
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
