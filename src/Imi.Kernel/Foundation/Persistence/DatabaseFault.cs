namespace Imi.Kernel.Foundation.Persistence;

/// <summary>What can be wrong with a database.</summary>
public enum DatabaseFault
{
    /// <summary>Locked, overloaded or too slow just now: worth another try.</summary>
    Busy,

    /// <summary>It cannot be reached, or does not let the platform in.</summary>
    Unreachable,

    /// <summary>It can be read only.</summary>
    ReadOnly,

    /// <summary>Its disk is full.</summary>
    DiskFull,

    /// <summary>Its tables are missing or older than the program: migrations have not been applied.</summary>
    NotMigrated,

    /// <summary>Its files are damaged.</summary>
    Damaged,

    /// <summary>Something unique is there already: somebody else was first.</summary>
    Duplicate,
}
