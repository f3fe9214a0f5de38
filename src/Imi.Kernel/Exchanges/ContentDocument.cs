namespace Imi.Kernel.Exchanges;

/// <summary>
/// One encrypted document of an exchange's content: the answers to a form, a message, the way through the guide. Once the exchange is sent only a
/// rectification changes it.
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>What it holds.</summary>
    public ContentKind Kind { get; private set; }

    /// <summary>The form that was answered; empty for a message.</summary>
    public string Form { get; private set; } = "";

    /// <summary>The language that it is written in, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Who wrote it; of a draft, who saved it last.</summary>
    public Guid AuthorId { get; internal set; }

    /// <summary>In which authority's name.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>When it was written, UTC; of a draft, when it was saved last.</summary>
    public DateTime CreatedAt { get; internal set; }

    /// <summary>The content, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; internal set; } = [];
}
