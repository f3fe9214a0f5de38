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
    /// <param name="scope">What is to be translated.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    public Task BeginAsync(TranslationScope scope, CancellationToken cancellationToken) =>
        Task.WhenAny(Task.Run(() => RunAsync(scope), CancellationToken.None), Task.Delay(Patience, cancellationToken));

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
