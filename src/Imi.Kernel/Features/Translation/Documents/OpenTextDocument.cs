using System.Xml.Linq;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>OpenDocument texts: body, headers and footers, notes, comments and text boxes.</summary>
internal sealed class OpenTextDocument : IDocumentKind
{
    private const string Body = "content.xml";
    private const string Styles = "styles.xml";

    /// <summary>Elements that must stay at the beginning of the body.</summary>
    private static readonly HashSet<string> Prelude = new(
        ["forms", "tracked-changes", "variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls", "alphabetical-index-auto-mark-file"],
        StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public string ContentType => "application/vnd.oasis.opendocument.text";

    /// <inheritdoc/>
    public string Extension => ".odt";

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work) =>
        PackageParts.Rewrite(
            content,
            parts =>
            {
                if (!parts.Has(Body))
                    throw new DocumentFaultException(FileTranslationFault.Unreadable);
                // A signature is not valid for a changed document.
                var plan = new PackagePlan
                {
                    IsDropped = name => name.StartsWith("META-INF/", StringComparison.Ordinal) && name.EndsWith("signatures.xml", StringComparison.Ordinal),
                };
                plan.Texts[Body] = () => new OpenDocumentRule();
                if (parts.Has(Styles))
                    plan.Texts[Styles] = () => new OpenDocumentRule();
                if (work.Note is { } note)
                    plan.Changes[Body] = body => AddNote(body, note);
                return plan;
            },
            work
        );

    private static void AddNote(XDocument body, DocumentNote note)
    {
        if (body.Descendants(OpenDocumentRule.Office + "text").FirstOrDefault() is not { } text)
            return;
        var paragraphs = note.Lines.Prepend(note.Title).Select(line => new XElement(OpenDocumentRule.Text + "p", line));
        if (text.Elements().LastOrDefault(element => Prelude.Contains(element.Name.LocalName)) is { } prelude)
            prelude.AddAfterSelf(paragraphs);
        else
            text.AddFirst(paragraphs);
    }
}
