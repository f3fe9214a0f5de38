namespace Imi.Kernel.Foundation.Persistence;

/// <summary>The kinds of database that the platform supports.</summary>
public enum DatabaseKind
{
    /// <summary>SQLite, embedded: one process on one machine. The default.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server 2019 or later.</summary>
    SqlServer,

    /// <summary>PostgreSQL 14 or later.</summary>
    PostgreSql,
}
