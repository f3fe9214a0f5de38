namespace Imi.Kernel.Exchanges;

/// <summary>
/// An encrypted document of an exchange's content, such as the answers to a form or a message. After sending, only a rectification changes
/// it; an amendment adds another document.
/// </summary>
public sealed class ContentDocument
{
    private ContentDocument() { }

    internal ContentDocument(Guid id, Guid exchangeId, ContentKind kind, string form, string language, Guid authorId, Guid authorityId, DateTime now)
    {
        Id = id;
        ExchangeId = exchangeId;
        Kind = kind;
        Form = form;
        Language = language;
        AuthorId = authorId;
        AuthorityId = authorityId;
        CreatedAt = now;
    }

    /// <summary>Its id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The kind of its content.</summary>
    public ContentKind Kind { get; private set; }

    /// <summary>The name of the answered form; empty if it holds no answers.</summary>
    public string Form { get; private set; } = "";

    /// <summary>The language in which it is written, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The person who wrote it; for a draft, the one who last saved it.</summary>
    public Guid AuthorId { get; internal set; }

    /// <summary>The authority in whose name it was written.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When it was written, UTC; for a draft, when it was last saved.</summary>
    public DateTime CreatedAt { get; internal set; }

    /// <summary>The content, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; internal set; } = [];
}
