using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Documents;
using Imi.Kernel.Features.Translation.Engines;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Reads what became of the translations of an exchange's files. Opens no file and calls no engine.</summary>
public sealed class FileTranslationQuery(ImiDbContext database, IEnumerable<IMachineTranslator> engines)
{
    /// <summary>Reads the state of the translation of each file that the person can open.</summary>
    /// <param name="details">The exchange as the person sees it.</param>
    /// <param name="language">The target language, as a BCP 47 tag.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The states by file; empty in a draft.</returns>
    public async Task<IReadOnlyDictionary<Guid, FileTranslationView>> ReadAsync(ExchangeDetails details, string language, CancellationToken cancellationToken)
    {
        var files = details.Files.Where(file => file.Withdrawal is null).ToList();
        if (files.Count == 0 || !details.Sight.ShowsContent() || details.Exchange.Phase is not (Phase.Open or Phase.Closed))
            return new Dictionary<Guid, FileTranslationView>();
        if (!engines.Any())
            return files.ToDictionary(file => file.Id, _ => new FileTranslationView(FileTranslationState.NoEngine, null, null, null, ""));
        var rows = (await RowsQuery(database, details.Exchange.Id, language).ToListAsync(cancellationToken)).ToDictionary(row => row.FileId);
        var states = new Dictionary<Guid, FileTranslationView>();
        foreach (var file in files)
            states[file.Id] = await StateAsync(details.Module, file.ContentType, language, rows.GetValueOrDefault(file.Id), cancellationToken);
        return states;
    }

    internal static IQueryable<FileTranslationRow> RowsQuery(ImiDbContext database, Guid exchange, string language) =>
        from file in database.Set<FileTranslation>()
        join request in database.Set<TranslationRequest>()
            on new
            {
                file.ExchangeId,
                file.Language,
                file.FileId,
            } equals new
            {
                request.ExchangeId,
                request.Language,
                request.FileId,
            }
            into requests
        from request in requests.DefaultIfEmpty()
        where file.ExchangeId == exchange && file.Language == language
        select new FileTranslationRow(file.FileId, file.Source, file.IsComplete, file.Fault, request != null, request!.Fault);

    internal static IQueryable<FileTranslation> RowQuery(ImiDbContext database, TranslationScope scope) =>
        database
            .Set<FileTranslation>()
            .AsNoTracking()
            .Where(file => file.ExchangeId == scope.Exchange && file.Language == scope.Language && file.FileId == scope.File);

    private async Task<FileTranslationView> StateAsync(
        PolicyModule module,
        string contentType,
        string language,
        FileTranslationRow? row,
        CancellationToken cancellationToken
    )
    {
        var unionOnly = module.IsTranslatedInUnionOnly;
        var extension = DocumentKinds.Of(contentType)?.Extension ?? "";
        if ((row?.Fault ?? DocumentKinds.FaultOf(contentType)) is { } reason)
            return new FileTranslationView(FileTranslationState.Impossible, row?.Source, reason, null, extension);
        if (row is null)
            return new FileTranslationView(FileTranslationState.None, null, null, null, extension);
        var state =
            row.IsComplete ? FileTranslationState.Ready
            : await EngineRoutes.FindAsync(engines, new LanguagePair(row.Source, language), unionOnly, cancellationToken) is null
                ? FileTranslationState.NoEngine
            : row.IsWaiting ? FileTranslationState.Waiting
            : FileTranslationState.None;
        return new FileTranslationView(state, row.Source, null, row.EngineFault, extension);
    }
}

/// <summary>A translation of a file with its request.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Source">The language of the original.</param>
/// <param name="IsComplete">Whether all sentences are translated.</param>
/// <param name="Fault">Why the file cannot be translated; null if it can.</param>
/// <param name="IsWaiting">Whether a request is not finished.</param>
/// <param name="EngineFault">Why the last attempt failed; null if it did not.</param>
internal sealed record FileTranslationRow(
    Guid FileId,
    string Source,
    bool IsComplete,
    FileTranslationFault? Fault,
    bool IsWaiting,
    TranslationFault? EngineFault
);
