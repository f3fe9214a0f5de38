using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Hosting;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi backup</c> and <c>imi restore</c>.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup()
    {
        var (content, keys, asJson) = (
            Folder("--content", "The folder for the content: a new one for each backup."),
            Folder("--keys", "The folder for the keys, apart from the content: only the newest keys are kept."),
            Output.JsonOption()
        );
        var backup = new Command("backup", "Backs up the running platform's embedded database: the content and, apart from it, the keys.")
        {
            content,
            keys,
            asJson,
        };
        backup.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: false,
                    async (installation, services, stop) =>
                    {
                        var (held, opening) = await Output.WithProgressAsync(
                            "Copying",
                            progress =>
                                Backup.MakeAsync(
                                    installation.Composition.Database,
                                    parsed.GetValue(content)!,
                                    parsed.GetValue(keys)!,
                                    services.GetRequiredService<TimeProvider>(),
                                    progress,
                                    stop
                                ),
                            stop
                        );
                        await services
                            .GetRequiredService<ImiDbContext>()
                            .WriteAsync(
                                async ended =>
                                {
                                    await services.GetRequiredService<Journal>().AppendAsync(null, null, null, "backup", $"content {held.Sha256}", ended);
                                    return true;
                                },
                                stop
                            );
                        Console.WriteLine(
                            parsed.GetValue(asJson)
                                ? JsonSerializer.Serialize(
                                    new
                                    {
                                        madeAt = held.MadeAt,
                                        exchanges = held.Count,
                                        keys = opening.Count,
                                        contentSha256 = held.Sha256,
                                        keysSha256 = opening.Sha256,
                                    },
                                    Output.Json
                                )
                                : string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"{held.Count} exchanges, "
                                        + $"{opening.Count} keys. Store the two folders apart. Only the newest keys are kept, so that deleted "
                                        + $"exchanges cannot be opened."
                                )
                        );
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return backup;
    }

    public static Command CreateRestore()
    {
        var (content, keys, asJson) = (
            Folder("--content", "The content folder of a backup.", isRequired: false),
            Folder("--keys", "The keys folder of the same backup, or newer keys.", isRequired: false),
            Output.JsonOption()
        );
        var afterDump = new Option<bool>("--after-dump")
        {
            Description = "Completes a restore for which the tools of the database server have restored content and keys.",
        };
        var ledger = new Option<string?>("--ledger") { Description = "A retention-ledger.log that is newer than the one stored with the keys." };
        var accept = new Option<bool>("--accept-loss")
        {
            Description = "Continues even if the keys are older than the content, so that some exchanges cannot be opened.",
        };
        var restore = new Command("restore", "Restores the content and the keys of a backup into an empty data folder, and repeats later deletions.")
        {
            content,
            keys,
            ledger,
            afterDump,
            accept,
            asJson,
        };
        restore.Validators.Add(result =>
        {
            var isAfterDump = result.GetValue(afterDump);
            if (
                isAfterDump == (result.GetResult(content) is not null || result.GetResult(keys) is not null || result.GetResult(ledger) is not null)
                || (!isAfterDump && (result.GetResult(content) is null || result.GetResult(keys) is null))
            )
                result.AddError("Give either --content and --keys, or --after-dump alone.");
        });
        restore.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: false,
                    async (installation, _, stop) =>
                    {
                        if (parsed.GetValue(afterDump))
                            return Print(
                                await Output.WithProgressAsync(
                                    "Completing",
                                    _ => Restore.AfterDumpAsync(installation.Composition, installation.Services, parsed.GetValue(accept), stop),
                                    stop
                                ),
                                parsed.GetValue(asJson)
                            );
                        var order = new RestoreOrder(parsed.GetValue(content)!, parsed.GetValue(keys)!, parsed.GetValue(ledger), parsed.GetValue(accept));
                        var report = await Output.WithProgressAsync(
                            "Restoring",
                            _ => Restore.RunAsync(installation.Composition, installation.Services, order, stop),
                            stop
                        );
                        Console.WriteLine(
                            parsed.GetValue(asJson)
                                ? JsonSerializer.Serialize(report, Output.Json)
                                : string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"The content of {report.ContentOf:yyyy-MM-dd HH:mm} with the keys of {report.KeysOf:yyyy-MM-dd HH:mm}: "
                                        + $"{report.Exchanges} exchanges, {report.Lost} cannot be opened. All {report.LedgerEntries} entries of the "
                                        + $"ledger are done."
                                )
                        );
                        return report.Lost == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return restore;
    }

    private static int Print(DumpReport report, bool asJson)
    {
        Console.WriteLine(
            asJson
                ? JsonSerializer.Serialize(report, Output.Json)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.RemovedKeys} keys were removed, because the content has no exchange that they open. {report.Exchanges} "
                        + $"exchanges, {report.Lost} cannot be opened. All {report.LedgerEntries} entries of the ledger are done."
                )
        );
        return report.Lost == 0 ? ExitCodes.Done : ExitCodes.Found;
    }

    private static Option<string> Folder(string name, string description, bool isRequired = true) =>
        new(name)
        {
            Description = description,
            Required = isRequired,
            HelpName = "FOLDER",
        };
}
