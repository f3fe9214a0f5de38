namespace Imi.Kernel.Network.Registration;

/// <summary>An uploaded table to import, stored encrypted from the check to the import, for a day at most.</summary>
public sealed class RegistryImport
{
    private RegistryImport() { }

    internal RegistryImport(Guid id, Guid userId, DateTime createdAt, string fileName, byte[] table)
    {
        Id = id;
        UserId = userId;
        CreatedAt = createdAt;
        FileName = fileName;
        Table = table;
    }

    /// <summary>The id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user who uploaded it and alone can see it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The time of the upload, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The name of the file.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>The encrypted file; null after the import.</summary>
    public byte[]? Table { get; private set; }

    /// <summary>The time until which a request imports the table, UTC; null if none does. Later, another request may, in case the first was killed.</summary>
    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>The time of the import, UTC; null before it.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>The number of authorities registered.</summary>
    public int Registered { get; private set; }

    /// <summary>The number of entries corrected.</summary>
    public int Corrected { get; private set; }

    /// <summary>The number of rows that matched the registry.</summary>
    public int Unchanged { get; private set; }

    /// <summary>The result, valid only after the import.</summary>
    public ImportReport Report => new(Registered, Corrected, Unchanged, [], IsDone: true);
}
