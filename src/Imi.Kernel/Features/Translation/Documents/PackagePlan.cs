using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>What is done with the parts of a document that is a ZIP archive. Parts without an entry here are copied.</summary>
internal sealed class PackagePlan
{
    /// <summary>The parts with text, and where it is in them.</summary>
    public Dictionary<string, Func<MarkupRule>> Texts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Changes of parts for the copy, after the translation, for example to insert the note.</summary>
    public Dictionary<string, Action<XDocument>> Changes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Further parts of the copy.</summary>
    public List<(string Name, XDocument Part)> Added { get; } = [];

    /// <summary>Whether a part is left out of the copy.</summary>
    public Func<string, bool> IsDropped { get; init; } = _ => false;
}
