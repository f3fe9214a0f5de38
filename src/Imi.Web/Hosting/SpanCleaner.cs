using System.Diagnostics;
using Imi.Kernel.Foundation.Telemetry;
using OpenTelemetry;

namespace Imi.Web.Hosting;

/// <summary>
/// Removes every tag that is not in <see cref="TelemetryTags.Allowed"/> from every span. The framework's next version may add addresses, user
/// agents or queries.
/// </summary>
internal sealed class SpanCleaner : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Where(tag => !TelemetryTags.Allowed.Contains(tag.Key)).ToList())
            data.SetTag(tag.Key, null);
        data.SetStatus(data.Status); // Its description can be the message of an exception.
        data.TraceStateString = null;
    }
}
