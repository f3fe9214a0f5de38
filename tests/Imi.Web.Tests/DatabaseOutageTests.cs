using System.Net;
using System.Text.RegularExpressions;
using Imi.Testing;
using Imi.Testing.Databases;
using Npgsql;

namespace Imi.Web.Tests;

/// <summary>Tests stopping and restarting the database server while people work.</summary>
public partial class DatabaseOutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Without_the_database_server_pages_and_API_answer_503_and_the_log_has_one_line()
    {
        var fixture = new PostgreSqlDatabaseFixture();
        await fixture.InitializeAsync();
        var own = new NpgsqlConnectionStringBuilder(fixture.ConnectionString);
        await using var door = new TcpDoor(Path.Combine(own.Host!, ".s.PGSQL.5432"));
        door.Open();
        (own.Host, own.Port) = ("127.0.0.1", door.Port);
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Database__Provider"] = "PostgreSql",
                ["Imi__Database__ConnectionString"] = own.ConnectionString,
            }
        );
        try
        {
            await platform.InitializeAsync();
            var spain = await platform.ApiAsync("carmen.ruiz");
            using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
            await carmen.GetAsync("/inbox");

            using var guest = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
            var token = Token().Match(await guest.GetStringAsync("/sign-in")).Groups["token"].Value;
            door.Shut();
            using var refused = await guest.PostAsync(
                "/sign-in?handler=Password",
                new FormUrlEncodedContent(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["__RequestVerificationToken"] = token,
                        ["name"] = "carmen.ruiz",
                        ["password"] = "vier Ziegel im Regen",
                    }
                )
            );
            var again = await refused.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("carmen.ruiz", again, StringComparison.Ordinal); // The input can be sent again; the password is not shown.
            Assert.DoesNotContain("Ziegel", again, StringComparison.Ordinal);
            for (var request = 0; request < 10; request++)
            {
                var page = await carmen.GetAsync("/inbox", HttpStatusCode.ServiceUnavailable);
                Assert.Contains("</html>", page, StringComparison.Ordinal);
                using var answer = await spain.GetAsync("exchanges");
                Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.Headers.RetryAfter is not null));
            }

            using var tool = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
            using var ready = await tool.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("\"database-unreachable\"", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await tool.GetAsync("/health/live")).StatusCode);
            var log = platform.Host.Output;
            Assert.Equal(2, log.Split("The database cannot be used: Unreachable").Length);
            Assert.DoesNotContain("   at Npgsql", log, StringComparison.Ordinal);

            door.Open();
            await Eventually.TrueAsync(Patience, async () => (await tool.GetAsync("/health/ready")).IsSuccessStatusCode, () => platform.Host.Output);
            await carmen.GetAsync("/inbox"); // The session is still valid.
        }
        finally
        {
            await platform.DisposeAsync();
            await fixture.DisposeAsync();
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
