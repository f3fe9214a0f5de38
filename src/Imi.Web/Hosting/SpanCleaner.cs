using System.Diagnostics;
using Imi.Kernel.Foundation.Telemetry;
using OpenTelemetry;

namespace Imi.Web.Hosting;

/// <summary>
/// Removes from every span what is not in <see cref="TelemetryTags.Allowed"/>, whoever put it there: the framework may add addresses, user agents or
/// queries with its next version.
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
