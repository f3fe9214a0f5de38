namespace Imi.Web.Hosting;

/// <summary>
/// Prepares the platform while it listens already: whoever asks meanwhile waits for the answer instead of being turned away. The
/// start is over, or has failed, when this has.
/// </summary>
internal sealed class Preparation : IHostedService
{
    private Task _work = Task.CompletedTask;

    /// <summary>Why it failed; null where it did not.</summary>
    public Exception? Failure => _work.Exception?.InnerException;

    /// <summary>Begins what has to be done before anybody is answered.</summary>
    public void Begin(Func<Task> work) => _work = Task.Run(work);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => _work;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets a request on once everything is prepared.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) => _work.IsCompletedSuccessfully ? next(context) : WaitAsync(context, next);

    private async Task WaitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == Health.Ready)
        {
            await Health.AnswerAsync(context, HealthReport.Preparing);
            return;
        }

        await Task.WhenAny(_work, Task.Delay(Timeout.Infinite, context.RequestAborted));
        if (_work.IsCompletedSuccessfully)
            await next(context);
        else
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
