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
            Folder("--content", "Where the content goes: a new folder each time."),
            Folder("--keys", "Where the keys go, apart from the content: only the newest are kept."),
            Output.JsonOption()
        );
        var backup = new Command("backup", "Copies the running platform's embedded database, what opens it apart from its content.") { content, keys, asJson };
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
                                    $"{held.Count} exchanges, {opening.Count} keys. Keep the two folders apart; older keys are not kept, so that what was deleted cannot be opened."
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
            Folder("--content", "The content of a backup.", isRequired: false),
            Folder("--keys", "Its keys, or newer ones.", isRequired: false),
            Output.JsonOption()
        );
        var afterDump = new Option<bool>("--after-dump") { Description = "The tools of the database server have restored content and keys: completes it." };
        var ledger = new Option<string?>("--ledger") { Description = "A retention-ledger.log that survived and is newer than the one kept with the keys." };
        var accept = new Option<bool>("--accept-loss")
        {
            Description = "Goes on where the keys are older than the content, so that exchanges cannot be opened.",
        };
        var restore = new Command("restore", "Puts both halves of a backup into an empty data folder, and deletes again what was deleted since.")
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
                result.AddError("Say what is restored: --content and --keys, or --after-dump alone.");
        });
        restore.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: false,
                    async (installation, _, stop) =>
                    {
                        if (parsed.GetValue(afterDump))
                            return Tell(
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
                                    $"The content of {report.ContentOf:yyyy-MM-dd HH:mm} with the keys of {report.KeysOf:yyyy-MM-dd HH:mm}: {report.Exchanges} exchanges, {report.Lost} cannot be opened. All {report.LedgerEntries} entries of the ledger are done."
                                )
                        );
                        return report.Lost == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return restore;
    }

    private static int Tell(DumpReport report, bool asJson)
    {
        Console.WriteLine(
            asJson
                ? JsonSerializer.Serialize(report, Output.Json)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.RemovedKeys} keys were removed, because the content holds nothing that they open. {report.Exchanges} exchanges, {report.Lost} cannot be opened. All {report.LedgerEntries} entries of the ledger are done."
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
