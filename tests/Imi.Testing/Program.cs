using Imi.Hosting;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.PostgreSql;
using Imi.Kernel.Sqlite;
using Imi.Kernel.SqlServer;
using Imi.Testing.Upgrades;

// The program's next version, which tests kill while it upgrades a database as at a start.
// Arguments: kind of database, connection string, data folder.
var settings = new DatabaseSettings(Enum.Parse<DatabaseKind>(args[0]), args[1], args[2]);
IDatabaseProvider[] providers = [new SqliteDatabase(), new PostgreSqlDatabase(), new SqlServerDatabase()];
try
{
    await new DatabaseMigration(new NextVersion(providers.Of(settings)), settings)
    {
        Announce = Console.WriteLine,
        BeforeUpgrade = (upgrade, stop) => UpgradeBackup.RequireAsync(settings, upgrade, NextVersion.Migration, Console.WriteLine, stop),
    }.ApplyAsync(CancellationToken.None);
    return 0;
}
catch (ConfigurationProblem problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}
