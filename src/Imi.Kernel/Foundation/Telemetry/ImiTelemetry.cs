using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Imi.Kernel.Foundation.Telemetry;

/// <summary>
/// Where the platform's own metrics and spans come from. They hold names of definitions, jobs and outcomes, never who did something, to which
/// exchange, or what was written: <see cref="TelemetryTags.Allowed"/> is the whole list of their tags.
/// </summary>
public static class ImiTelemetry
{
    /// <summary>The name of the platform's meters and of its source of spans.</summary>
    public const string Name = "Imi";

    /// <summary>The version of the program.</summary>
    public static string Version { get; } = typeof(ImiTelemetry).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Begins the platform's own spans.</summary>
    public static ActivitySource Spans { get; } = new(Name, Version);

    /// <summary>Makes the instruments of the kernel. The host reads the state of queues and jobs with a meter of its own, of the same name.</summary>
    internal static Meter Meter { get; } = new(Name, Version);

    /// <summary>A histogram of seconds.</summary>
    /// <param name="name">The name of the instrument.</param>
    /// <param name="description">What it measures.</param>
    /// <param name="boundaries">The upper ends of its buckets, in seconds.</param>
    internal static Histogram<double> Seconds(string name, string description, params double[] boundaries) =>
        Meter.CreateHistogram(name, "s", description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
