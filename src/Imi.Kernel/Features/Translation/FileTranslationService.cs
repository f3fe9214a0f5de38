using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Documents;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Takes requests to translate files of exchanges, and composes the translated files. Who may open a file may do both, under the same conditions.
/// <see cref="TranslationRunService"/> does the work.
/// </summary>
public sealed class FileTranslationService(
    ImiDbContext database,
    ExchangeStore exchanges,
    ExchangeTransactions transactions,
    AccessPolicy policy,
    AttachmentService attachments,
    ExchangeVault vault,
    Journal journal,
    PlatformTexts texts
)
{
    /// <summary>The reasons for which a file is not translated are texts with this beginning.</summary>
    public const string Reasons = "translation-files.reason";

    private static readonly AccessReason NotReadable = new("exchange.not-open");
    private static readonly AccessReason NotReady = new("translation-files.not-ready");

    /// <summary>Requests the translation of a file. A repeated request makes one that waits after a fault due at once.</summary>
    /// <param name="scope">The exchange, the file and the target language.</param>
    /// <param name="source">The language of the original, as a BCP 47 tag; null for the language of the exchange.</param>
    /// <param name="actor">The person who asks; the journal records it.</param>
    /// <param name="key">The key that keeps the same submission from being done twice; null for none.</param>
    /// <param name="cancellationToken">Ends the call before anything is written.</param>
    /// <returns>The file; invalid for a language that the platform does not know or that is the target; refused if the file was withdrawn, is of a kind that
    /// cannot be translated, or nobody may read the content now; not found for people who may not open the file.</returns>
    public Task<Outcome<Guid>> RequestAsync(TranslationScope scope, string? source, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            scope.Exchange,
            actor,
            key,
            $"translation {scope.Exchange} {scope.Language} {scope.File} {source}",
            async (change, stop) =>
            {
                if (!policy.SightOf(actor, change.Context.Access).ShowsContent())
                    return Outcome<Guid>.NotFound;
                if (await FileQuery(database, scope).FirstOrDefaultAsync(stop) is not { } file)
                    return Outcome<Guid>.NotFound;
                if (change.Context.OpenCipher is null || change.Exchange.Phase is not (Phase.Open or Phase.Closed))
                    return Outcome<Guid>.Refused(NotReadable);
                if (file.WithdrawnAt is not null)
                    return Outcome<Guid>.Refused(new AccessReason(AttachmentService.Withdrawn));
                if (DocumentKinds.FaultOf(file.ContentType) is { } fault)
                    return Outcome<Guid>.Refused(new AccessReason(ReasonOf(fault)));
                var from = source ?? change.Exchange.Language;
                if (!Languages.IsKnown(scope.Language))
                    return Outcome<Guid>.Invalid(new FieldError("language", "validation.not-an-option"));
                if (!Languages.IsKnown(from) || from == scope.Language)
                    return Outcome<Guid>.Invalid(new FieldError("source", "validation.not-an-option"));
                await AskAsync(scope, from, change.Now, stop);
                await journal.AppendAsync(actor.UserId, null, scope.Exchange, TranslationService.Requested, $"{from}-{scope.Language} file {scope.File}", stop);
                return Outcome<Guid>.Done(scope.File);
            },
            cancellationToken
        );

    /// <summary>Composes a translated file, and records in the journal that it was downloaded, as with the original.</summary>
    /// <param name="scope">The exchange, the file and the target language.</param>
    /// <param name="actor">The person who opens it.</param>
    /// <param name="noteLanguage">The language of the interface in which the file says that it is a machine translation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The file; not found if the person may not open the original; refused if it is not translated; otherwise as with the original.</returns>
    public async Task<Outcome<FileContent>> OpenAsync(TranslationScope scope, Actor actor, string noteLanguage, CancellationToken cancellationToken)
    {
        if (
            await exchanges.SeenAsync(scope.Exchange, actor, cancellationToken) is not { } context
            || !policy.SightOf(actor, context.Access).ShowsContent()
            || await FileQuery(database, scope).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } file
        )
            return Outcome<FileContent>.NotFound;
        if (await FileTranslationQuery.RowQuery(database, scope).FirstOrDefaultAsync(cancellationToken) is not { IsComplete: true } row)
            return Outcome<FileContent>.Refused(file.WithdrawnAt is null ? NotReady : new AccessReason(AttachmentService.Withdrawn));
        var opened = await attachments.OpenAsync(scope.Exchange, scope.File, actor, cancellationToken, $"translation {scope.Language}");
        if (opened.Value is not { } original || DocumentKinds.Of(file.ContentType) is not { } kind)
            return opened;
        using var bytes = new MemoryStream((int)original.Size);
        await original.CopyToAsync(bytes, cancellationToken);
        using var cipher = await vault.OpenAsync(scope.Exchange, cancellationToken);
        var memory = MemoryContent.Of(await TranslationQuery.MemoryQuery(database, scope).FirstOrDefaultAsync(cancellationToken), cipher, null);
        var note = NoteOf(row.Source, kind, memory, noteLanguage);
        var (copy, fault) =
            memory.FileFrom(row.Source) is { } whole && WholeFile.Of(file.ContentType) is { } kinds
                ? await DocumentTranslation.NoteAsync(kinds.Answered.ContentType, Convert.FromBase64String(whole.Text), scope.Language, note, cancellationToken)
                : await DocumentTranslation.WriteAsync(
                    file.ContentType,
                    bytes.ToArray(),
                    row.Source,
                    sentence => memory.Compose(new WrittenText(row.Source, sentence, false)) ?? sentence,
                    note,
                    cancellationToken
                );
        return fault is not null
            ? Outcome<FileContent>.Refused(new AccessReason(ReasonOf(fault.Value)))
            : Outcome<FileContent>.Done(
                new FileContent(
                    $"{Path.GetFileNameWithoutExtension(original.Name)}.{scope.Language}{kind.Extension}",
                    FileKind.Of(kind.ContentType)?.ServedAs ?? kind.ContentType,
                    copy.Length,
                    MayShowInline: false,
                    (target, stop) => target.WriteAsync(copy, stop).AsTask()
                )
            );
    }

    /// <summary>The key of the text that says why a file is not translated.</summary>
    public static string ReasonOf(FileTranslationFault fault) =>
        fault switch
        {
            FileTranslationFault.NoText => $"{Reasons}.no-text",
            FileTranslationFault.TooLong => $"{Reasons}.too-long",
            FileTranslationFault.Unreadable => $"{Reasons}.unreadable",
            _ => $"{Reasons}.unsupported-kind",
        };

    internal static IQueryable<Attachment> FileQuery(ImiDbContext database, TranslationScope scope) =>
        database.Set<Attachment>().Where(file => file.Id == scope.File && file.ExchangeId == scope.Exchange && file.IsComplete);

    private async Task AskAsync(TranslationScope scope, string source, DateTime now, CancellationToken cancellationToken)
    {
        var row =
            await FileTranslationQuery.RowQuery(database, scope).AsTracking().FirstOrDefaultAsync(cancellationToken)
            ?? database.Set<FileTranslation>().Add(new FileTranslation(scope)).Entity;
        row.Ask(source);
        if (await TranslationQuery.RequestQuery(database, scope).AsTracking().FirstOrDefaultAsync(cancellationToken) is { } waiting)
            waiting.Renew(now);
        else
            database.Set<TranslationRequest>().Add(new TranslationRequest(scope, now));
    }

    private DocumentNote NoteOf(string source, IDocumentKind kind, MemoryContent memory, string language)
    {
        var (engines, via, on, uncertain) = memory.FactsOf(source);
        var values = new (string, object?)[]
        {
            ("source", texts.Get($"languages.{source}", language)),
            ("via", via is null ? null : texts.Get($"languages.{via}", language)),
            ("engine", string.Join(", ", engines)),
            ("date", on),
        };
        var lines = new List<string>
        {
            texts.Get(via is null ? "translation-files.note.by" : "translation-files.note.by-via", language, values),
            texts.Get("translation-files.note.original", language),
        };
        if (memory.FileFrom(source) is not null)
            lines.Add(texts.Get("translation-files.note.whole", language));
        if (uncertain > 0)
            lines.Add(texts.Get("translation-files.note.uncertain", language, ("count", uncertain)));
        if (kind is MailDocument)
            lines.Add(texts.Get("translation-files.note.mail", language));
        return new DocumentNote(texts.Get("translation-files.note.title", language), lines);
    }
}
