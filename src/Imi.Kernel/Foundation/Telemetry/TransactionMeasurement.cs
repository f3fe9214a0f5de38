using System.Diagnostics.Metrics;

namespace Imi.Kernel.Foundation.Telemetry;

/// <summary>Counts the write transactions that were done again.</summary>
public static class TransactionMeasurement
{
    /// <summary>The reason of a repetition because the database ended the transaction: a deadlock, a conflict, a lost connection.</summary>
    public const string Transient = "transient";

    /// <summary>The reason of a repetition because somebody else changed the same exchange at the same time.</summary>
    public const string Collision = "collision";

    private static readonly Counter<long> Retries = ImiTelemetry.Meter.CreateCounter<long>(
        "imi.transaction.retries",
        "{retry}",
        "Write transactions that were rolled back and done again, by reason"
    );

    /// <summary>Counts a repetition.</summary>
    /// <param name="reason">One of the reasons above.</param>
    public static void Retried(string reason) => Retries.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Reason, reason));
}
