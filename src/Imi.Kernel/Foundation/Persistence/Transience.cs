namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Whether a fault of a database is transient.</summary>
public enum Transience
{
    /// <summary>The fault is not transient, or the provider has already waited for it to pass.</summary>
    None,

    /// <summary>A deadlock or a conflict of transactions: the database rolled this one back.</summary>
    Conflict,

    /// <summary>The connection was lost, or the server is failing over.</summary>
    Connection,
}
