using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Testing;
using Imi.Testing.Databases;
using Imi.Web.Tests.Api;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Imi.Web.Tests;

/// <summary>Tests that a locked, full or read-only database leads to a clear answer, to no partial change and to full recovery.</summary>
public class FaultTests
{
    private const long Room = 40_000_000;
    private const int MostThatFit = 90;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_locked_database_is_reported_and_the_repeated_call_takes_effect_once()
    {
        var platform = new DemonstrationPlatform();
        await platform.InitializeAsync();
        try
        {
            await using var other = new SqliteConnection($"Data Source={Path.Combine(platform.Host.DataDirectory, "imi.db")};Pooling=False");
            await other.OpenAsync();
            await AssertRefusedThenDoneAsync(platform, () => Task.FromResult(other.BeginTransaction(deferred: false)), writing => writing.DisposeAsync());
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_full_disk_is_reported_and_the_repeated_call_takes_effect_once()
    {
        var platform = new DemonstrationPlatform();
        TestComponents.SkipUnless(
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Room}", "tmpfs", platform.Host.DataDirectory),
            "Only root can mount a disk of limited size."
        );
        try
        {
            await platform.InitializeAsync();
            var ballast = Path.Combine(platform.Host.DataDirectory, "ballast");
            await AssertRefusedThenDoneAsync(
                platform,
                () => FillAsync(ballast),
                _ =>
                {
                    File.Delete(ballast);
                    return ValueTask.CompletedTask;
                }
            );
            var text = "";
            await Eventually.TrueAsync(Patience, async () => await VerifyAsync() == 0, () => text); // The journal is first signed shortly after the start.

            async Task<int> VerifyAsync()
            {
                var (exitCode, output, errors) = await platform.Host.ImiAsync("audit", "verify");
                text = output + errors;
                return exitCode;
            }
        }
        finally
        {
            await platform.Host.KillAsync();
            await RunAsync("umount", platform.Host.DataDirectory);
            await platform.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_read_only_database_is_reported_and_the_repeated_call_takes_effect_once()
    {
        await using var database = new Lasting(new PostgreSqlDatabaseFixture());
        await database.Fixture.InitializeAsync();
        var connectionString = database.Fixture.ConnectionString;
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Database__Provider"] = "PostgreSql",
                ["Imi__Database__ConnectionString"] = connectionString,
            }
        );
        await platform.InitializeAsync();
        try
        {
            await ReadOnlyAsync(connectionString, "off"); // Terminates all connections.
            await AssertHealthIsJsonAsync(platform);
            await AssertRefusedThenDoneAsync(platform, () => ReadOnlyAsync(connectionString, "on"), async _ => await ReadOnlyAsync(connectionString, "off"));
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task AssertRefusedThenDoneAsync<T>(DemonstrationPlatform platform, Func<Task<T>> fail, Func<T, ValueTask> mend)
    {
        var spain = await platform.ApiAsync("carmen.ruiz", "es");
        var draft = await RequestOverApi.DraftAsync(spain);
        var before = await CountAsync(spain);
        var recipient = await DemonstrationPlatform.AuthorityAsync(spain, "CY", "cy-consumer-protection");
        var fault = await fail();
        var acknowledged = 0;
        bool isSent;
        try
        {
            // On a full disk the database's own files may still have room: calls that fit are acknowledged and must be kept.
            var answer = await BeginAsync(spain, recipient, acknowledged);
            while (acknowledged < MostThatFit && answer.StatusCode == HttpStatusCode.Created)
            {
                answer.Dispose();
                answer = await BeginAsync(spain, recipient, ++acknowledged);
            }

            using var refused = answer;
            await AssertUnavailableAsync(refused);
            using var sending = await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { });
            isSent = sending.IsSuccessStatusCode;
            if (!isSent)
                await AssertUnavailableAsync(sending);
        }
        finally
        {
            await mend(fault);
        }

        // Terminated connections are discovered one by one.
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < Patience; await Task.Delay(100))
        {
            using var answer = await spain.GetAsync($"exchanges/{draft.Id()}");
            if (answer.IsSuccessStatusCode)
                break;
        }

        var still = await RequestOverApi.DoneAsync(await spain.GetAsync($"exchanges/{draft.Id()}"));
        Assert.Equal(isSent ? "awaiting-acceptance" : "draft", still.GetProperty("state").GetString());
        Assert.Equal(before + acknowledged - (isSent ? 1 : 0), await CountAsync(spain));
        using var first = await BeginAsync(spain, recipient, acknowledged);
        using var again = await BeginAsync(spain, recipient, acknowledged);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(before + acknowledged + (isSent ? 0 : 1), await CountAsync(spain));
        if (isSent)
            return;
        var sent = await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }));
        Assert.Equal("awaiting-acceptance", sent.GetProperty("state").GetString());
    }

    /// <summary>Asserts that monitoring tools get JSON, whether the platform is ready or not.</summary>
    private static async Task AssertHealthIsJsonAsync(DemonstrationPlatform platform)
    {
        using var tool = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
        using var answer = await tool.GetAsync("/health/ready");
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage refused)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("disponible", problem.GetProperty("title").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<HttpResponseMessage> BeginAsync(HttpClient spain, Guid recipient, int call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "exchanges")
        {
            Content = JsonContent.Create(
                new
                {
                    module = "ecommerce",
                    procedure = "request",
                    recipient,
                    language = "es",
                    answers = RequestOverApi.Answers("Tienda Lenta, S.L."),
                }
            ),
        };
        request.Headers.Add("Idempotency-Key", $"call-{call}");
        return await spain.SendAsync(request);
    }

    private static async Task<int> CountAsync(HttpClient spain) =>
        (await spain.GetFromJsonAsync<JsonElement>("exchanges?view=drafts&limit=100")).GetProperty("items").GetArrayLength();

    private static async Task<string> FillAsync(string file)
    {
        await using var ballast = File.Create(file);
        try
        {
            while (true)
            {
                ballast.Write(new byte[64_000]);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            return file;
        }
    }

    private static async Task<bool> ReadOnlyAsync(string connectionString, string value)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var admin = new NpgsqlConnection(connectionString + ";Pooling=False;Options=-c default_transaction_read_only=off");
        await admin.OpenAsync();
        await using var command = admin.CreateCommand();
        command.CommandText = $"""
            ALTER DATABASE "{database}" SET default_transaction_read_only = {value};
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid();
            """;
        await command.ExecuteNonQueryAsync();
        return true;
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private sealed record Lasting(PostgreSqlDatabaseFixture Fixture) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Fixture.DisposeAsync();
    }
}
