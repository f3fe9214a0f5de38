using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Imi.Kernel.Foundation.Telemetry;

/// <summary>Measures one run of a background job: a span and its duration, from its beginning to its disposal.</summary>
/// <param name="job">The name of the job.</param>
public sealed class JobMeasurement(string job) : IDisposable
{
    private static readonly Histogram<double> Duration = ImiTelemetry.Seconds(
        "imi.job.duration",
        "How long the runs of background jobs took, by job and outcome",
        [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600, 3600]
    );

    private readonly Activity? _span = ImiTelemetry.Spans.StartActivity($"job {job}", ActivityKind.Internal, default(ActivityContext));
    private readonly long _began = Stopwatch.GetTimestamp();
    private bool _isDone;

    /// <summary>Says that the run did all that it should.</summary>
    public void Done() => _isDone = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        var tags = new TagList { { TelemetryTags.Job, job }, { TelemetryTags.Outcome, _isDone ? "done" : "failed" } };
        Duration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, tags);
        if (_span is null)
            return;
        foreach (var (key, value) in tags)
            _span.SetTag(key, value);
        _span.Dispose();
    }
}
