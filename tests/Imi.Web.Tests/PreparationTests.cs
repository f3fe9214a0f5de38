using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Testing;
using Microsoft.Data.Sqlite;

namespace Imi.Web.Tests;

/// <summary>Who asks while the platform is being prepared waits for the answer; operators' tools hear how far it is.</summary>
public class PreparationTests
{
    private const string HeldByAnother = """
        CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-26 00:00:00+00:00');
        """;

    [Fact]
    public async Task A_page_that_is_asked_for_during_another_nodes_migration_comes_after_it()
    {
        await using var host = new PlatformProcess();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(host.DataDirectory, "imi.db")};Pooling=False");
        await other.OpenAsync();
        await ExecuteAsync(other, HeldByAnother);
        var ready = host.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        await AliveAsync(http, ready);
        using var health = await http.GetAsync("/health/ready");
        var page = http.GetAsync("/help");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("preparing", (await health.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("database").GetString());
        Assert.False(page.IsCompleted || ready.IsCompleted);

        await ExecuteAsync(other, "DELETE FROM \"__EFMigrationsLock\"");
        await ready;
        Assert.Equal(HttpStatusCode.OK, (await page).StatusCode);
    }

    private static async Task AliveAsync(HttpClient http, Task start)
    {
        while (!start.IsCompleted)
        {
            try
            {
                using var answer = await http.GetAsync("/health/live");
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50); // Not listening yet.
            }
        }

        await start;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
