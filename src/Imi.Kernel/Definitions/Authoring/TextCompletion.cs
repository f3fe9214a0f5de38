using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>
/// Adds the missing texts to a module's language files. Existing texts keep their order and comments; added texts go at the end of their block, in English and
/// marked for translation.
/// </summary>
public static class TextCompletion
{
    private const int Indent = 2;

    /// <summary>Completes the language files that lack texts.</summary>
    /// <param name="files">The module's files.</param>
    /// <returns>The changed files with the number of texts added to each; or the problems in the definitions, which must be corrected first.</returns>
    public static (IReadOnlyDictionary<string, (string Content, int Added)> Changed, IReadOnlyList<DefinitionProblem> Problems) Complete(
        IReadOnlyDictionary<string, string> files
    )
    {
        var problems = new List<DefinitionProblem>();
        var changed = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        if (DefinitionReader.ReadWithoutTexts(files, problems) is not { } module)
            return (changed, problems);
        var keys = new TextKeys(module);
        var read = new DefinitionFiles(files, problems);
        var english = new LanguageTexts(TextCatalogue.Reference, read.Has("texts/en.yaml") ? read.Yaml("texts/en.yaml") : null).Texts;
        foreach (var language in module.Languages)
        {
            var path = $"texts/{language}.yaml";
            var content = files.GetValueOrDefault(path, "");
            var texts = new LanguageTexts(language, content.Length == 0 ? null : read.Yaml(path));
            var missing = keys.Needed.Where(key => !texts.Places.ContainsKey(key)).ToList();
            if (missing.Count == 0)
                continue;
            var lines = new List<string>(content.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
            if (content.Length == 0)
                lines.Clear();

            // Insert from the end of the file upwards, so that the positions of earlier blocks stay valid.
            foreach (
                var block in missing
                    .GroupBy(texts.FirstMissing, StringComparer.Ordinal)
                    .OrderByDescending(block => EndOf(texts, TextKeys.Above(block.Key)))
                    .ThenByDescending(block => missing.IndexOf(block.First()))
            )
                Add(
                    lines,
                    texts,
                    block.Key,
                    [.. block],
                    key => TextFor(key, language, english),
                    language != TextCatalogue.Reference || !english.ContainsKey(block.First())
                );
            changed[path] = (string.Join('\n', lines) + "\n", missing.Count);
        }

        return (changed, problems);
    }

    private static void Add(List<string> lines, LanguageTexts texts, string block, List<string> keys, Func<string, string> textFor, bool isMarked)
    {
        var above = TextKeys.Above(block);
        if (above.Length > 0 && texts.Places[above].Value is YamlMappingNode { Style: MappingStyle.Flow } flow)
        {
            AddInBraces(lines, flow, above, keys, textFor);
            return;
        }

        var (line, indent) = PlaceAfter(lines, texts, above);
        var open = new List<string>();
        var added = new List<string>();
        foreach (var key in keys)
        {
            var names = key[(above.Length == 0 ? 0 : above.Length + 1)..].Split('.');
            for (var depth = 0; depth < names.Length - 1; depth++)
            {
                if (depth < open.Count && open[depth] == names[depth])
                    continue;
                open.RemoveRange(Math.Min(depth, open.Count), open.Count - Math.Min(depth, open.Count));
                open.Add(names[depth]);
                added.Add($"{new string(' ', indent + (depth * Indent))}{Quoted(names[depth])}:");
            }

            open.RemoveRange(Math.Min(names.Length - 1, open.Count), open.Count - Math.Min(names.Length - 1, open.Count));
            added.Add(
                $"{new string(' ', indent + ((names.Length - 1) * Indent))}{Quoted(names[^1])}: "
                    + $"{Text(textFor(key))}{(isMarked ? $"   {TextDefinitions.ToTranslate}" : "")}"
            );
        }

        lines.InsertRange(line, added);
    }

    /// <summary>Adds texts before the closing brace of <c>{ ... }</c> and the translation mark at the end of that line.</summary>
    private static void AddInBraces(List<string> lines, YamlMappingNode flow, string above, List<string> keys, Func<string, string> textFor)
    {
        var (line, close) = ClosingBrace(lines, flow);
        var text = lines[line];
        var tree = string.Join(", ", Nested(keys, above, textFor));
        var before = string.IsNullOrWhiteSpace(text[..close]) ? text[..close] : text[..close].TrimEnd();
        var remark =
            text.Contains(TextDefinitions.ToTranslate, StringComparison.Ordinal) || text[close..].Contains('#', StringComparison.Ordinal)
                ? ""
                : $"   {TextDefinitions.ToTranslate}";
        var precedes = lines.Take(line).Append(text[..close]).Select(one => one.TrimEnd()).Last(one => one.Length > 0)[^1];
        lines[line] = $"{before}{(precedes is '{' or ',' ? " " : ", ")}{tree} {text[close..]}{remark}";
    }

    /// <summary>Finds the brace that closes <c>{ ... }</c>. Braces in quotation marks do not count; an apostrophe inside a word opens no quotation.</summary>
    private static (int Line, int Column) ClosingBrace(List<string> lines, YamlMappingNode flow)
    {
        var (depth, quote, before) = (0, '\0', ' ');
        var column = (int)flow.Start.Column - 1;
        for (var line = (int)flow.Start.Line - 1; line < lines.Count; line++, column = 0)
        {
            for (; column < lines[line].Length; column++)
            {
                var letter = lines[line][column];
                if (quote != '\0')
                {
                    if (letter == '\\' && quote == '"')
                        column++;
                    else if (letter == quote)
                        quote = '\0';
                }
                else if (letter is '"' or '\'' && before is '{' or '[' or ',' or ':' or '\'')
                    quote = letter;
                else if (letter == '{')
                    depth++;
                else if (letter == '}' && --depth == 0)
                    return (line, column);
                if (letter != ' ')
                    before = letter;
            }
        }

        throw new InvalidOperationException("The texts are valid YAML, so each brace is closed.");
    }

    private static IEnumerable<string> Nested(List<string> keys, string above, Func<string, string> textFor)
    {
        foreach (var group in keys.GroupBy(key => key[(above.Length + 1)..].Split('.')[0], StringComparer.Ordinal))
        {
            var own = $"{above}.{group.Key}";
            yield return group.First() == own
                ? $"{Quoted(group.Key)}: {Text(textFor(own))}"
                : $"{Quoted(group.Key)}: {{ {string.Join(", ", Nested([.. group], own, textFor))} }}";
        }
    }

    /// <summary>Returns the line after a block and the indentation of its texts.</summary>
    private static (int Line, int Indent) PlaceAfter(List<string> lines, LanguageTexts texts, string block)
    {
        if (texts.Root is null || block.Length == 0)
            return (lines.Count, 0);
        var own = (YamlMappingNode)texts.Places[block].Value;
        return (EndOf(texts, block), (int)own.Children.First().Key.Start.Column - 1);
    }

    /// <summary>Returns the number of the last line of a block; <see cref="int.MaxValue"/> for the end of the file.</summary>
    private static int EndOf(LanguageTexts texts, string block)
    {
        if (block.Length == 0 || !texts.Places.TryGetValue(block, out var place))
            return int.MaxValue;
        return LastLine(place.Value);

        static int LastLine(YamlNode node) =>
            node switch
            {
                YamlMappingNode map when map.Children.Count > 0 => LastLine(map.Children.Last().Value),
                YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded } text => (int)text.End.Line - 1,
                _ => (int)node.End.Line,
            };
    }

    private static string TextFor(string key, string language, IReadOnlyDictionary<string, string> english)
    {
        if (language != TextCatalogue.Reference && english.TryGetValue(key, out var text))
            return text;
        var parts = key.Split('.');
        var name = parts[^1] is "name" or "label" or "title" or "done" or "item" or "question" or "description" or "next" or "why" or "examination"
            ? parts[^2]
            : parts[^1];
        var words = string.Concat(
            name.Select(letter =>
                letter == '-' ? " "
                : char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}"
                : letter.ToString()
            )
        );
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Text(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"";

    /// <summary>Quotes names that YAML reads as Boolean values.</summary>
    private static string Quoted(string name) => name is "yes" or "no" or "on" or "off" or "true" or "false" or "y" or "n" ? $"\"{name}\"" : name;
}
