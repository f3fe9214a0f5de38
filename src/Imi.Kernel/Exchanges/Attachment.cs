namespace Imi.Kernel.Exchanges;

/// <summary>A file of an exchange. Its bytes stand encrypted, in pieces, in <see cref="AttachmentChunk"/>.</summary>
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

    /// <summary>Its identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>Who attached it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>In which authority's name.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The file's name, encrypted with the exchange's key.</summary>
    public byte[] NameCipher { get; internal set; } = [];

    /// <summary>What its content shows it to be, such as <c>application/pdf</c>.</summary>
    public string ContentType { get; internal set; } = "";

    /// <summary>Its size in bytes.</summary>
    public long Size { get; internal set; }

    /// <summary>What its bytes hash to; known while it arrives, and not kept.</summary>
    internal string Digest { get; set; } = "";

    /// <summary>Whether all of it has arrived. What has not is shown to nobody and removed.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the place where a picture was taken stood in the file and was removed from it.</summary>
    public bool IsPositionRemoved { get; internal set; }

    /// <summary>When its author withdrew it, UTC; null while it can be opened. The bytes are destroyed then, this entry stays.</summary>
    public DateTime? WithdrawnAt { get; internal set; }

    /// <summary>Who withdrew it; null where nobody did, or where a restore from a backup destroyed the bytes again.</summary>
    public Guid? WithdrawnById { get; internal set; }

    /// <summary>Why it was withdrawn, encrypted with the exchange's key; empty where it was not, and after a restore.</summary>
    public byte[] WithdrawalReasonCipher { get; internal set; } = [];

    /// <summary>Makes it part of the exchange, on behalf of an authority.</summary>
    internal void Complete(Guid authority) => (AuthorityId, IsComplete) = (authority, true);
}
