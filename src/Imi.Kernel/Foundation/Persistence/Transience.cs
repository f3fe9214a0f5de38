namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Whether a fault of a database passes by itself.</summary>
public enum Transience
{
    /// <summary>It does not, or the provider has waited for that already.</summary>
    None,

    /// <summary>A deadlock or a conflict of transactions: the database rolled this one back.</summary>
    Conflict,

    /// <summary>The connection was lost, or the server is taking over from another one.</summary>
    Connection,
}
