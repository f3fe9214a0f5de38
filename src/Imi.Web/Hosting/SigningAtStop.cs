using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Web.Hosting;

/// <summary>Signs the end of the journal when the host stops, after the last request and job.</summary>
internal sealed class SigningAtStop(IServiceScopeFactory scopes, ILogger<SigningAtStop> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<JournalService>().SignAsync(isRestored: false, cancellationToken);
        }
        catch (Exception failure)
            when (failure is ConfigurationProblem or IOException or UnauthorizedAccessException or OperationCanceledException || DatabaseFaults.IsOne(failure))
        {
            log.LogError("The journal could not be signed on shutdown: {Problem}", failure.Message);
        }
    }
}
