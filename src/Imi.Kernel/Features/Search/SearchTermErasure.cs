using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Search;

/// <summary>Removes the terms of exchanges when these are hidden or deleted, so that nobody finds them by their content.</summary>
internal sealed class SearchTermErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(SearchTerm)];

    public Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken) =>
        database.Set<SearchTerm>().Where(term => EF.Parameter(exchanges).Contains(term.ExchangeId)).ExecuteDeleteAsync(cancellationToken);

    public Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken) => ExchangesHiddenAsync(exchanges, cancellationToken);
}
