using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Deletes translations together with the content of their exchange. While personal data are hidden, nothing is translated.</summary>
internal sealed class TranslationErasure(ImiDbContext database) : IErasable
{
    public IReadOnlyList<Type> Entities { get; } =
    [typeof(TranslationMemory), typeof(TranslationRequest), typeof(TranslationSubmission), typeof(FileTranslation)];

    public async Task ExchangesHiddenAsync(List<Guid> exchanges, CancellationToken cancellationToken)
    {
        await database.Set<TranslationRequest>().Where(request => EF.Parameter(exchanges).Contains(request.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<TranslationSubmission>().Where(one => EF.Parameter(exchanges).Contains(one.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task ExchangesDeletedAsync(List<Guid> exchanges, CancellationToken cancellationToken)
    {
        await database.Set<TranslationMemory>().Where(memory => EF.Parameter(exchanges).Contains(memory.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<FileTranslation>().Where(file => EF.Parameter(exchanges).Contains(file.ExchangeId)).ExecuteDeleteAsync(cancellationToken);
        await ExchangesHiddenAsync(exchanges, cancellationToken);
    }

    /// <summary>Deletes requests first: a node that stores sentences locks the request, so it stores them before this or not at all.</summary>
    public async Task FilesDestroyedAsync(List<Guid> files, CancellationToken cancellationToken)
    {
        await database.Set<TranslationRequest>().Where(request => EF.Parameter(files).Contains(request.FileId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<TranslationSubmission>().Where(one => EF.Parameter(files).Contains(one.FileId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<FileTranslation>().Where(file => EF.Parameter(files).Contains(file.FileId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<TranslationMemory>().Where(memory => EF.Parameter(files).Contains(memory.FileId)).ExecuteDeleteAsync(cancellationToken);
    }
}
