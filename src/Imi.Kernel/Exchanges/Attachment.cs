namespace Imi.Kernel.Exchanges;

/// <summary>A file of an exchange. Its bytes are stored encrypted, in chunks; see <see cref="AttachmentChunk"/>.</summary>
public sealed class Attachment
{
    private Attachment() { }

    internal Attachment(Guid id, Guid exchangeId, Guid userId, DateTime now)
    {
        Id = id;
        ExchangeId = exchangeId;
        UserId = userId;
        CreatedAt = now;
    }

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The person who attached it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The authority in whose name it was attached.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When it was attached, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The file's name, encrypted with the exchange's key.</summary>
    public byte[] NameCipher { get; internal set; } = [];

    /// <summary>The media type that was detected from its content, such as <c>application/pdf</c>.</summary>
    public string ContentType { get; internal set; } = "";

    /// <summary>Its size in bytes.</summary>
    public long Size { get; internal set; }

    /// <summary>The SHA-256 of its bytes in hexadecimal; set during the upload and not stored.</summary>
    internal string Digest { get; set; } = "";

    /// <summary>Whether the upload is complete. Incomplete files are invisible and are removed.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the file contained the location where a picture was taken, which was removed.</summary>
    public bool IsPositionRemoved { get; internal set; }

    /// <summary>When its authority withdrew it, UTC; null while it can be opened. Withdrawal destroys the bytes; this entry stays.</summary>
    public DateTime? WithdrawnAt { get; internal set; }

    /// <summary>The person who withdrew it; null if it is not withdrawn, or if the withdrawal was repeated after a restore from a backup.</summary>
    public Guid? WithdrawnById { get; internal set; }

    /// <summary>The reason for the withdrawal, encrypted with the exchange's key; empty if not withdrawn, or after a restore.</summary>
    public byte[] WithdrawalReasonCipher { get; internal set; } = [];

    /// <summary>Makes it part of the exchange, on behalf of an authority.</summary>
    internal void Complete(Guid authority) => (AuthorityId, IsComplete) = (authority, true);
}
