namespace Imi.Web.Hosting;

/// <summary>
/// Prepares the platform while the server already listens. Requests wait until the preparation is complete. The host counts as started when it is, and fails to
/// start if it fails.
/// </summary>
internal sealed class Preparation : IHostedService
{
    private Task _work = Task.CompletedTask;

    /// <summary>The exception with which the preparation failed; null if it did not fail.</summary>
    public Exception? Failure => _work.Exception?.InnerException;

    /// <summary>Starts the work that must be complete before the first response.</summary>
    public void Begin(Func<Task> work) => _work = Task.Run(work);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => _work;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Passes a request on when the preparation is complete.</summary>
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
