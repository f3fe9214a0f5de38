using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Imi.Kernel.Foundation.Telemetry;

/// <summary>Measures statements: how long the database takes, by the first word of the statement. Neither the statement nor its values are recorded.</summary>
public static class QueryMeasurement
{
    private const string Other = "OTHER";
    private const string Setting = "SET ";

    private static readonly string[] Operations = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "PRAGMA"];

    private static readonly Histogram<double> Duration = ImiTelemetry.Seconds(
        "db.client.operation.duration",
        "How long the database took for a statement; for a query until its first row",
        [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
    );

    /// <summary>Records a statement that has ended.</summary>
    /// <param name="system">The kind of database, by the names of OpenTelemetry.</param>
    /// <param name="statement">The statement, of which only the first word is used.</param>
    /// <param name="began">When it began.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="failure">What ended it; null where it ended well.</param>
    public static void Record(string system, string statement, DateTimeOffset began, TimeSpan took, Exception? failure)
    {
        if (!Duration.Enabled && !ImiTelemetry.Spans.HasListeners())
            return;
        var operation = OperationOf(statement);
        var tags = new TagList { { TelemetryTags.DatabaseSystem, system }, { TelemetryTags.DatabaseOperation, operation } };
        if (failure is not null)
            tags.Add(TelemetryTags.Error, failure.GetType().Name);
        Duration.Record(took.TotalSeconds, tags);
        using var span = ImiTelemetry.Spans.StartActivity(operation, ActivityKind.Client, default(ActivityContext), tags, startTime: began);
        span?.SetEndTime((began + took).UtcDateTime);
    }

    /// <summary>The first word of a statement that is not a comment or a setting of the connection, where it is a known one.</summary>
    private static string OperationOf(ReadOnlySpan<char> statement)
    {
        for (var rest = statement.TrimStart(); !rest.IsEmpty; rest = rest.TrimStart())
        {
            var isComment = rest.StartsWith("--", StringComparison.Ordinal);
            if (!isComment && !rest.StartsWith(Setting, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var operation in Operations)
                {
                    if (rest.StartsWith(operation, StringComparison.OrdinalIgnoreCase))
                        return operation;
                }

                return Other;
            }

            var end = rest.IndexOf(isComment ? '\n' : ';');
            if (end < 0)
                return Other;
            rest = rest[(end + 1)..];
        }

        return Other;
    }
}
