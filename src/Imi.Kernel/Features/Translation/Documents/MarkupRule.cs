using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Where the text is in a part of a document in XML.</summary>
internal abstract class MarkupRule
{
    /// <summary>Returns whether text can be in elements with this name. A part without any is copied unread.</summary>
    public abstract bool IsParagraph(XName name);

    /// <summary>Prepares a part, for example removes what would undo the translation.</summary>
    public virtual void Prepare(XDocument part) { }

    /// <summary>Returns whether a paragraph is to be translated.</summary>
    public virtual bool IsTranslated(XElement paragraph) => true;

    /// <summary>Returns what a node inside a paragraph is. A paragraph inside a paragraph, such as that of a text box, is found by itself.</summary>
    public abstract MarkupRole RoleOf(XNode node);

    /// <summary>Returns the format of a text, and whether it belongs to a link.</summary>
    public abstract (string Format, bool IsLink) FormatOf(XNode text);

    /// <summary>Returns a text as the reader sees it.</summary>
    public virtual string Read(XNode text) => text is XElement element ? element.Value : ((XText)text).Value;

    /// <summary>Puts another text into its place.</summary>
    public virtual void Write(XNode text, string value)
    {
        if (text is XText plain)
        {
            plain.Value = value;
            return;
        }

        var element = (XElement)text;
        element.Value = value;
        element.SetAttributeValue(XNamespace.Xml + "space", value.Length > 0 && (value[0] == ' ' || value[^1] == ' ') ? "preserve" : null);
    }
}
