using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Explains in plain words why a file is not valid YAML and how to correct it; the parser's own messages use its technical terms.</summary>
internal static partial class YamlFaults
{
    private const string Begins = "This is not valid YAML: ";

    /// <summary>Finds mistakes that the parser accepts or reports misleadingly: indentation with tabs or no-break spaces, and merge conflict markers.</summary>
    public static DefinitionProblem? Unseen(string path, string text)
    {
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            if (line.StartsWith("<<<<<<< ", StringComparison.Ordinal) || line.StartsWith(">>>>>>> ", StringComparison.Ordinal))
                return At(index, 0, "this line is left over from a merge. Keep one of the two versions below it, and remove the lines with <<<, === and >>>.");
            var indent = line.Length - line.TrimStart().Length;
            if (indent < line.Length && line.AsSpan(0, indent).IndexOfAnyExcept(' ', '\t', '\r') is >= 0 and var odd)
                return At(index, odd, "the line is indented with a no-break space. Replace it with spaces.");
            if (indent < line.Length && line.AsSpan(0, indent).IndexOf('\t') is >= 0 and var tab && !line.TrimStart().StartsWith('#'))
                return At(index, tab, "the line is indented with a tab. Replace it with spaces.");
        }

        return null;

        DefinitionProblem At(int line, int column, string message) => new(path, line + 1, column + 1, Begins + message);
    }

    /// <summary>Explains a parser error.</summary>
    public static DefinitionProblem Of(string path, string text, YamlException broken)
    {
        // The error starts where the broken part starts; its cause may be lines below.
        var message = (broken.InnerException is null or InvalidOperationException ? broken : broken.InnerException).Message.ReplaceLineEndings(" ");
        var close = message.IndexOf("): ", StringComparison.Ordinal);
        message = close >= 0 ? message[(close + 3)..] : message;
        var isQuote = message.Contains("quoted scalar", StringComparison.Ordinal);
        var place = broken.End.Line > broken.Start.Line && !isQuote ? broken.End : broken.Start;
        var (line, column) = ((int)Math.Max(1, place.Line), (int)Math.Max(1, place.Column));
        var lines = text.Split('\n');
        var shown = line <= lines.Length ? lines[line - 1].TrimEnd() : "";
        return new DefinitionProblem(
            path,
            line,
            column,
            Begins + (Mend(message, shown, column, line > 1 && line <= lines.Length ? lines[line - 2].TrimEnd() : "") ?? message)
        );
    }

    private static string? Mend(string message, string line, int column, string above)
    {
        if (message.StartsWith("Duplicate key ", StringComparison.Ordinal))
            return $"'{message["Duplicate key ".Length..]}' appears twice in the same map. Remove one of them, or merge their content.";
        if (message.Contains("unknown escape", StringComparison.Ordinal))
            return "in double quotation marks \\ begins a special character. Write \\\\ or use single quotation marks.";
        if (message.Contains("quoted scalar", StringComparison.Ordinal))
            return "the text that begins here with a quotation mark does not end with one.";
        if (
            message.Contains("cannot start any token", StringComparison.Ordinal)
            || message.Contains("anchor", StringComparison.Ordinal) && !message.Contains("aliases", StringComparison.Ordinal)
        )
            return "put a text that begins with @, `, %, & or * in quotation marks: \"...\".";
        if (message.Contains("Block sequence entries", StringComparison.Ordinal))
            return "start a list with - on a new line below its name; put a text that begins with - in quotation marks.";
        if (message.Contains("expected '-' indicator", StringComparison.Ordinal))
            return "the line is indented like the items of the list above it, but does not begin with -. Indent it less, or begin it with -.";
        if (message.Contains("invalid mapping", StringComparison.Ordinal))
            return UnquotedColon(line)
                ?? MissingSpace(above)
                ?? (
                    IndentOf(line) > IndentOf(above)
                        ? "the line is indented more than the line above it, which has a value already. Indent both equally."
                        : "there is a name with a colon where a text is expected. Put the text in quotation marks: \"...\"."
                );
        if (message.Contains("flow mapping", StringComparison.Ordinal) || message.Contains("flow sequence", StringComparison.Ordinal))
            return UnquotedColon(line)
                ?? (
                    QuoteBefore(line, column)
                        ? "there is more after the closing quotation mark. Separate it with a comma or, "
                            + "if the text contains a quotation mark, write \\\" in double quotation marks."
                        : "a comma or the closing bracket is missing between { and }, or [ and ]."
                );
        return message.Contains("block mapping", StringComparison.Ordinal) ? MendMapping(line, column) : null;
    }

    private static string MendMapping(string line, int column)
    {
        if (MissingSpace(line) is { } joined)
            return joined;
        if (BracketTextPattern().IsMatch(line))
            return "put a text that begins with { or [ in quotation marks: \"...\".";
        if (QuoteBefore(line, column))
            return "there is more after the closing quotation mark. If the text contains an apostrophe "
                + "or a quotation mark, put the whole text in the other kind of quotation marks.";
        return
            line.Length >= column && line[column - 1] is ']' or '}'
            || column >= 2 && line.Length >= column - 1 && line[column - 2] is ']' or '}' && column - 1 == line.Length
            ? "there is a closing bracket too many."
            : "the line is indented differently from the lines that it belongs to. Indent it like its neighbours.";
    }

    /// <summary>Finds an unquoted text with a colon and explains how to write it; null if the line has none.</summary>
    private static string? UnquotedColon(string line) =>
        ColonPattern().Match(line) is { Success: true } match
            ? $"put a text with a colon in quotation marks: {match.Groups["name"].Value}: \"{match.Groups["text"].Value.Trim()}\""
            : null;

    private static string? MissingSpace(string line) =>
        NoSpacePattern().Match(line) is { Success: true } joined
            ? $"a space is missing after the colon: {joined.Groups["name"].Value}: {joined.Groups["text"].Value}"
            : null;

    private static bool QuoteBefore(string line, int column) => line.AsSpan(0, Math.Min(line.Length, Math.Max(0, column - 1))).IndexOfAny('"', '\'') >= 0;

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex("""(?<name>[\w-]+):\s+(?<text>[^\s"'{\[][^"'{}\[\],]*:\s[^"{}\[\],]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColonPattern();

    [GeneratedRegex("""^\s*(?<name>[\w-]+):(?<text>[^\s:/][^:]*)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoSpacePattern();

    [GeneratedRegex("""^\s*[\w-]+:\s+[\[{][^\]}]*[\]}]\s*[^\s#,\]}]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BracketTextPattern();
}
