using Imi.Kernel.Foundation.Calendar;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>A node of a definition file, which reads values and reports problems at its position.</summary>
internal sealed class DefinitionNode(string file, YamlNode node, List<DefinitionProblem> problems)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string File => file;

    /// <summary>The kind of this node.</summary>
    public NodeKind Kind =>
        node switch
        {
            YamlMappingNode => NodeKind.Map,
            YamlSequenceNode => NodeKind.List,
            _ => NodeKind.Scalar,
        };

    /// <summary>The text of a scalar; empty for other nodes.</summary>
    public string Scalar => (node as YamlScalarNode)?.Value ?? "";

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    public bool IsScalar => node is YamlScalarNode;

    /// <summary>Reports a problem at this position.</summary>
    public void Wrong(string message) => problems.Add(new DefinitionProblem(file, Place(node.Start.Line), Place(node.Start.Column), message));

    /// <summary>Adds a note, which is not a problem, at this position.</summary>
    public void NoteIn(List<DefinitionProblem> notes, string message) =>
        notes.Add(new DefinitionProblem(file, Place(node.Start.Line), Place(node.Start.Column), message));

    /// <summary>Whether a key is present.</summary>
    public bool Has(string word) => Find(word) is not null;

    /// <summary>Finds the value of a key, or null; the key counts as known from then on.</summary>
    public DefinitionNode? Find(string word)
    {
        _read.Add(word);
        return node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(word), out var value)
            ? new DefinitionNode(file, value, problems)
            : null;
    }

    /// <summary>Returns the value of a required key; reports a problem and returns null if it is missing.</summary>
    public DefinitionNode? Need(string word)
    {
        var found = Find(word);
        if (found is null)
            Wrong($"'{word}' is missing here.");
        return found;
    }

    /// <summary>Returns the entries of a map in order: name, node of the name, node of the value.</summary>
    public IEnumerable<(string Name, DefinitionNode Key, DefinitionNode Value)> Entries()
    {
        if (node is not YamlMappingNode map)
        {
            Wrong("A map of names is expected here: NAME: { ... }.");
            yield break;
        }

        foreach (var (key, value) in map.Children)
            yield return ((key as YamlScalarNode)?.Value ?? "", new DefinitionNode(file, key, problems), new DefinitionNode(file, value, problems));
    }

    /// <summary>Returns the items of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<DefinitionNode> Items() =>
        node is YamlSequenceNode list ? [.. list.Children.Select(item => new DefinitionNode(file, item, problems))] : [this];

    /// <summary>Returns the text of this node; reports a problem and returns an empty text if it has none.</summary>
    public string Text()
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Wrong("A text is expected here.");
        return "";
    }

    /// <summary>Returns the texts of a list.</summary>
    public IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>Returns the text of a required key.</summary>
    public string NeedText(string word) => Need(word)?.Text() ?? "";

    /// <summary>Returns a Boolean value; false if the key is missing.</summary>
    public bool Flag(string word)
    {
        if (Find(word) is not { } found)
            return false;
        var text = found.Text();
        if (text is not ("true" or "false"))
            found.Wrong($"'{word}' is true or false, not '{text}'.");
        return text == "true";
    }

    /// <summary>Returns a non-negative integer; null if the key is missing or invalid.</summary>
    public int? Number(string word)
    {
        if (Find(word) is not { } found)
            return null;
        if (int.TryParse(found.Text(), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0)
            return number;
        found.Wrong($"'{word}' is a whole number, not '{found.Text()}'.");
        return null;
    }

    /// <summary>Returns a period; null if the key is missing or invalid.</summary>
    public Period? Period(string word)
    {
        if (Find(word) is not { } found)
            return null;
        if (Imi.Kernel.Foundation.Calendar.Period.TryParse(found.Text(), out var period))
            return period;
        found.Wrong(
            $"'{found.Text()}' is not a period: write P7D for seven days, P2M for two months, P3Y for three "
                + $"years.{(Imi.Kernel.Foundation.Calendar.Period.IsWritten(found.Text()) ? " It is longer than a hundred years, or zero." : "")}"
        );
        return null;
    }

    /// <summary>Returns the value of a keyword; reports a problem and returns null if it is unknown.</summary>
    public T? Word<T>(IReadOnlyDictionary<string, T> words, string what)
        where T : struct
    {
        var text = Text();
        if (words.TryGetValue(text, out var value))
            return value;
        if (text.Length > 0)
            Wrong($"'{text}' is not a {what}: {Spelling.Suggestion(text, words.Keys)}");
        return null;
    }

    /// <summary>Reports every key of this map that was never read.</summary>
    public void NothingElse()
    {
        if (node is not YamlMappingNode)
        {
            Wrong("A map is expected here: WORD: VALUE.");
            return;
        }

        foreach (var (name, key, _) in Entries())
        {
            if (!_read.Contains(name))
                key.Wrong($"Unknown word '{name}': {Spelling.Suggestion(name, _read)}");
        }
    }

    private static int Place(long mark) => (int)Math.Max(1, mark);
}
