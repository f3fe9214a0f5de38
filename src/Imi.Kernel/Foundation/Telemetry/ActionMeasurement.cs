using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Imi.Kernel.Foundation.Telemetry;

/// <summary>
/// Measures one thing that somebody asks of an exchange: a span from its beginning to its disposal, and a count by outcome. The names must come
/// from definitions, never from what somebody typed.
/// </summary>
public sealed class ActionMeasurement : IDisposable
{
    /// <summary>The outcome of a submission that had been answered before, and did nothing now.</summary>
    public const string Repeated = "repeated";

    private const string Unknown = "unknown";
    private const string Aborted = "aborted";

    private static readonly Counter<long> Actions = ImiTelemetry.Meter.CreateCounter<long>(
        "imi.actions",
        "{action}",
        "What was asked of exchanges, by module, procedure, action and outcome"
    );

    private readonly Activity? _span = ImiTelemetry.Spans.StartActivity("action");
    private string _module = Unknown;
    private string _procedure = Unknown;
    private string _action = Unknown;
    private string _outcome = Aborted;

    /// <summary>Says what it is. Without this call it counts as unknown.</summary>
    /// <param name="module">The name of the module.</param>
    /// <param name="procedure">The name of the procedure.</param>
    /// <param name="action">The name of the action.</param>
    public void Name(string module, string procedure, string action) => (_module, _procedure, _action) = (module, procedure, action);

    /// <summary>Says what came of it. Without this call it was aborted, by an exception or because the caller went away.</summary>
    /// <param name="outcome">The kind of the outcome, such as <c>not-found</c>.</param>
    public void End(string outcome) => _outcome = outcome;

    /// <inheritdoc/>
    public void Dispose()
    {
        var tags = new TagList
        {
            { TelemetryTags.Module, _module },
            { TelemetryTags.Procedure, _procedure },
            { TelemetryTags.Action, _action },
            { TelemetryTags.Outcome, _outcome },
        };
        Actions.Add(1, tags);
        if (_span is null)
            return;
        foreach (var (key, value) in tags)
            _span.SetTag(key, value);
        _span.Dispose();
    }
}
