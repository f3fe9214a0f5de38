using System.Globalization;
using System.Net.Http.Json;
using Imi.Testing;
using Imi.Web.Tests.Api;
using Microsoft.Data.Sqlite;
using MimeKit;

namespace Imi.Web.Tests;

/// <summary>Tests notices by e-mail over SMTP.</summary>
public class MailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    [Fact]
    public async Task A_notice_arrives_once_in_the_readers_language_without_content_even_after_an_outage()
    {
        var server = new SmtpSink();
        var port = server.Port;
        await server.DisposeAsync();
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Mail__Host"] = "127.0.0.1",
                ["Imi__Mail__Port"] = port.ToString(CultureInfo.InvariantCulture),
                ["Imi__Mail__Security"] = "None",
            }
        );
        await platform.InitializeAsync();
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz");
            var draft = await RequestOverApi.DraftAsync(spain);
            var sent = await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }));
            var number = sent.GetProperty("number").GetString()!;
            await Eventually.TrueAsync(
                Patience,
                () => Task.FromResult(platform.Host.Output.Contains("No e-mail can be sent now: no-reply connect", StringComparison.Ordinal)),
                () => platform.Host.Output
            );

            server = new SmtpSink(port);
            await Eventually.TrueAsync(Patience, async () => await WaitingAsync(platform.Host) == 0, () => platform.Host.Output);
            List<MimeMessage> mails =
            [
                .. server.Mails.Select(mail => Read(mail.Message)).Where(mail => mail.Subject?.Contains(number, StringComparison.Ordinal) == true),
            ];
            Assert.NotEmpty(mails);
            Assert.Equal(mails.Count, mails.Select(mail => mail.To.ToString()).Distinct().Count());
            Assert.Equal(server.Mails.Count, server.Mails.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
            Assert.All(mails, mail => Assert.Contains("εστάλη", mail.TextBody, StringComparison.Ordinal));
            Assert.All(mails, mail => Assert.Contains("Αίτημα λήψης μέτρων " + number, mail.TextBody, StringComparison.Ordinal));
            Assert.Contains(mails, mail => mail.TextBody!.Contains("Αποδοχή, διαβίβαση ή απόρριψη του αιτήματος", StringComparison.Ordinal));
            Assert.All(mails, mail => Assert.DoesNotContain("Aurora", mail.ToString(), StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            await platform.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private static async Task<long> WaitingAsync(PlatformProcess host)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(host.DataDirectory, "imi.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var count = new SqliteCommand(
            "SELECT count(*) FROM \"Outbox\" WHERE \"SentAt\" IS NULL AND \"NotBefore\" <= strftime('%Y-%m-%d %H:%M:%f', 'now')",
            database
        );
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static MimeMessage Read(string message)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(message));
        return MimeMessage.Load(stream);
    }
}
