using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Imi.Kernel.Foundation.Telemetry;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Records what one flow of work measures; other tests run at the same time.</summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private static readonly AsyncLocal<TelemetryRecorder?> Current = new();

    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly ConcurrentQueue<Recorded> _recorded = new();

    /// <summary>Begins to record the flow that calls it.</summary>
    public TelemetryRecorder()
    {
        Current.Value = this;
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ImiTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        _meters.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ImiTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Keep(span.DisplayName, 1, span.TagObjects.ToArray(), isSpan: true),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>All that was recorded so far.</summary>
    public IReadOnlyList<Recorded> All => [.. _recorded];

    /// <summary>The values of a tag of all measurements of an instrument, in their order.</summary>
    public IReadOnlyList<string> Values(string instrument, params string[] tags) =>
        [.. All.Where(one => !one.IsSpan && one.Name == instrument).Select(one => string.Join(' ', tags.Select(tag => one.Tags.GetValueOrDefault(tag))))];

    public void Dispose()
    {
        Current.Value = null;
        _meters.Dispose();
        _spans.Dispose();
    }

    private void Keep(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool isSpan = false)
    {
        if (Current.Value == this)
            _recorded.Enqueue(new Recorded(name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => $"{tag.Value}", StringComparer.Ordinal), isSpan));
    }
}

/// <summary>A measurement or a span.</summary>
internal sealed record Recorded(string Name, double Value, IReadOnlyDictionary<string, string> Tags, bool IsSpan);
