using System.CommandLine;
using Imi.Cli;

var root = new RootCommand("Operates an installation of the platform.")
{
    MigrateCommand.Create(),
    SeedCommand.Create(),
    ModuleCommand.Create(),
    AccessCommand.Create(),
    PeopleCommand.Create(),
    TokenCommand.Create(),
    RegistryCommand.Create(),
    AuditCommand.Create(),
    DeadlinesCommand.Create(),
    MailCommand.Create(),
    RetentionCommand.Create(),
    SearchCommand.Create(),
    BackupCommands.CreateBackup(),
    BackupCommands.CreateRestore(),
    KeysCommand.Create(),
};
foreach (var option in Installation.Options)
    root.Options.Add(option);
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        await Console.Error.WriteLineAsync(error.Message);
    return ExitCodes.Usage;
}

return await parsed.InvokeAsync();
