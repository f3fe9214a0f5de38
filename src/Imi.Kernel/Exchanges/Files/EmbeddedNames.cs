namespace Imi.Kernel.Exchanges.Files;

/// <summary>Checks the names and link targets inside documents and containers.</summary>
internal static class EmbeddedNames
{
    private static readonly HashSet<string> Programs = new(
        [
            ".exe",
            ".dll",
            ".com",
            ".scr",
            ".pif",
            ".msi",
            ".bat",
            ".cmd",
            ".ps1",
            ".vbs",
            ".vbe",
            ".js",
            ".jse",
            ".wsf",
            ".hta",
            ".jar",
            ".lnk",
            ".reg",
            ".sh",
            ".app",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> Office = new([".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns whether a file name is that of a program or script.</summary>
    public static bool IsProgram(string name) => Programs.Contains(Path.GetExtension(name));

    /// <summary>Returns whether a file name is that of an office document without macros.</summary>
    public static bool IsOffice(string name) => Office.Contains(Path.GetExtension(name));

    /// <summary>Returns whether a link leads to another computer, rather than to the local disk or into the document.</summary>
    public static bool IsExternal(string target)
    {
        var text = Uri.UnescapeDataString(target.Trim()).Replace('\\', '/');
        if (text.StartsWith("//", StringComparison.Ordinal))
            return true;
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            var path = text["file:".Length..];
            return path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal)
                || path.StartsWith("////", StringComparison.Ordinal);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && text.AsSpan(0, colon).IndexOfAny("/?#") < 0; // A single letter is a drive.
    }
}
