namespace Imi.Kernel.Network.Registration;

/// <summary>A table that somebody brought to import: kept, encrypted, from the check to the import, for a day at most.</summary>
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who brought it, and alone sees it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>What the file was called.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>The file, encrypted; null once it is imported.</summary>
    public byte[]? Table { get; private set; }

    /// <summary>When it was imported, UTC; null while it was not.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>How many authorities it registered.</summary>
    public int Registered { get; private set; }

    /// <summary>How many entries it corrected.</summary>
    public int Corrected { get; private set; }

    /// <summary>How many rows said what was registered already.</summary>
    public int Unchanged { get; private set; }

    /// <summary>What became of it, once it is imported.</summary>
    public ImportReport Report => new(Registered, Corrected, Unchanged, [], IsDone: true);
}
