using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Documents;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Features.Translation.Runs;

/// <summary>Checks a file that an engine sent as if a stranger had uploaded it, before it is stored.</summary>
public sealed class WholeFileCheckService(ImiDbContext database, IEnumerable<IMalwareScanner> scanners, Journal journal, ILogger<WholeFileCheckService> logger)
{
    /// <summary>Checks size, kind, readability and malware.</summary>
    /// <returns>Clean if it can be stored; malware if it cannot, whatever the reason; unreachable if the scanner does not answer.</returns>
    internal async Task<ScanResult> CheckAsync(TranslationScope scope, byte[] content, long most, CancellationToken cancellationToken)
    {
        var original = await FileTranslationService.FileQuery(database, scope).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (content.LongLength > most || original is null || WholeFile.Of(original.ContentType) is not { } kind)
            return Refused("it is too large or belongs to no file");
        if (!await kind.IsAnswerAsync(content, scope.Language, cancellationToken))
            return Refused("it is not a file of the kind that was promised, or cannot be read");
        foreach (var scanner in scanners)
        {
            using var stream = new MemoryStream(content, writable: false);
            var result = await scanner.ScanAsync(stream, cancellationToken);
            if (result == ScanResult.Malware)
                await database.WriteAsync(
                    stop => journal.AppendAsync(null, null, scope.Exchange, "malware", $"translation {scope.Language} file {scope.File}", stop),
                    cancellationToken
                );
            if (result != ScanResult.Clean)
                return result;
        }

        return ScanResult.Clean;
    }

    private ScanResult Refused(string reason)
    {
        logger.LogWarning("The translation of a file was not kept: {Reason}", reason);
        return ScanResult.Malware;
    }
}
