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
    public static Command Create() => new("retention", "Personal data: hidden and deleted on time.") { Run(), Status() };

    private static Command Run()
    {
        var asOf = new Option<string?>("--as-of") { Description = "The day for which to run: today, or a day before; with --dry-run also one to come." };
        asOf.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DayOf(result.Tokens[0].Value) is null)
                result.AddError("--as-of is a day such as 2026-11-25.");
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tells what would be done." };
        var batch = new Option<int?>("--batch")
        {
            Description = "How many exchanges each transaction takes; by default as many as let others write within a second.",
        };
        batch.Validators.Add(result =>
        {
            if (
                result.Tokens.Count == 1
                && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 5_000)
            )
                result.AddError("--batch is at least 1 and at most 5000.");
        });
        var asJson = Output.JsonOption();
        var run = new Command("run", "Hides and deletes what is due, as the platform does by itself. Check that the clock is right before you run it.")
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
                            return Tell(day, await engine.DueAsync(day, stop), parsed.GetValue(asJson));
                        if (day > today)
                        {
                            await Console.Error.WriteLineAsync("--as-of is a day to come: what is deleted never comes back, so only --dry-run takes it.");
                            return ExitCodes.Usage;
                        }

                        return Tell(
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
        var status = new Command("status", "Tells when retention last ran, what is due, and whether the ledger of what was done is whole.") { asJson };
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

    private static int Tell(RetentionReport report, bool asJson)
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
                    $"For {report.Day:yyyy-MM-dd}: {counts.Warned} warned, {counts.Hidden} hidden, {counts.Deleted} deleted, {counts.Drafts} draft(s) removed, {counts.Users} former user(s) deleted.{Undone(report)}"
                )
            );
        return report.Failure is null ? ExitCodes.Done : ExitCodes.Found;
    }

    private static string Undone(RetentionReport report) =>
        report switch
        {
            { Failure: null } => "",
            { Stopped: { Count: > 0 } stopped } =>
                $" Nothing was done to {string.Join(", ", stopped)}: the database changed another number of rows than it should have. Look for triggers and rules in the database.",
            _ => $" Ended early: {report.Failure}; run it again.",
        };

    private static int Tell(DateOnly day, IReadOnlyList<RetentionDue> due, bool asJson)
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
            deed = due.Deed.ToString().ToLowerInvariant(),
            module = due.Module,
            count = due.Count,
        };

    private static void Write(IReadOnlyList<RetentionDue> due)
    {
        foreach (var one in due)
            Console.WriteLine($"{one.Deed, -14} {one.Module, -30} {one.Count, 8}");
        if (due.Count == 0)
            Console.WriteLine("Nothing is due.");
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
