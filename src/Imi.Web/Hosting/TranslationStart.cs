using Imi.Kernel.Features.Translation;

namespace Imi.Web.Hosting;

/// <summary>
/// Begins with the translation of a file. A short file is done when the page that follows shows it; the work on a long one goes on after the answer. If the
/// node ends meanwhile, the job of another one continues.
/// </summary>
internal sealed class TranslationStart(IServiceScopeFactory scopes, IHostApplicationLifetime host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Begins, and waits a moment for the end.</summary>
    public Task BeginAsync(TranslationScope scope) => Task.WhenAny(Task.Run(() => RunAsync(scope)), Task.Delay(Patience, host.ApplicationStopping));

    private async Task RunAsync(TranslationScope scope)
    {
        await using var services = scopes.CreateAsyncScope();
        try
        {
            await services.ServiceProvider.GetRequiredService<TranslationRunService>().RunAsync(scope, host.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // The node ends.
        }
    }
}
