using Imi.Kernel.Foundation.Calendar;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>
/// A node of a definition file, which reads values and reports problems at its position. The structure of the file has been checked, so reading reports
/// nothing; only in a stored module that a newer schema rejects, values can be missing, and are empty.
/// </summary>
internal sealed class DefinitionNode(string file, YamlNode node, List<DefinitionProblem> problems)
{
    /// <summary>The kind of this node.</summary>
    public NodeKind Kind =>
        node switch
        {
            YamlMappingNode => NodeKind.Map,
            YamlSequenceNode => NodeKind.List,
            _ => NodeKind.Scalar,
        };

    /// <summary>Reports a problem at this position.</summary>
    public void Wrong(string message) => NoteIn(problems, message);

    /// <summary>Adds a note, which is not a problem, at this position.</summary>
    public void NoteIn(List<DefinitionProblem> notes, string message) =>
        notes.Add(new DefinitionProblem(file, Place(node.Start.Line), Place(node.Start.Column), message));

    /// <summary>Whether a key is present.</summary>
    public bool Has(string word) => Find(word) is not null;

    /// <summary>Finds the value of a key, or null.</summary>
    public DefinitionNode? Find(string word) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(word), out var value) ? Of(value) : null;

    /// <summary>Returns the entries of a map in order: name, node of the name, node of the value.</summary>
    public IEnumerable<(string Name, DefinitionNode Key, DefinitionNode Value)> Entries() =>
        node is YamlMappingNode map ? map.Children.Select(child => ((child.Key as YamlScalarNode)?.Value ?? "", Of(child.Key), Of(child.Value))) : [];

    /// <summary>Returns the entries of the map of a key.</summary>
    public IEnumerable<(string Name, DefinitionNode Key, DefinitionNode Value)> EntriesOf(string word) => Find(word)?.Entries() ?? [];

    /// <summary>Returns the items of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<DefinitionNode> Items() => node is YamlSequenceNode list ? [.. list.Children.Select(Of)] : [this];

    /// <summary>Returns the items of the list of a key.</summary>
    public IReadOnlyList<DefinitionNode> ItemsOf(string word) => Find(word)?.Items() ?? [];

    /// <summary>Returns the text of a single value; empty for other nodes.</summary>
    public string Text() => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>Returns the text of a key.</summary>
    public string TextOf(string word) => Find(word)?.Text() ?? "";

    /// <summary>Returns the texts of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>Returns the texts of the list of a key.</summary>
    public IReadOnlyList<string> TextsOf(string word) => Find(word)?.Texts() ?? [];

    /// <summary>Returns the Boolean value of a key; false if it is missing.</summary>
    public bool Flag(string word) => TextOf(word) == "true";

    /// <summary>Returns the whole number of a key; null if it is missing.</summary>
    public int? Number(string word) => int.TryParse(TextOf(word), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Returns the period of a key; null if it is missing.</summary>
    public Period? Period(string word) => Foundation.Calendar.Period.TryParse(TextOf(word), out var period) ? period : null;

    /// <summary>Returns the date of a key; null if it is missing.</summary>
    public DateOnly? Day(string word) => DateOnly.TryParseExact(TextOf(word), "yyyy-MM-dd", out var day) ? day : null;

    /// <summary>Returns the value that a word of the language stands for.</summary>
    public T? Word<T>(IReadOnlyDictionary<string, T> words) => words.GetValueOrDefault(Text());

    private DefinitionNode Of(YamlNode other) => new(file, other, problems);

    private static int Place(long mark) => (int)Math.Max(1, mark);
}
