using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Documents;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Finds what a request asks to translate, in the exchange or in a file, and notes what became of a file.</summary>
public sealed class SourceTextStore(ImiDbContext database, AttachmentStore files, ExchangeVault vault)
{
    /// <summary>Finds the texts. Notes the fault of a file that cannot be translated.</summary>
    internal async Task<IReadOnlyList<WrittenText>> ReadAsync(ExchangeContext context, TranslationScope scope, CancellationToken cancellationToken)
    {
        if (scope.File == Guid.Empty)
            return WrittenTexts.In(context);
        if (await FileOfAsync(scope, cancellationToken) is not var (row, file) || await BytesOfAsync(file, cancellationToken) is not { } bytes)
            return [];
        var (sentences, fault) = await DocumentTranslation.ReadAsync(file.ContentType, bytes, row.Source, cancellationToken);
        if (fault is not null)
            await NoteAsync(scope, row.Source, isComplete: false, fault, cancellationToken);
        return [.. sentences.Select(sentence => new WrittenText(row.Source, sentence, context.Module.IsTranslatedInUnionOnly))];
    }

    /// <summary>Finds the file of a request.</summary>
    /// <returns>The file and what was asked about it; null if it was withdrawn.</returns>
    internal async Task<(FileTranslation Row, Attachment File)?> FileOfAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        await FileTranslationQuery.RowQuery(database, scope).FirstOrDefaultAsync(cancellationToken) is { } row
        && await FileTranslationService.FileQuery(database, scope).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { WithdrawnAt: null } file
            ? (row, file)
            : null;

    /// <summary>Decrypts a file; null if the key of its exchange is gone.</summary>
    internal async Task<byte[]?> BytesOfAsync(Attachment file, CancellationToken cancellationToken)
    {
        if (await vault.TryOpenAsync(file.ExchangeId, cancellationToken) is not { } cipher)
            return null;
        using var bytes = new MemoryStream((int)file.Size);
        await files.Open(file, cipher).CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    /// <summary>Notes that a file is translated.</summary>
    internal Task NoteCompleteAsync(TranslationScope scope, string source, CancellationToken cancellationToken) =>
        NoteAsync(scope, source, isComplete: true, null, cancellationToken);

    /// <summary>Notes that a file is translated if no sentence is missing.</summary>
    internal async Task NoteProgressAsync(
        ExchangeContext context,
        TranslationScope scope,
        IReadOnlyList<WrittenText> texts,
        CancellationToken cancellationToken
    )
    {
        if (scope.File == Guid.Empty || texts.Count == 0)
            return;
        var glossary = new ModuleGlossary(context.Module, scope.Language);
        var memory = MemoryContent.Of(await TranslationQuery.MemoryQuery(database, scope).FirstOrDefaultAsync(cancellationToken), context.Cipher, glossary);
        if (texts.All(text => !memory.MissingIn(text).Any()))
            await NoteAsync(scope, texts[0].Language, isComplete: true, null, cancellationToken);
    }

    /// <summary>Notes the result, unless somebody asked meanwhile for a translation from another language, or the file was withdrawn.</summary>
    private Task NoteAsync(TranslationScope scope, string source, bool isComplete, FileTranslationFault? fault, CancellationToken cancellationToken) =>
        database.WriteAsync(
            stop =>
                FileTranslationQuery
                    .RowQuery(database, scope)
                    .Where(row => row.Source == source)
                    .ExecuteUpdateAsync(change => change.SetProperty(row => row.IsComplete, isComplete).SetProperty(row => row.Fault, fault), stop),
            cancellationToken
        );
}
