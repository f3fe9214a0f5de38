using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Hosting;

namespace Imi.Connectors.Translation;

/// <summary>
/// Asks each engine for its pairs of languages once the host has started, so that the log shows at once which engine does not answer. A start that fails says
/// nothing about engines.
/// </summary>
internal sealed class EnginesAtStart(IEnumerable<IMachineTranslator> engines, IHostApplicationLifetime host) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = host.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);
            foreach (var engine in engines)
                await engine.PairsAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops, perhaps because its start failed.
        }
    }
}
