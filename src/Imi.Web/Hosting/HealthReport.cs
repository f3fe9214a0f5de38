using System.Text.Json.Serialization;

namespace Imi.Web.Hosting;

/// <summary>The health of the platform and its parts.</summary>
/// <param name="Database"><c>well</c>, <c>unreachable</c>, <c>locked</c>, <c>read-only</c> or <c>preparing</c>.</param>
/// <param name="Jobs"><c>well</c> or <c>stopped</c>.</param>
/// <param name="Scanner">The malware scanner: <c>well</c>, <c>unreachable</c> or <c>not-configured</c>.</param>
/// <param name="Translation">Machine translation: <c>well</c>, <c>unreachable</c> if an engine does not answer, or <c>not-configured</c>.</param>
/// <param name="Engines">The translation engines in the order of the settings.</param>
/// <param name="WaitingTranslations">How many translations were requested and are not finished; 0 while the database cannot be read.</param>
/// <param name="Modules">The names of the loaded modules.</param>
/// <param name="LeftOut">The modules that could not be loaded, and why.</param>
/// <param name="Problems">The current problems, those that stop the service first.</param>
internal sealed record HealthReport(
    string Database,
    string Jobs,
    string Scanner,
    string Translation,
    IReadOnlyList<EngineHealth> Engines,
    int WaitingTranslations,
    IReadOnlyList<string> Modules,
    IReadOnlyList<LeftOutModule> LeftOut,
    [property: JsonPropertyName("troubles")] IReadOnlyList<HealthProblem> Problems
)
{
    /// <summary>The value for the malware scanner and for machine translation when none is configured.</summary>
    public const string NotConfigured = "not-configured";

    /// <summary>The report while the platform is starting.</summary>
    public static HealthReport Preparing { get; } = new("preparing", "stopped", NotConfigured, NotConfigured, [], 0, [], [], []);

    /// <summary>Whether this node can serve. Missing modules, blocked e-mails or a missing malware scanner do not stop it.</summary>
    public bool IsReady => Database == "well" && Jobs == "well" && !Problems.Any(problem => problem.StopsService);
}

/// <summary>A module that could not be loaded, and why.</summary>
internal sealed record LeftOutModule(string Folder, IReadOnlyList<string> Problems);

/// <summary>A problem, in English for monitoring tools; the health page shows it in the reader's language.</summary>
/// <param name="Code">The code of the problem.</param>
/// <param name="Since">Since when the problem is known to this process or the database, UTC.</param>
/// <param name="Detail">What the problem concerns: a job, a module, a number or a reply code; can be empty.</param>
/// <param name="StopsService">Whether this node cannot serve because of the problem.</param>
internal sealed record HealthProblem(string Code, DateTime Since, string Detail = "", bool StopsService = false)
{
    /// <summary>A description of the problem.</summary>
    public string What { get; init; } = "";

    /// <summary>What to do about the problem.</summary>
    public string ToDo { get; init; } = "";
}
