namespace Imi.Kernel.Exchanges;

/// <summary>A chunk of an attachment, encrypted with the exchange's key and bound to its position.</summary>
public sealed class AttachmentChunk
{
    private AttachmentChunk() { }

    internal AttachmentChunk(Guid attachmentId, int index, byte[] cipher)
    {
        AttachmentId = attachmentId;
        Index = index;
        Cipher = cipher;
    }

    /// <summary>The attachment.</summary>
    public Guid AttachmentId { get; private set; }

    /// <summary>Its position, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>The bytes, encrypted.</summary>
    public byte[] Cipher { get; private set; } = [];
}
