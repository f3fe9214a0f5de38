using Imi.Kernel.Foundation.Calendar;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>A place in a definition file that reads words and notes what is wrong with them.</summary>
internal sealed class DefinitionNode(string file, YamlNode node, List<DefinitionProblem> problems)
{
    private const int LongestName = 200;
    private const int MostNamed = 30;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string File => file;

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    public bool IsScalar => node is YamlScalarNode;

    /// <summary>Notes a mistake at this place.</summary>
    public void Wrong(string message) => problems.Add(new DefinitionProblem(file, Place(node.Start.Line), Place(node.Start.Column), message));

    /// <summary>Notes something at this place that is right, but worth knowing.</summary>
    public void NoteIn(List<DefinitionProblem> notes, string message) =>
        notes.Add(new DefinitionProblem(file, Place(node.Start.Line), Place(node.Start.Column), message));

    /// <summary>Whether a word is given.</summary>
    public bool Has(string word) => Find(word) is not null;

    /// <summary>The place of a word, or null; the word counts as known.</summary>
    public DefinitionNode? Find(string word)
    {
        _read.Add(word);
        return node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(word), out var value)
            ? new DefinitionNode(file, value, problems)
            : null;
    }

    /// <summary>The place of a word that must be given.</summary>
    public DefinitionNode? Need(string word)
    {
        var found = Find(word);
        if (found is null)
            Wrong($"'{word}' is missing here.");
        return found;
    }

    /// <summary>The entries of a map in their order: name, the name's place, the value's place.</summary>
    public IEnumerable<(string Name, DefinitionNode Key, DefinitionNode Value)> Entries()
    {
        if (node is not YamlMappingNode map)
        {
            Wrong("Here a map of names is expected: NAME: { ... }.");
            yield break;
        }

        foreach (var (key, value) in map.Children)
            yield return ((key as YamlScalarNode)?.Value ?? "", new DefinitionNode(file, key, problems), new DefinitionNode(file, value, problems));
    }

    /// <summary>The items of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<DefinitionNode> Items() =>
        node is YamlSequenceNode list ? [.. list.Children.Select(item => new DefinitionNode(file, item, problems))] : [this];

    /// <summary>The text of this place; empty, and a mistake, where it is none.</summary>
    public string Text()
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Wrong("A text is expected here.");
        return "";
    }

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>The text of a word that must be given.</summary>
    public string NeedText(string word) => Need(word)?.Text() ?? "";

    /// <summary>True or false; false where the word is not given.</summary>
    public bool Flag(string word)
    {
        if (Find(word) is not { } found)
            return false;
        var text = found.Text();
        if (text is not ("true" or "false"))
            found.Wrong($"'{word}' is true or false, not '{text}'.");
        return text == "true";
    }

    /// <summary>A whole number, or null where the word is not given.</summary>
    public int? Number(string word)
    {
        if (Find(word) is not { } found)
            return null;
        if (int.TryParse(found.Text(), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0)
            return number;
        found.Wrong($"'{word}' is a whole number, not '{found.Text()}'.");
        return null;
    }

    /// <summary>A period, or null where the word is not given.</summary>
    public Period? Period(string word)
    {
        if (Find(word) is not { } found)
            return null;
        if (Imi.Kernel.Foundation.Calendar.Period.TryParse(found.Text(), out var period))
            return period;
        found.Wrong(
            $"'{found.Text()}' is no period: write P7D for seven days, P2M for two months, P3Y for three years.{(Imi.Kernel.Foundation.Calendar.Period.IsWritten(found.Text()) ? " It is longer than a hundred years, or nothing." : "")}"
        );
        return null;
    }

    /// <summary>One of the language's words.</summary>
    public T? Word<T>(IReadOnlyDictionary<string, T> words, string what)
        where T : struct
    {
        var text = Text();
        if (words.TryGetValue(text, out var value))
            return value;
        if (text.Length > 0)
            Wrong($"'{text}' is no {what}: {Suggestion(text, words.Keys)}");
        return null;
    }

    /// <summary>Notes every word of this map that was never asked for.</summary>
    public void NothingElse()
    {
        if (node is not YamlMappingNode)
        {
            Wrong("Here a map is expected: WORD: VALUE.");
            return;
        }

        foreach (var (name, key, _) in Entries())
        {
            if (!_read.Contains(name))
                key.Wrong($"Unknown word '{name}': {Suggestion(name, _read)}");
        }
    }

    /// <summary>What somebody may have meant: the end of a sentence.</summary>
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var all = known.Order(StringComparer.Ordinal).ToList();
        return Nearest(word, all) is { } near ? $"did you mean '{near}'?"
            : all.Count == 0 ? "there is none yet."
            : all.Count > MostNamed ? $"it is none of the {all.Count} that there are."
            : $"expected is one of {string.Join(", ", all)}.";
    }

    /// <summary>The word that somebody may have meant; null where none is near.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> known)
    {
        if (word.Length > LongestName)
            return null;
        var near = Math.Max(1, word.Length / 3);
        var nearest = known
            .Where(one => Math.Abs(one.Length - word.Length) <= near)
            .Select(one => (Word: one, Distance: Distance(word, one)))
            .OrderBy(one => one.Distance)
            .FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= near ? nearest.Word : null;
    }

    private static int Place(long mark) => (int)Math.Max(1, mark);

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1] + 1, previous[column] + 1), previous[column - 1] + change);
            }

            previous = current;
        }

        return previous[^1];
    }
}
