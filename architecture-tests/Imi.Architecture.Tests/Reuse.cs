using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>Checks the licence information of files against the REUSE specification 3.3: https://reuse.software/spec-3.3/.</summary>
internal static partial class Reuse
{
    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    /// <summary>A table of REUSE.toml: the covered paths, the copyright holder, the licence.</summary>
    public sealed record Annotation(IReadOnlyList<string> Paths, string? Holder, string? Licence);

    /// <summary>Reads the tables of a REUSE.toml. Supports only the TOML syntax that such a file needs and refuses any other.</summary>
    public static IReadOnlyList<Annotation> Read(string toml)
    {
        var tables = string.Join('\n', toml.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))).Split("[[annotations]]");
        if (tables[0].Trim() != "version = 1")
            throw new FormatException("REUSE.toml does not begin with 'version = 1'.");
        return [.. tables.Skip(1).Select(ReadTable)];
    }

    /// <summary>Returns the violations of the specification.</summary>
    public static List<string> Faults(IReadOnlyList<Annotation> annotations, IReadOnlyList<string> files, IReadOnlyList<string> texts)
    {
        List<string> faults = [];
        List<string> licences = [];
        foreach (var file in files)
        {
            var annotation = annotations.LastOrDefault(table => table.Paths.Any(path => Covers(path, file)));
            if (annotation is { Holder: not null, Licence: { } licence })
                licences.Add(licence);
            else
                faults.Add($"{file} has no licence information");
        }

        faults.AddRange(
            annotations.SelectMany(table => table.Paths).Where(path => !files.Any(file => Covers(path, file))).Select(path => $"{path} covers no file")
        );
        var used = licences.SelectMany(expression => Operator().Split(expression)).Distinct().ToList();
        faults.AddRange(used.Except(texts).Select(licence => $"LICENSES has no text of {licence}"));
        faults.AddRange(texts.Except(used).Select(licence => $"no file has the licence {licence}"));
        return faults;
    }

    /// <summary>Whether a path of REUSE.toml covers a file: <c>*</c> matches everything but a slash, <c>**</c> everything, a backslash escapes.</summary>
    public static bool Covers(string path, string file) =>
        Expressions.GetOrAdd(path, _ => new Regex($"^{Translated(path)}$", RegexOptions.None, TimeSpan.FromSeconds(1))).IsMatch(file);

    /// <summary>Returns the licences whose text is in LICENSES.</summary>
    public static IReadOnlyList<string> LicenceTexts() =>
        [.. Directory.GetFiles(House.Folder("LICENSES")).Select(file => Path.GetFileNameWithoutExtension(file))];

    /// <summary>Returns the files that need licence information: all except licence texts, REUSE.toml, empty files and ignored files.</summary>
    public static IReadOnlyList<string> CoveredFiles()
    {
        var lines = File.ReadAllLines(House.Folder(".gitignore")).Select(line => line.Trim());
        var rules = lines.Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Rule).ToList();
        return
        [
            .. Below(House.Folder(), "", rules)
                .Where(file => !Uncovered().IsMatch(file))
                .Where(file => new FileInfo(House.Folder(file)) is { Length: > 0, LinkTarget: null }),
        ];
    }

    private static IEnumerable<string> Below(string root, string path, List<(Regex Shape, bool IsIgnored)> rules)
    {
        var folder = new DirectoryInfo(Path.Combine(root, path));
        foreach (var file in folder.EnumerateFiles().Select(file => path + file.Name).Where(file => file != ".git" && !IsIgnored(file, rules)))
            yield return file;
        var folders = folder.EnumerateDirectories().Select(below => $"{path}{below.Name}/").Where(below => below != ".git/" && !IsIgnored(below, rules));
        foreach (var file in folders.SelectMany(below => Below(root, below, rules)))
            yield return file;
    }

    private static bool IsIgnored(string path, List<(Regex Shape, bool IsIgnored)> rules) => rules.LastOrDefault(rule => rule.Shape.IsMatch(path)).IsIgnored;

    /// <summary>Converts a line of .gitignore: a slash before its end anchors it at the root, an exclamation mark negates it.</summary>
    private static (Regex Shape, bool IsIgnored) Rule(string line)
    {
        var pattern = line.TrimStart('!');
        var anywhere = pattern.StartsWith("**/", StringComparison.Ordinal) || !pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        var shape = Translated(pattern.StartsWith("**/", StringComparison.Ordinal) ? pattern[3..] : pattern.TrimStart('/'));
        return (new Regex($"^{(anywhere ? "(.*/)?" : "")}{shape}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), !line.StartsWith('!'));
    }

    private static string Translated(string path)
    {
        var shape = new StringBuilder();
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '*' && at + 1 < path.Length && path[at + 1] == '*')
            {
                shape.Append(".*");
                at++;
            }
            else if (path[at] == '*')
            {
                shape.Append("[^/]*");
            }
            else
            {
                if (path[at] == '\\' && at + 1 < path.Length)
                    at++;
                shape.Append(Regex.Escape(path[at].ToString()));
            }
        }

        return shape.ToString();
    }

    private static Annotation ReadTable(string table)
    {
        var rest = Entry().Replace(table, "");
        if (rest.Trim().Length > 0)
            throw new FormatException($"REUSE.toml contains an unsupported entry: {rest.Trim()}");
        var entries = Entry()
            .Matches(table)
            .ToDictionary(entry => entry.Groups["key"].Value, entry => Text().Matches(entry.Groups["value"].Value).Select(Unquoted).ToList());
        return new Annotation(entries["path"], Only("SPDX-FileCopyrightText"), Only("SPDX-License-Identifier"));

        string? Only(string key) => entries.GetValueOrDefault(key)?.FirstOrDefault();
    }

    private static string Unquoted(Match text) => text.Groups["text"].Value.Replace(@"\\", @"\", StringComparison.Ordinal);

    [GeneratedRegex(
        """^(?<key>path|precedence|SPDX-FileCopyrightText|SPDX-License-Identifier) = (?<value>"[^"\n]*"|\[\s*("[^"\n]*",?\s*)*\])[ ]*$""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Entry();

    [GeneratedRegex("\"(?<text>[^\"\n]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex(@"[()\s]+(?:AND|OR|WITH)[()\s]+", RegexOptions.None, 1000)]
    private static partial Regex Operator();

    [GeneratedRegex(@"^LICENSES/|(^|/)(LICEN[SC]E|COPYING)([.-][^/]*)?$|(^|/)REUSE\.toml$|\.license$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uncovered();
}
