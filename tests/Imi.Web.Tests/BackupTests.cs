using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Testing;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>Tests that the command line tool backs up a running platform and restores a working one.</summary>
public class BackupTests
{
    [Fact]
    public async Task A_running_platform_is_backed_up_and_restored_and_without_its_key_ring_reports_the_loss()
    {
        var platform = new DemonstrationPlatform();
        await platform.InitializeAsync();
        await using var restored = new PlatformProcess();
        var folder = Directory.CreateTempSubdirectory("imi-backup-").FullName;
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz");
            await RequestOverApi.DraftAsync(spain);
            var (content, keys) = (Path.Combine(folder, "content"), Path.Combine(folder, "keys"));
            var backup = await platform.Host.ImiAsync("backup", "--content", content, "--keys", keys, "--json");
            Assert.True(backup.ExitCode == 0, backup.Output + backup.Errors);
            var (exchanges, opening) = (Number(backup.Output, "exchanges"), Number(backup.Output, "keys"));
            Assert.Equal(exchanges, opening);
            Assert.Equal(0, (await platform.Host.ImiAsync("audit", "verify")).ExitCode);

            var restore = await restored.ImiAsync("restore", "--content", content, "--keys", keys, "--json");
            Assert.True(restore.ExitCode == 0, restore.Output + restore.Errors);
            Assert.Equal(exchanges, Number(restore.Output, "exchanges"));
            Assert.Equal(2, (await restored.ImiAsync("restore", "--content", content, "--keys", keys)).ExitCode);
            await restored.StartAsync();
            Assert.DoesNotContain("cannot be opened", restored.Output, StringComparison.Ordinal);
            await restored.KillAsync();

            foreach (var key in Directory.GetFiles(Path.Combine(restored.DataDirectory, "keys")))
                File.Delete(key);
            var status = await restored.ImiAsync("keys", "status", "--json");
            Assert.Equal((1, exchanges), (status.ExitCode, Number(status.Output, "lost")));
            Assert.Contains($"{exchanges} of {exchanges} exchanges cannot be opened", status.Errors, StringComparison.Ordinal);
            await restored.StartAsync();
            Assert.Contains($"{exchanges} of {exchanges} exchanges cannot be opened", restored.Output, StringComparison.Ordinal);
            await AssertLossIsReportedAsync(restored, spain);
        }
        finally
        {
            await platform.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Asserts that lists, pages, prints, files and the API explain that the content cannot be opened.</summary>
    private static async Task AssertLossIsReportedAsync(PlatformProcess platform, HttpClient spain)
    {
        using var officer = await PageSession.SignInAsync(platform.Address, "carmen.ruiz");
        var inbox = await officer.GetAsync("/inbox?view=waiting");
        Assert.Contains("no se puede abrir", inbox, StringComparison.Ordinal);
        var exchange = Regex.Match(inbox, "/exchanges/(?<id>[0-9a-f-]{36})", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var page in (string[])["", "/print", "/files", "/edit", "/act/withdraw"])
            Assert.Contains("le falta su clave", await officer.GetAsync(exchange.Value + page), StringComparison.Ordinal);
        await officer.GetAsync($"{exchange.Value}/retention");
        await officer.GetAsync($"{exchange.Value}/early-deletion");

        using var api = new HttpClient { BaseAddress = new Uri($"{platform.Address}/api/v1/exchanges/") };
        api.DefaultRequestHeaders.Authorization = spain.DefaultRequestHeaders.Authorization;
        api.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var answer = JsonDocument.Parse(await api.GetStringAsync(exchange.Groups["id"].Value)).RootElement;
        Assert.Contains("its key is missing", answer.GetProperty("unreadable").GetString(), StringComparison.Ordinal);
        using var message = await api.PostAsync(
            $"{exchange.Groups["id"].Value}/messages",
            new StringContent("{ \"text\": \"A word\" }", null, "application/json")
        );
        Assert.Equal(HttpStatusCode.Forbidden, message.StatusCode);
        Assert.Contains("its key is missing", await message.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static int Number(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetInt32();
    }
}
