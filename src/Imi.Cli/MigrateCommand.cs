using System.CommandLine;

namespace Imi.Cli;

/// <summary><c>imi migrate</c>.</summary>
internal static class MigrateCommand
{
    private static readonly Option<bool> BackupMade = new("--backup-made")
    {
        Description = "Confirms that a database on a server has been backed up; such a database is upgraded only with this option.",
    };

    public static Command Create()
    {
        var command = new Command("migrate", "Upgrades the database to the version of this program, and stores the definitions of the modules in it.")
        {
            BackupMade,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: false,
                    async (installation, _, stop) =>
                    {
                        if (parsed.GetValue(BackupMade))
                            installation.Composition.ConfirmBackup();
                        await installation.PrepareAsync(stop);
                        Console.WriteLine($"The database ({installation.Composition.Database.Provider}) is up to date.");
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
