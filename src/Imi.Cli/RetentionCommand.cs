using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Calendar;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imi.Cli;

/// <summary><c>imi retention</c>.</summary>
internal static class RetentionCommand
{
    public static Command Create() => new("retention", "Blocks and deletes personal data when due.") { Run(), Status() };

    private static Command Run()
    {
        var asOf = new Option<string?>("--as-of") { Description = "The day for which to run: today or earlier; with --dry-run also later." };
        asOf.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DayOf(result.Tokens[0].Value) is null)
                result.AddError("--as-of must be a date such as 2026-11-25.");
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Changes nothing; lists what would be done." };
        var batch = new Option<int?>("--batch")
        {
            Description = "The number of exchanges for each transaction; by default so many that others can write within a second.",
        };
        batch.Validators.Add(result =>
        {
            if (
                result.Tokens.Count == 1
                && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 5_000)
            )
                result.AddError("--batch must be from 1 to 5000.");
        });
        var asJson = Output.JsonOption();
        var run = new Command("run", "Blocks and deletes what is due, as the platform does automatically. Check first that the clock is right.")
        {
            asOf,
            dryRun,
            batch,
            asJson,
        };
        run.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var engine = services.GetRequiredService<RetentionSweepService>();
                        var today = DeadlineCalendar.Today(services.GetRequiredService<TimeProvider>());
                        var day = DayOf(parsed.GetValue(asOf)) ?? today;
                        if (parsed.GetValue(dryRun))
                            return Print(day, await engine.DueAsync(day, stop), parsed.GetValue(asJson));
                        if (day > today)
                        {
                            await Console.Error.WriteLineAsync("--as-of is in the future: deletion is final, so only --dry-run accepts it.");
                            return ExitCodes.Usage;
                        }

                        return Print(
                            await RunAsync(
                                engine,
                                new RetentionOrder
                                {
                                    Day = day,
                                    IsConfirmed = true,
                                    BatchSize = parsed.GetValue(batch),
                                },
                                stop
                            ),
                            parsed.GetValue(asJson)
                        );
                    },
                    cancellationToken
                )
        );
        return run;
    }

    private static Command Status()
    {
        var asJson = Output.JsonOption();
        var status = new Command("status", "Shows when retention last ran, what is due, and whether the ledger of erasures is intact.") { asJson };
        status.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var standing = await services.GetRequiredService<RetentionSweepService>().StatusAsync(stop);
                        if (parsed.GetValue(asJson))
                        {
                            Console.WriteLine(
                                JsonSerializer.Serialize(
                                    new
                                    {
                                        lastDay = standing.LastDay,
                                        ledgerEntries = standing.Entries,
                                        ledgerHash = standing.HeadHash,
                                        isWhole = standing.BrokenAt is null,
                                        brokenAt = standing.BrokenAt,
                                        held = standing.Held,
                                        due = standing.Due.Select(Json),
                                    },
                                    Output.Json
                                )
                            );
                        }
                        else
                        {
                            Console.WriteLine(standing.LastDay is { } last ? $"Last run for {last:yyyy-MM-dd}." : "Retention has not run yet.");
                            Console.WriteLine(
                                standing.BrokenAt is { } broken
                                    ? $"The ledger is broken at entry {broken}."
                                    : $"The ledger is whole: {standing.Entries} entries, the last with hash {standing.HeadHash}."
                            );
                            Console.WriteLine($"{standing.Held} exchange(s) kept from deletion.");
                            Write(standing.Due);
                        }

                        return standing.BrokenAt is null ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return status;
    }

    private static Task<RetentionReport> RunAsync(RetentionSweepService engine, RetentionOrder order, CancellationToken cancellationToken) =>
        Console.IsOutputRedirected
            ? engine.RunAsync(order, null, cancellationToken)
            : AnsiConsole
                .Progress()
                .AutoClear(true)
                .StartAsync(progress =>
                {
                    var tasks = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                    return engine.RunAsync(
                        order,
                        new Progress<RetentionProgress>(now =>
                        {
                            if (!tasks.TryGetValue(now.Step, out var task))
                                tasks[now.Step] = task = progress.AddTask(now.Step, maxValue: Math.Max(1, now.Total));
                            task.Value = now.Done;
                        }),
                        cancellationToken
                    );
                });

    private static int Print(RetentionReport report, bool asJson)
    {
        var counts = report.Counts;
        if (asJson)
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        day = report.Day,
                        warned = counts.Warned,
                        hidden = counts.Hidden,
                        deleted = counts.Deleted,
                        drafts = counts.Drafts,
                        users = counts.Users,
                        failure = report.Failure,
                        stopped = report.Stopped,
                    },
                    Output.Json
                )
            );
        else
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"For {report.Day:yyyy-MM-dd}: {counts.Warned} warned, {counts.Hidden} hidden, {counts.Deleted} "
                        + $"deleted, {counts.Drafts} draft(s) removed, {counts.Users} former user(s) deleted.{Undone(report)}"
                )
            );
        return report.Failure is null ? ExitCodes.Done : ExitCodes.Found;
    }

    private static string Undone(RetentionReport report) =>
        report switch
        {
            { Failure: null } => "",
            { Stopped: { Count: > 0 } stopped } => $" Nothing was done to {string.Join(", ", stopped)}: the database changed "
                + "an unexpected number of rows. Check the database for triggers and rules.",
            _ => $" Ended early: {report.Failure}; run it again.",
        };

    private static int Print(DateOnly day, IReadOnlyList<RetentionDue> due, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { day, due = due.Select(Json) }, Output.Json));
        }
        else
        {
            Console.WriteLine($"On {day:yyyy-MM-dd}, nothing done:");
            Write(due);
        }

        return ExitCodes.Done;
    }

    private static object Json(RetentionDue due) =>
        new
        {
            action = due.Action.ToString().ToLowerInvariant(),
            module = due.Module,
            count = due.Count,
        };

    private static void Write(IReadOnlyList<RetentionDue> due)
    {
        foreach (var one in due)
            Console.WriteLine($"{one.Action, -14} {one.Module, -30} {one.Count, 8}");
        if (due.Count == 0)
            Console.WriteLine("Nothing is due.");
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
