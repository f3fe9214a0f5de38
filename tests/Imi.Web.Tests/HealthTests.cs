using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Testing;
using Imi.Testing.Databases;
using Imi.Web.Tests.Api;
using Microsoft.Data.Sqlite;

namespace Imi.Web.Tests;

/// <summary>Tests that health reports each problem with its beginning and its remedy while the process stays alive.</summary>
public class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [SkippableFact]
    public async Task Health_reports_missing_keys_a_removed_module_blocked_mail_a_locked_database_and_a_read_only_folder()
    {
        var sink = new SmtpSink();
        await sink.DisposeAsync();
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Mail__Host"] = "127.0.0.1",
                ["Imi__Mail__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
                ["Imi__Mail__Security"] = "None",
            }
        );
        using var tool = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
        try
        {
            await platform.InitializeAsync();
            var spain = await platform.ApiAsync("carmen.ruiz");
            var draft = await RequestOverApi.DraftAsync(spain);
            await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }));
            await Eventually.TrueAsync(Patience, async () => (await CodesAsync(tool)).ContainsKey("mail-blocked"), () => platform.Host.Output);
            Assert.DoesNotContain("key-missing", (await CodesAsync(tool)).Keys);

            await platform.Host.KillAsync();
            foreach (var key in Directory.GetFiles(Path.Combine(platform.Host.DataDirectory, "keys"), "key-*.xml"))
                File.Delete(key);
            await using (var database = await OpenAsync(platform.Host))
            {
                await using var command = new SqliteCommand(
                    "UPDATE \"Exchanges\" SET \"Module\" = 'gone' WHERE \"Id\" = (SELECT \"Id\" FROM \"Exchanges\" WHERE \"Phase\" = 'Open' LIMIT 1)",
                    database
                );
                Assert.Equal(1, await command.ExecuteNonQueryAsync());

                // The killed host may have claimed the mails, or put them off for minutes.
                await using var due = new SqliteCommand(
                    "UPDATE \"Outbox\" SET \"NotBefore\" = \"CreatedAt\", \"ClaimedBy\" = NULL, \"ClaimedUntil\" = NULL, \"Attempts\" = 0",
                    database
                );
                await due.ExecuteNonQueryAsync();
            }

            await platform.Host.StartAsync();
            await Eventually.TrueAsync(Patience, async () => (await CodesAsync(tool)).ContainsKey("mail-blocked"), () => platform.Host.Output);
            var seen = await CodesAsync(tool);
            Assert.Subset(seen.Keys.ToHashSet(), new HashSet<string> { "key-missing", "module-gone", "mail-blocked", "scanner-missing" });
            Assert.All(
                seen.Values,
                trouble => Assert.True(trouble.GetProperty("since").GetDateTime() > DateTime.UnixEpoch && trouble.GetProperty("toDo").GetString()!.Length > 0)
            );
            Assert.Contains("no-reply connect", seen["mail-blocked"].GetProperty("what").GetString(), StringComparison.Ordinal);
            using var page = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { { "Accept-Language", "de" } } };
            using var shown = await tool.SendAsync(page);
            var german = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync());
            Assert.Contains("Der Politikbereich offener Vorgänge ist nicht geladen: gone.", german, StringComparison.Ordinal);
            Assert.DoesNotContain("{detail}", german, StringComparison.Ordinal);

            await using (var other = await OpenAsync(platform.Host))
            {
                await using var writing = other.BeginTransaction(deferred: false);
                await AssertReportedAsync(tool, "database-locked");
            }

            await Eventually.TrueAsync(Patience, async () => (await tool.GetAsync("/health/ready")).IsSuccessStatusCode, () => platform.Host.Output);
            if (await MountAsync("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", platform.Host.DataDirectory))
            {
                try
                {
                    await AssertReportedAsync(tool, "data-folder-read-only");
                }
                finally
                {
                    Assert.True(await MountAsync("umount", platform.Host.DataDirectory));
                }
            }
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task AssertReportedAsync(HttpClient tool, string code)
    {
        using var answer = await tool.GetAsync("/health/ready");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable && body.Contains($"\"{code}\"", StringComparison.Ordinal), body);
        Assert.Equal(HttpStatusCode.OK, (await tool.GetAsync("/health/live")).StatusCode);
    }

    private static async Task<Dictionary<string, JsonElement>> CodesAsync(HttpClient tool)
    {
        using var answer = await tool.GetAsync("/health/ready");
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return report.GetProperty("troubles").EnumerateArray().ToDictionary(trouble => trouble.GetProperty("code").GetString()!, StringComparer.Ordinal);
    }

    private static async Task<SqliteConnection> OpenAsync(PlatformProcess host)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(host.DataDirectory, "imi.db")};Pooling=False");
        await database.OpenAsync();
        return database;
    }

    private static async Task<bool> MountAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
