using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Where the platform keeps its data.</summary>
/// <param name="Provider">The database's kind.</param>
/// <param name="ConnectionString">How it is reached.</param>
/// <param name="DataDirectory">The full path of the folder for the embedded database and its keys.</param>
public sealed record DatabaseSettings(DatabaseKind Provider, string ConnectionString, string DataDirectory)
{
    /// <summary>The setting that names the database's kind.</summary>
    public const string ProviderSetting = "Imi:Database:Provider";

    /// <summary>The setting that says how the database is reached.</summary>
    public const string ConnectionStringSetting = "Imi:Database:ConnectionString";

    /// <summary>The setting that names the data folder.</summary>
    public const string DataDirectorySetting = "Imi:DataDirectory";

    /// <summary>The folder of the key ring: beside the embedded database, never in it, so that a copy of the one is not a copy of both.</summary>
    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>The ledger of deletions: it only grows, and no backup of the content holds it.</summary>
    public string LedgerPath => Path.Combine(DataDirectory, "retention-ledger.log");

    /// <summary>The folder of the public keys by which other nodes sign, and by which was signed before: heads that they signed are known.</summary>
    public string KnownJournalKeysDirectory => Path.Combine(KeysDirectory, "journal-known");

    /// <summary>Where the journal ended every few minutes, signed: it only grows.</summary>
    public string JournalHeadsPath => Path.Combine(DataDirectory, "journal-heads.log");

    /// <summary>Reads the settings; what is not set is SQLite in <c>./data/imi.db</c>.</summary>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
    public static DatabaseSettings Read(IConfiguration configuration)
    {
        var directory = DirectoryOf(configuration[DataDirectorySetting]);
        var provider = KindOf(configuration[ProviderSetting]);
        var connectionString = configuration[ConnectionStringSetting];
        if (!string.IsNullOrWhiteSpace(connectionString))
            return new(provider, connectionString, directory);
        return provider == DatabaseKind.Sqlite
            ? Embedded(directory)
            : throw new ConfigurationProblem($"{ConnectionStringSetting} is not set: {provider} needs one.");
    }

    /// <summary>SQLite in a folder.</summary>
    public static DatabaseSettings Embedded(string dataDirectory) =>
        new(DatabaseKind.Sqlite, new DbConnectionStringBuilder { ["Data Source"] = Path.Combine(dataDirectory, "imi.db") }.ConnectionString, dataDirectory);

    /// <summary>Makes the data folder, readable by the platform's own account alone.</summary>
    /// <exception cref="ConfigurationProblem">The folder cannot be made.</exception>
    public void CreateDataDirectory()
    {
        try
        {
            foreach (var directory in (string[])[DataDirectory, KeysDirectory])
            {
                if (OperatingSystem.IsWindows())
                    Directory.CreateDirectory(directory);
                else
                    Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblem($"{DataDirectorySetting}: the folder '{DataDirectory}' cannot be made: {refused.Message}", refused);
        }
    }

    private static string DirectoryOf(string? setting)
    {
        try
        {
            return Path.GetFullPath(string.IsNullOrWhiteSpace(setting) ? "data" : setting);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new ConfigurationProblem($"{DataDirectorySetting} is '{setting}', which is no path of a folder.", wrong);
        }
    }

    private static DatabaseKind KindOf(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return DatabaseKind.Sqlite;
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            if (string.Equals(kind.ToString(), setting.Trim(), StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        throw new ConfigurationProblem($"{ProviderSetting} is '{setting}', but can only be {string.Join(", ", Enum.GetNames<DatabaseKind>())}.");
    }
}
