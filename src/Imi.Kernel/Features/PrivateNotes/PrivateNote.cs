namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>An internal note on an exchange that only the people of one authority see. The text is encrypted with the exchange's key.</summary>
public sealed class PrivateNote
{
    private PrivateNote() { }

    internal PrivateNote(Guid id, Guid exchangeId, Guid authorityId, Guid userId, DateTime at, byte[] cipher)
    {
        Id = id;
        ExchangeId = exchangeId;
        AuthorityId = authorityId;
        UserId = userId;
        At = at;
        Cipher = cipher;
    }

    /// <summary>Its id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The authority whose people see it.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The person who wrote it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>The text, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; private set; } = [];

    /// <summary>Returns the purpose to which the ciphertext of a note is bound.</summary>
    internal static string PurposeOf(Guid id) => $"private-note/{id}";
}
