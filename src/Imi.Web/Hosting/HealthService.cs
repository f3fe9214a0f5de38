using Imi.Hosting;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>Checks the database, data folder, keys, modules, jobs, e-mails, the malware scanner and the translation engines.</summary>
internal sealed class HealthService(
    JobRunService runs,
    DatabaseFaults faults,
    ImiComposition composition,
    ISchedulerFactory schedulers,
    IEnumerable<IMalwareScanner> scanners,
    IEnumerable<IMachineTranslator> engines,
    TranslationQueueQuery queue,
    HealthProblemQuery problems,
    HealthMemory memory,
    PlatformTexts texts
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const string English = "en";
    private static readonly TranslationQueue NothingWaits = new(0, new Dictionary<string, int>());

    /// <summary>Checks all parts and returns the report.</summary>
    public async Task<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        var state = await DatabaseAsync(cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var scanner = await ScannerAsync(cancellationToken);
        var found = new List<HealthProblem>();
        foreach (var wrong in (string[])["unreachable", "locked", "read-only"])
        {
            if (memory.Since($"database-{wrong}", state == wrong) is { } since)
                found.Add(new HealthProblem($"database-{wrong}", since, StopsService: true));
        }

        found.AddRange(problems.OfDataFolder());
        if (state == "well")
            found.AddRange(await OfDatabaseAsync(cancellationToken));
        if (memory.Since("scanner", scanner != "well") is { } missing)
            found.Add(new HealthProblem(scanner == HealthReport.NotConfigured ? "scanner-missing" : "scanner-away", missing));
        var waiting = state == "well" ? await WaitingAsync(cancellationToken) : NothingWaits;
        var asked = await EnginesAsync(waiting, cancellationToken);
        var silent = asked.Where(engine => engine.Pairs == 0).Select(engine => engine.Name).ToList();
        if (memory.Since("translation", silent.Count > 0) is { } away)
            found.Add(new HealthProblem("translation-away", away, string.Join(", ", silent)));
        return new HealthReport(
            state,
            scheduler.Status == SchedulerStatus.Running && !found.Exists(problem => problem.Code == HealthProblemQuery.JobNotRunning) ? "well" : "stopped",
            scanner,
            silent.Count > 0 ? "unreachable"
                : engines.Any() ? "well"
                : HealthReport.NotConfigured,
            asked,
            waiting.Requests,
            [.. composition.Catalogue.Modules.Select(module => module.Name)],
            [.. composition.Catalogue.Problems.Select(problem => new LeftOutModule(problem.Folder, [.. problem.Problems.Select(one => one.ToString())]))],
            [.. found.OrderByDescending(problem => problem.StopsService).Select(problem => InWords(problem, English))]
        );
    }

    /// <summary>Returns a problem with its texts in a language.</summary>
    public HealthProblem InWords(HealthProblem problem, string language) =>
        problem with
        {
            What = texts.Get($"health.troubles.{problem.Code}.what", language, ("detail", problem.Detail)),
            ToDo = texts.Get($"health.troubles.{problem.Code}.todo", language, ("detail", problem.Detail)),
        };

    /// <summary>Finds the problems in the database; empty if the database fails meanwhile.</summary>
    private async Task<IReadOnlyList<HealthProblem>> OfDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await problems.OfDatabaseAsync(cancellationToken);
        }
        catch (Exception failure) when (DatabaseFaults.IsOne(failure))
        {
            return [];
        }
    }

    private async Task<string> ScannerAsync(CancellationToken cancellationToken)
    {
        var state = HealthReport.NotConfigured;
        foreach (var scanner in scanners)
        {
            if (!await scanner.AnswersAsync(cancellationToken))
                return "unreachable";
            state = "well";
        }

        return state;
    }

    private async Task<IReadOnlyList<EngineHealth>> EnginesAsync(TranslationQueue waiting, CancellationToken cancellationToken)
    {
        var asked = new List<EngineHealth>();
        foreach (var engine in engines)
            asked.Add(new(engine.Name, (await engine.PairsAsync(cancellationToken)).Count, waiting.Submitted.GetValueOrDefault(engine.Name)));
        return asked;
    }

    /// <summary>Counts the translations that wait; none if the database fails meanwhile.</summary>
    private async Task<TranslationQueue> WaitingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.ReadAsync(cancellationToken);
        }
        catch (Exception failure) when (DatabaseFaults.IsOne(failure))
        {
            return NothingWaits;
        }
    }

    /// <summary>Runs an update that matches no row, to detect a database that is read-only.</summary>
    private async Task<string> DatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runs.ProbeWritingAsync(Patience, cancellationToken);
            return "well";
        }
        catch (Exception failure) when (DatabaseFaults.IsOne(failure))
        {
            return faults.Of(failure) switch
            {
                DatabaseFault.Busy => "locked",
                DatabaseFault.ReadOnly => "read-only",
                _ => "unreachable",
            };
        }
    }
}
