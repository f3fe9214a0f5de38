using System.CommandLine;

namespace Imi.Cli;

/// <summary><c>imi migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Brings the database to this program's version and keeps the modules' definitions in it.");
        command.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, (installation, _, _) =>
        {
            Console.WriteLine($"The database ({installation.Composition.Database.Provider}) is up to date.");
            return Task.FromResult(ExitCodes.Done);
        }, cancellationToken));
        return command;
    }
}
