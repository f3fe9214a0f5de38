namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Ends the work on a document. <see cref="DocumentTranslation"/> catches it; no caller sees it.</summary>
internal sealed class DocumentFaultException(FileTranslationFault fault) : Exception
{
    public FileTranslationFault Fault { get; } = fault;
}
