namespace Imi.Kernel.Foundation.Persistence;

/// <summary>The kinds of databases that the platform runs on.</summary>
public enum DatabaseKind
{
    /// <summary>Embedded, one process on one machine: the default.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server 2019 or later.</summary>
    SqlServer,

    /// <summary>PostgreSQL 14 or later.</summary>
    PostgreSql,
}
