namespace Imi.Kernel.Foundation.Erasure;

/// <summary>
/// How the rows of a room that refer to exchanges, users or authorities are erased with them, or follow them. A room brings one for its
/// tables; it is found by convention, and a test fails for a table that none covers. Each call runs in the caller's transaction.
/// </summary>
public interface IErasable
{
    /// <summary>The entities whose rows it looks after.</summary>
    IReadOnlyList<Type> Entities { get; }

    /// <summary>The personal data of exchanges were hidden: rows that would still show them go.</summary>
    Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The content of exchanges was deleted; the exchanges stay as shells, so no foreign key deletes anything.</summary>
    Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Files of exchanges were removed or withdrawn: what was made of their content goes.</summary>
    Task FilesDestroyedAsync(List<Guid> files, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Somebody ceased to be a user: access ends, and what was personal to the work ends with it.</summary>
    Task UserEndedAsync(Guid user, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Users are about to be deleted: rows that no foreign key deletes with them go.</summary>
    Task UsersDeletedAsync(List<Guid> users, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An authority's entry was merged into another one: rows of the first belong to the second from now on.</summary>
    /// <param name="from">The entry that goes.</param>
    /// <param name="to">The entry that stays.</param>
    /// <param name="exchanges">Only rows of these exchanges; null for all rows that are left.</param>
    /// <param name="cancellationToken">Ends the call; the transaction is the caller's.</param>
    Task AuthorityMergedAsync(Guid from, Guid to, List<Guid>? exchanges, CancellationToken cancellationToken) => Task.CompletedTask;
}
