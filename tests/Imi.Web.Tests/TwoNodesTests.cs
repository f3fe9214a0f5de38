using System.Globalization;
using System.Net.Http.Json;
using Imi.Hosting;
using Imi.Kernel.Foundation.Jobs;
using Imi.Testing;
using Imi.Testing.Databases;
using Imi.Web.Tests.Api;
using Npgsql;

namespace Imi.Web.Tests;

/// <summary>
/// Tests two nodes on one PostgreSQL database, set up as in the section "Several nodes" of docs/operating.md.
/// build/two-nodes.sh runs this test.
/// </summary>
public class TwoNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static readonly int Jobs = ((Type[])[typeof(IBackgroundJob), typeof(ImiComposition)])
        .SelectMany(type => type.Assembly.GetTypes())
        .Count(type => type.IsClass && type.IsAssignableTo(typeof(IBackgroundJob)));

    [SkippableFact]
    public async Task A_session_is_valid_on_both_nodes_each_mail_is_sent_once_and_each_job_runs_on_one_node()
    {
        var fixture = new PostgreSqlDatabaseFixture();
        await fixture.InitializeAsync();
        await using var sink = new SmtpSink();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Imi__Database__Provider"] = "PostgreSql",
            ["Imi__Database__ConnectionString"] = fixture.ConnectionString,
            ["Imi__Mail__Host"] = "127.0.0.1",
            ["Imi__Mail__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["Imi__Mail__Security"] = "None",
        };
        var first = new DemonstrationPlatform(settings);
        await using var second = new PlatformProcess(settings);
        try
        {
            await first.InitializeAsync();
            await second.StartAsync();

            using var carmen = await PageSession.SignInAsync(first.Host.Address, "carmen.ruiz");
            var here = await carmen.GetAsync($"{first.Host.Address}/profile");
            var there = await carmen.GetAsync($"{second.Address}/profile");
            Assert.Contains("Carmen Ruiz", here, StringComparison.Ordinal);
            Assert.Contains("Carmen Ruiz", there, StringComparison.Ordinal);

            var spain = await first.ApiAsync("carmen.ruiz");
            for (var request = 0; request < 5; request++)
            {
                var draft = await RequestOverApi.DraftAsync(spain);
                await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }));
            }

            await Eventually.TrueAsync(
                Patience,
                async () => await CountAsync(fixture, """SELECT count(*) FROM "Outbox" WHERE "SentAt" IS NULL AND "NotBefore" <= now()""") == 0,
                () => first.Host.Output + second.Output
            );
            Assert.True(sink.Mails.Count >= 5);
            Assert.Equal(sink.Mails.Count, sink.Mails.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());

            await Eventually.TrueAsync(
                Patience,
                async () => await CountAsync(fixture, """SELECT count(*) FROM "JobRuns" WHERE "SucceededAt" IS NOT NULL""") == Jobs,
                () => first.Host.Output + second.Output
            );
            Assert.Equal(1, await CountAsync(fixture, """SELECT "Runs" FROM "JobRuns" WHERE "Name" = 'reply-times'""")); // The job was due on both nodes.
        }
        finally
        {
            await second.KillAsync();
            await first.DisposeAsync();
            await fixture.DisposeAsync();
        }
    }

    private static async Task<long> CountAsync(PostgreSqlDatabaseFixture fixture, string sql)
    {
        await using var database = new NpgsqlConnection(fixture.ConnectionString);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
