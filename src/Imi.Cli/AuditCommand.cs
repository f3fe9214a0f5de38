using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Audit;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imi.Cli;

/// <summary><c>imi audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The journal.") { Verify(), Sign(), Key(), AuditReport.Create() };

    private static Command Verify()
    {
        var heads = new Option<string?>("--heads") { Description = "A copy of journal-heads.log that was kept elsewhere.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "The public key that was kept with it, as imi audit key writes it.", HelpName = "FILE" };
        var asJson = Output.JsonOption();
        var verify = new Command("verify", "Checks that no entry of the journal was changed, removed or inserted, and that it passes through every signed head.") { heads, key, asJson };
        verify.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, async (_, services, stop) =>
        {
            var desk = services.GetRequiredService<JournalDesk>();
            var proof = parsed.GetValue(heads) is { } copy ? new JournalProof(copy, parsed.GetValue(key)) : null;
            var verdict = Console.IsOutputRedirected
                ? await desk.VerifyAsync(proof, null, stop)
                : await AnsiConsole.Progress().AutoClear(true).StartAsync(progress =>
                {
                    var task = progress.AddTask("Entries").IsIndeterminate();
                    return desk.VerifyAsync(proof, new Progress<long>(done => task.Description = $"Entries {done}"), stop);
                });
            return Tell(verdict, parsed.GetValue(asJson));
        }, cancellationToken));
        return verify;
    }

    private static Command Sign()
    {
        var restored = new Option<bool>("--restored") { Description = "The database was restored from before the last signed head, and I answer for it." };
        var asJson = Output.JsonOption();
        var sign = new Command("sign", "Signs where the journal ends, as the platform does by itself every day.") { restored, asJson };
        sign.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, async (_, services, stop) =>
            Tell(await services.GetRequiredService<JournalDesk>().SignAsync(onlyDaily: false, parsed.GetValue(restored), stop), parsed.GetValue(asJson)), cancellationToken));
        return sign;
    }

    private static Command Key()
    {
        var key = new Command("key", "Writes the public key with which anybody can check the signed heads.");
        key.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, (_, services, _) =>
        {
            Console.WriteLine(services.GetRequiredService<JournalDesk>().PublicKey());
            return Task.FromResult(ExitCodes.Done);
        }, cancellationToken));
        return key;
    }

    private static int Tell(JournalVerdict verdict, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    isWhole = verdict.IsWhole, entries = verdict.Entries, headHash = verdict.HeadHash, brokenAt = verdict.Break?.Sequence, brokenUntil = verdict.Break?.Until,
                    broken = verdict.Break?.Kind.ToString(), signedHeads = verdict.Signed, signedUpTo = verdict.SignedUpTo, lostSignedHeads = verdict.LostSigned,
                },
                Output.Json));
        }
        else
        {
            var until = verdict.Break?.Until is { } last ? $", at the latest at {last}" : "";
            Console.WriteLine(verdict.Break is { } broken
                ? $"The journal is broken at entry {broken.Sequence}{until} ({broken.Kind}); {broken.Sequence - 1} entries before it are whole."
                : $"The journal is whole: {verdict.Entries} entries, the last with hash {verdict.HeadHash}.");
            if (verdict.SignedUpTo is { } day)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Signed heads: {verdict.Signed}, the last of {day:yyyy-MM-dd}{(verdict.LostSigned > 0 ? $"; {verdict.LostSigned} before name entries that were lost when the database was restored" : "")}."));
        }

        return verdict.IsWhole ? ExitCodes.Done : ExitCodes.Found;
    }
}
