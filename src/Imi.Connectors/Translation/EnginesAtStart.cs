using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Hosting;

namespace Imi.Connectors.Translation;

/// <summary>Asks each engine for its pairs of languages when the host starts, so that the log shows at once which engine does not answer.</summary>
internal sealed class EnginesAtStart(IEnumerable<IMachineTranslator> engines) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var engine in engines)
            await engine.PairsAsync(stoppingToken);
    }
}
