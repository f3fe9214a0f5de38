using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Where the platform keeps its data.</summary>
/// <param name="Provider">The kind of database.</param>
/// <param name="ConnectionString">The connection string of the database.</param>
/// <param name="DataDirectory">The full path of the folder for the embedded database, keys, ledger, signed heads and outgoing mail files.</param>
public sealed record DatabaseSettings(DatabaseKind Provider, string ConnectionString, string DataDirectory)
{
    /// <summary>The setting for the kind of database.</summary>
    public const string ProviderSetting = "Imi:Database:Provider";

    /// <summary>The setting for the connection string.</summary>
    public const string ConnectionStringSetting = "Imi:Database:ConnectionString";

    /// <summary>The setting for the data folder.</summary>
    public const string DataDirectorySetting = "Imi:DataDirectory";

    /// <summary>
    /// The folder of the journal's signing key and, with SQLite, of the key ring: outside the database, so that a copy of one does not include
    /// the other.
    /// </summary>
    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>The append-only file of the ledger of deletions; not part of content backups.</summary>
    public string LedgerPath => Path.Combine(DataDirectory, "retention-ledger.log");

    /// <summary>The folder of public keys of other nodes and former keys; signed heads are also verified against them.</summary>
    public string KnownJournalKeysDirectory => Path.Combine(KeysDirectory, "journal-known");

    /// <summary>The append-only file of signed heads of the journal.</summary>
    public string JournalHeadsPath => Path.Combine(DataDirectory, "journal-heads.log");

    /// <summary>Reads the settings; the default is SQLite in <c>./data/imi.db</c>.</summary>
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

    /// <summary>Settings for SQLite in the given folder.</summary>
    public static DatabaseSettings Embedded(string dataDirectory) =>
        new(DatabaseKind.Sqlite, new DbConnectionStringBuilder { ["Data Source"] = Path.Combine(dataDirectory, "imi.db") }.ConnectionString, dataDirectory);

    /// <summary>Creates the data folder and the keys folder, on Unix accessible only to the platform's account.</summary>
    /// <exception cref="ConfigurationProblem">The folder cannot be created.</exception>
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
            throw new ConfigurationProblem($"{DataDirectorySetting}: the folder '{DataDirectory}' cannot be created: {refused.Message}", refused);
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
            throw new ConfigurationProblem($"{DataDirectorySetting} is '{setting}', which is not a valid path of a folder.", wrong);
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
