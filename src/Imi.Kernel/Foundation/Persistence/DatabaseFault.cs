namespace Imi.Kernel.Foundation.Persistence;

/// <summary>The faults of a database that the platform recognises.</summary>
public enum DatabaseFault
{
    /// <summary>The database is locked, overloaded or too slow: a later attempt may succeed.</summary>
    Busy,

    /// <summary>The database cannot be reached or refuses the sign-in.</summary>
    Unreachable,

    /// <summary>The database is read-only.</summary>
    ReadOnly,

    /// <summary>The disk of the database is full.</summary>
    DiskFull,

    /// <summary>Tables or columns are missing, or exist already: the schema does not match the program's migrations.</summary>
    NotMigrated,

    /// <summary>The files of the database are damaged.</summary>
    Damaged,

    /// <summary>A unique value exists already: another transaction was first.</summary>
    Duplicate,
}
