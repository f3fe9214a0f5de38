using System.Text.Json.Serialization;

namespace Imi.Web.Hosting;

/// <summary>How the platform's parts are.</summary>
/// <param name="Database">Well, unreachable, locked, read-only, or still being prepared.</param>
/// <param name="Jobs">Well or stopped.</param>
/// <param name="Scanner">The malware scanner: well, unreachable, or not configured.</param>
/// <param name="Modules">The modules that are loaded.</param>
/// <param name="LeftOut">The modules that are not, and why.</param>
/// <param name="Problems">What is wrong, the worst first.</param>
internal sealed record HealthReport(
    string Database,
    string Jobs,
    string Scanner,
    IReadOnlyList<string> Modules,
    IReadOnlyList<LeftOutModule> LeftOut,
    [property: JsonPropertyName("troubles")] IReadOnlyList<HealthProblem> Problems
)
{
    /// <summary>The value for the malware scanner when none is configured.</summary>
    public const string NotConfigured = "not-configured";

    /// <summary>As long as the platform is being prepared.</summary>
    public static HealthReport Preparing { get; } = new("preparing", "stopped", NotConfigured, [], [], []);

    /// <summary>Whether it can serve: without a module, mail or the malware scanner the rest serves.</summary>
    public bool IsReady => Database == "well" && Jobs == "well" && !Problems.Any(problem => problem.StopsService);
}

/// <summary>A module that was left out, and why.</summary>
internal sealed record LeftOutModule(string Folder, IReadOnlyList<string> Problems);

/// <summary>Something that is wrong, in English for operators' tools; the health page says it in the reader's language.</summary>
/// <param name="Code">What it is called.</param>
/// <param name="Since">Since when, UTC: as far as this process or the database knows.</param>
/// <param name="Detail">What it is about: a job, a module, a number, a reply code; empty where nothing.</param>
/// <param name="StopsService">Whether this node cannot serve because of it.</param>
internal sealed record HealthProblem(string Code, DateTime Since, string Detail = "", bool StopsService = false)
{
    /// <summary>What is wrong.</summary>
    public string What { get; init; } = "";

    /// <summary>What to do about it.</summary>
    public string ToDo { get; init; } = "";
}
