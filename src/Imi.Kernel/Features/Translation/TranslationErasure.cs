using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Deletes translations together with the content of their exchange. While personal data are hidden, nothing is translated.</summary>
internal sealed class TranslationErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } = [typeof(TranslationMemory), typeof(TranslationRequest), typeof(TranslationSubmission)];

    public async Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken)
    {
        await database.Set<TranslationRequest>().Where(request => EF.Parameter(exchanges).Contains(request.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<TranslationSubmission>().Where(one => EF.Parameter(exchanges).Contains(one.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken)
    {
        await database.Set<TranslationMemory>().Where(memory => EF.Parameter(exchanges).Contains(memory.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await ExchangesHiddenAsync(exchanges, cancellationToken);
    }
}
