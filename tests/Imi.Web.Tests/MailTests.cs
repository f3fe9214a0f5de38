using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Imi.Testing.Databases;
using Imi.Web.Tests.Api;
using MimeKit;

namespace Imi.Web.Tests;

/// <summary>Notices by e-mail through a real mail server.</summary>
public class MailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task A_notice_arrives_once_in_the_readers_language_without_content_also_when_the_server_was_down()
    {
        TestComponents.SkipUnless(PythonWithServer() is not null, "No mail server for tests (Debian: apt-get install python3-aiosmtpd).");
        var box = Directory.CreateTempSubdirectory("imi-mail-").FullName;
        var port = FreePort();
        var platform = new DemonstrationPlatform(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Imi__Mail__Host"] = "127.0.0.1", ["Imi__Mail__Port"] = port.ToString(CultureInfo.InvariantCulture), ["Imi__Mail__Security"] = "None",
        });
        await platform.InitializeAsync();
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz");
            var draft = await RequestOverApi.DraftAsync(spain);
            var sent = await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }));
            var number = sent.GetProperty("number").GetString()!;
            for (var patience = Stopwatch.StartNew(); !platform.Host.Output.Contains("was not taken", StringComparison.Ordinal); await Task.Delay(200))
                Assert.True(patience.Elapsed < Patience, "Nobody tried to send: " + platform.Host.Output);

            using var server = Serve(port, box);
            try
            {
                for (var patience = Stopwatch.StartNew(); await MailsAsync(box, number) is not { Count: > 0 }; await Task.Delay(200))
                    Assert.True(patience.Elapsed < Patience, "No mail arrived: " + platform.Host.Output);

                // Two more rounds of the job: nothing may come again.
                await Task.Delay(TimeSpan.FromSeconds(25));
                var mails = await MailsAsync(box, number);
                Assert.Equal(mails.Count, mails.Select(mail => mail.To.ToString()).Distinct().Count());
                Assert.All(mails, mail => Assert.Contains("εστάλη", mail.TextBody, StringComparison.Ordinal));
                Assert.All(mails, mail => Assert.Contains("Αίτημα λήψης μέτρων " + number, mail.TextBody, StringComparison.Ordinal));
                Assert.Contains(mails, mail => mail.TextBody!.Contains("Αποδοχή, διαβίβαση ή απόρριψη του αιτήματος", StringComparison.Ordinal));
                Assert.All(mails, mail => Assert.DoesNotContain("Aurora", mail.ToString(), StringComparison.OrdinalIgnoreCase));
            }
            finally
            {
                server.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            await platform.DisposeAsync();
            Directory.Delete(box, recursive: true);
        }
    }

    private static async Task<List<MimeMessage>> MailsAsync(string box, string number)
    {
        var mails = new List<MimeMessage>();
        foreach (var file in Directory.EnumerateFiles(box, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "new"))
        {
            var mail = await MimeMessage.LoadAsync(file);
            if (mail.Subject?.Contains(number, StringComparison.Ordinal) == true)
                mails.Add(mail);
        }

        return mails;
    }

    private static Process Serve(int port, string box) => Process.Start(new ProcessStartInfo(
        PythonWithServer()!, ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(box, "inbox")]) { UseShellExecute = false })!;

    private static string? PythonWithServer() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import aiosmtpd"]) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
