using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Foundation.Audit;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Imi.Cli;

/// <summary><c>imi audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Verifies, signs and reports on the journal.") { Verify(), Sign(), Key(), AuditReport.Create() };

    private static Command Verify()
    {
        var heads = new Option<string?>("--heads") { Description = "A copy of journal-heads.log that was stored elsewhere.", HelpName = "FILE" };
        var key = new Option<string[]>("--key")
        {
            Description = "A public key stored with that copy, as printed by 'imi audit key'. Repeat the option for each node.",
            HelpName = "FILE",
        };
        var asJson = Output.JsonOption();
        var verify = new Command(
            "verify",
            "Checks that no entry of the journal was changed, removed or inserted, and that the journal matches every signed head."
        )
        {
            heads,
            key,
            asJson,
        };
        verify.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var journal = services.GetRequiredService<JournalService>();
                        var proof = parsed.GetValue(heads) is { } copy ? new JournalProof(copy, parsed.GetValue(key) ?? []) : null;
                        var verdict = Console.IsOutputRedirected
                            ? await journal.VerifyAsync(proof, null, stop)
                            : await AnsiConsole
                                .Progress()
                                .AutoClear(true)
                                .StartAsync(progress =>
                                {
                                    var task = progress.AddTask("Entries").IsIndeterminate();
                                    return journal.VerifyAsync(proof, new Progress<long>(done => task.Description = $"Entries {done}"), stop);
                                });
                        return Print(verdict, parsed.GetValue(asJson));
                    },
                    cancellationToken,
                    signs: false
                )
        );
        return verify;
    }

    private static Command Sign()
    {
        var restored = new Option<bool>("--restored") { Description = "Confirms that the database was restored to a state before the last signed head." };
        var asJson = Output.JsonOption();
        var sign = new Command("sign", "Signs the current end of the journal, as the platform does automatically every few minutes.") { restored, asJson };
        sign.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                        Print(
                            await services.GetRequiredService<JournalService>().SignAsync(parsed.GetValue(restored), stop),
                            parsed.GetValue(asJson),
                            signing: true
                        ),
                    cancellationToken,
                    signs: false
                )
        );
        return sign;
    }

    private static Command Key()
    {
        var key = new Command("key", "Prints the public key that verifies the signed heads.");
        key.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    (_, services, _) =>
                    {
                        Console.WriteLine(services.GetRequiredService<JournalService>().PublicKey());
                        return Task.FromResult(ExitCodes.Done);
                    },
                    cancellationToken,
                    signs: false
                )
        );
        return key;
    }

    private static int Print(JournalVerdict verdict, bool asJson, bool signing = false)
    {
        var isWell = signing ? verdict.IsWhole : verdict.IsProven;
        if (asJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        isWhole = verdict.IsWhole,
                        isProven = isWell,
                        entries = verdict.Entries,
                        headHash = verdict.HeadHash,
                        brokenAt = verdict.Break?.Sequence,
                        brokenUntil = verdict.Break?.Until,
                        broken = verdict.Break?.Kind.ToString(),
                        signedHeads = verdict.Signed,
                        signedUpTo = verdict.SignedUpTo,
                        signedAt = verdict.SignedAt,
                        unsigned = verdict.Unsigned,
                        unsignedSince = verdict.UnsignedSince,
                        unknownKeys = verdict.UnknownKeys,
                        headsMissing = !signing && verdict.AreHeadsMissing,
                        lostSignedHeads = verdict.LostSigned,
                    },
                    Output.Json
                )
            );
            return isWell ? ExitCodes.Done : ExitCodes.Found;
        }

        foreach (var sentence in signing ? [Whole(verdict)] : Sentences(verdict))
            Console.WriteLine(sentence);
        return isWell ? ExitCodes.Done : ExitCodes.Found;
    }

    private static string Whole(JournalVerdict verdict)
    {
        var until = verdict.Break?.Until is { } last ? $", at the latest at {last}" : "";
        return verdict.Break is { } broken
            ? $"The journal is broken at entry {broken.Sequence}{until} ({broken.Kind}); {broken.Sequence - 1} entries before it are whole."
            : $"The journal is whole: {verdict.Entries} entries, the last with hash {verdict.HeadHash}.";
    }

    private static IEnumerable<string> Sentences(JournalVerdict verdict)
    {
        yield return Whole(verdict);
        if (verdict.UnknownKeys.Count > 0)
            yield return $"Heads are signed by unknown keys ({string.Join(", ", verdict.UnknownKeys)}). To "
                + "verify them, pass the public keys with --key or put them into keys/journal-known.";
        if (verdict.AreHeadsMissing)
            yield return "The signed heads are missing, so changes by a database administrator cannot "
                + "be ruled out. Put journal-heads.log back, or name a copy with --heads.";
        else if (verdict.Signed > 0)
        {
            var lost = verdict.LostSigned > 0 ? $"; {verdict.LostSigned} earlier heads refer to entries that were lost when the database was restored" : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Signed up to entry {verdict.SignedUpTo} ({verdict.Signed} heads, the last of {verdict.SignedAt:yyyy-MM-dd HH:mm:ss} UTC){lost}."
            );
        }
        yield return verdict.UnsignedSince is { } since
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{verdict.Unsigned} entries are unsigned "
                    + $"since {since:yyyy-MM-dd HH:mm:ss} UTC: a database administrator could still change or remove them unnoticed."
            )
            : "No entry is unsigned.";
    }
}
