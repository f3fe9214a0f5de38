namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Finds the text of a kind of document, and writes a translated copy of it.</summary>
internal interface IDocumentKind
{
    /// <summary>The media type of the copy.</summary>
    string ContentType { get; }

    /// <summary>The file name extension of the copy, with the dot.</summary>
    string Extension { get; }

    /// <summary>Passes every passage of a document to <see cref="DocumentWork.Take"/>.</summary>
    /// <param name="content">The bytes of the document. They stay as they are.</param>
    /// <param name="work">What is to be done with the passages.</param>
    /// <returns>The copy with the changed passages and the note; empty if nothing is to be written.</returns>
    /// <exception cref="DocumentFaultException">The document cannot be translated.</exception>
    byte[] Rewrite(byte[] content, DocumentWork work);
}
