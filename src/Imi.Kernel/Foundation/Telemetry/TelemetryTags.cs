using System.Collections.Frozen;

namespace Imi.Kernel.Foundation.Telemetry;

/// <summary>The names of all tags that metrics and spans may carry.</summary>
public static class TelemetryTags
{
    /// <summary>The name of a policy module.</summary>
    public const string Module = "imi.module";

    /// <summary>The name of a procedure.</summary>
    public const string Procedure = "imi.procedure";

    /// <summary>The name of an action in its definition, of one of the kernel's own actions, or of what retention has to do.</summary>
    public const string Action = "imi.action";

    /// <summary>What came of an action or of the run of a job.</summary>
    public const string Outcome = "imi.outcome";

    /// <summary>Why a transaction was repeated.</summary>
    public const string Reason = "imi.reason";

    /// <summary>The name of a background job.</summary>
    public const string Job = "imi.job";

    /// <summary>The version of the program.</summary>
    public const string Version = "imi.version";

    /// <summary>The version of .NET.</summary>
    public const string Runtime = "imi.runtime";

    /// <summary>The kind of database, as the setting names it.</summary>
    public const string Database = "imi.database";

    /// <summary>The kind of database, by the names of OpenTelemetry.</summary>
    public const string DatabaseSystem = "db.system.name";

    /// <summary>The first word of a statement, such as SELECT.</summary>
    public const string DatabaseOperation = "db.operation.name";

    /// <summary>The type of the exception that ended something.</summary>
    public const string Error = "error.type";

    /// <summary>The method of a request.</summary>
    public const string HttpMethod = "http.request.method";

    /// <summary>The template of the address of a page or endpoint, without the values in it.</summary>
    public const string HttpRoute = "http.route";

    /// <summary>The status code of an answer.</summary>
    public const string HttpStatus = "http.response.status_code";

    /// <summary>
    /// The whole list: the host drops every other tag before it hands metrics and spans over. The last ones are those of ASP.NET Core and .NET that
    /// describe the platform and not its users.
    /// </summary>
    public static FrozenSet<string> Allowed { get; } =
        FrozenSet.ToFrozenSet(
            [
                Module,
                Procedure,
                Action,
                Outcome,
                Reason,
                Job,
                Version,
                Runtime,
                Database,
                DatabaseSystem,
                DatabaseOperation,
                Error,
                HttpMethod,
                HttpRoute,
                HttpStatus,
                "network.protocol.version",
                "url.scheme",
                "aspnetcore.rate_limiting.policy",
                "aspnetcore.rate_limiting.result",
                "cpu.mode",
                "dotnet.gc.heap.generation",
                "gc.heap.generation",
            ],
            StringComparer.Ordinal
        );
}
