using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Audit;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imi.Cli;

/// <summary><c>imi audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var asJson = Output.JsonOption();
        var verify = new Command("verify", "Checks that no entry of the journal was changed, removed or inserted.") { asJson };
        verify.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, async (_, services, stop) =>
        {
            var journal = services.GetRequiredService<Journal>();
            var verdict = Console.IsOutputRedirected
                ? await journal.VerifyAsync(null, stop)
                : await AnsiConsole.Progress().AutoClear(true).StartAsync(progress =>
                {
                    var task = progress.AddTask("Entries").IsIndeterminate();
                    return journal.VerifyAsync(new Progress<long>(done => task.Description = $"Entries {done}"), stop);
                });
            if (parsed.GetValue(asJson))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new { isWhole = verdict.IsWhole, entries = verdict.Entries, headHash = verdict.HeadHash, brokenAt = verdict.Break?.Sequence, broken = verdict.Break?.Kind.ToString() },
                    Output.Json));
            }
            else
            {
                Console.WriteLine(verdict.Break is { } broken
                    ? $"The journal is broken at entry {broken.Sequence} ({broken.Kind}); {verdict.Entries} entries before it are whole."
                    : $"The journal is whole: {verdict.Entries} entries, the last with hash {verdict.HeadHash}.");
            }

            return verdict.IsWhole ? ExitCodes.Done : ExitCodes.Found;
        }, cancellationToken));
        return new Command("audit", "The journal.") { verify };
    }
}
