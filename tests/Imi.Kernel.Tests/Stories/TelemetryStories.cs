using System.Text;
using System.Text.RegularExpressions;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Telemetry;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>What officers do is measured, and nothing in the measurements says who they are or what they wrote.</summary>
public abstract partial class TelemetryStories(Platform platform)
{
    private const string Actions = "imi.actions";

    [SkippableFact]
    public async Task Actions_are_counted_by_procedure_action_and_outcome()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, paola) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("IT"));
        using var recorder = new TelemetryRecorder();

        var draft = await carmen.DraftsAsync(andreas.Office, Answers.None);
        await carmen.TriesAsync("send", draft);
        var saved = (await carmen.SavesAsync(draft, andreas.Office, Request.Complete)).Result();
        await carmen.TriesAsync("send", draft, key: "once");
        await carmen.TriesAsync("send", draft, key: "once");
        await carmen.TriesAsync("send", draft);
        await carmen.TriesAsync("accept", draft);
        await andreas.TriesAsync("accept", draft, Request.ReplyBy(Request.WantedBy), revision: saved);
        await andreas.DoesAsync("accept", draft, Request.ReplyBy(Request.WantedBy));
        await paola.TriesAsync("accept", draft);
        await andreas.TriesAsync("what-Paola-typed", draft);

        Assert.Equal(
            [
                "create done",
                "do:send invalid",
                "save-draft done",
                "do:send done",
                "unknown repeated",
                "do:send refused",
                "do:accept forbidden",
                "do:accept conflict",
                "do:accept done",
                "unknown not-found",
                "unknown refused",
            ],
            recorder.Values(Actions, TelemetryTags.Action, TelemetryTags.Outcome)
        );
        Assert.Contains($"{Story.Module} {Story.Procedure}", recorder.Values(Actions, TelemetryTags.Module, TelemetryTags.Procedure));
        Assert.Equal(11, recorder.All.Count(one => one.IsSpan && one.Name == "action"));
    }

    [SkippableFact]
    public async Task A_collision_that_is_repeated_is_counted()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        using var recorder = new TelemetryRecorder();
        var isFirst = true;

        var outcome = await story.CallAsync<ExchangeTransactions, Outcome<int>>(
            (transactions, stop) =>
                transactions.RunAsync(
                    carmen.Actor,
                    _ =>
                    {
                        if (!isFirst)
                            return Task.FromResult(Outcome<int>.Done(1));
                        isFirst = false;
                        throw new DbUpdateConcurrencyException("Somebody else was first.");
                    },
                    stop
                )
        );

        Assert.True(outcome.IsDone);
        Assert.Equal([TransactionMeasurement.Collision], recorder.Values("imi.transaction.retries", TelemetryTags.Reason));
        Assert.Equal(["done"], recorder.Values(Actions, TelemetryTags.Outcome));
    }

    [SkippableFact]
    public async Task Nothing_that_is_measured_in_a_story_says_who_did_what_to_which_exchange()
    {
        const string Canary = "canary7f3e";
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        using var recorder = new TelemetryRecorder();

        var form = Request.Complete.With("owner", Canary).With("notes", Canary);
        var request = (await carmen.TriesToDraftAsync(andreas.Office, form, key: Canary)).Result();
        (await carmen.AttachesAsync(request, $"{Canary}.txt", Encoding.UTF8.GetBytes(Canary))).Result();
        await carmen.DoesAsync("send", request);
        (await carmen.WritesAsync(request, Canary)).Result();
        await andreas.TriesAsync(Canary, request);
        await andreas.TriesAsync("accept", request, Request.ReplyBy(Canary));
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.ReadsAsync(request);

        var all = recorder.All;
        Assert.Contains(all, one => one is { IsSpan: true, Name: "SELECT" });
        Assert.Contains(all, one => one is { IsSpan: false, Name: "db.client.operation.duration" });
        Assert.Equal([], all.SelectMany(one => one.Tags.Keys).Distinct().Where(tag => !TelemetryTags.Allowed.Contains(tag)));
        string[] personal = [Canary, carmen.Actor.Name, andreas.Actor.Name, carmen.Id.ToString("N"), andreas.Office.Id.ToString("N")];
        Assert.Equal(
            [],
            all.SelectMany(one => one.Tags.Values.Append(one.Name))
                .Distinct()
                .Where(text => AnyId().IsMatch(text) || personal.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        );
    }

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AnyId();
}

public sealed class SqliteTelemetryStories(SqlitePlatform platform) : TelemetryStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlTelemetryStories(PostgreSqlPlatform platform) : TelemetryStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerTelemetryStories(SqlServerPlatform platform) : TelemetryStories(platform), IClassFixture<SqlServerPlatform>;
