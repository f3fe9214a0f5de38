using System.Globalization;
using Imi.Kernel.Foundation.Vault;
using Microsoft.Data.Sqlite;

namespace Imi.Kernel.Sqlite;

/// <summary>
/// Copies a consistent snapshot of a running database into two files: the keys of exchanges into one, everything else into the other. No key is
/// ever written to the content file, not even temporarily.
/// </summary>
public static class SqliteCopy
{
    private const long RowsAtOnce = 1_000;
    private const int Attempts = 50;
    private const string KeyTable = "ExchangeKeys";

    /// <summary>The tables with keys; they stay empty in the content file. SQLite does not use the second one, the key ring of other databases.</summary>
    private static readonly string[] KeyTables = [KeyTable, "DataProtectionKeys"];

    /// <summary>
    /// Tables that a backup leaves out. All search terms share one key, so a backup would also open the terms of exchanges that were deleted later.
    /// <c>imi search rebuild</c> fills these tables after a restore.
    /// </summary>
    private static readonly string[] LeftOut = ["SearchTerms"];

    /// <summary>The ids of keys that belong to no exchange, as the database writes them.</summary>
    private static readonly string PlatformKeys = string.Join(", ", PlatformKeyStore.All.Select(id => $"'{id.ToString().ToUpperInvariant()}'"));

    /// <summary>Writes both files. The database may be read and written meanwhile.</summary>
    /// <param name="connectionString">The connection string of the database.</param>
    /// <param name="contentFile">The path of the content file; it must not exist.</param>
    /// <param name="keysFile">The path of the keys file; it must not exist.</param>
    /// <param name="progress">Receives the fraction that is copied, from 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the copy; the caller removes the files.</param>
    /// <returns>What the snapshot contains.</returns>
    public static CopiedState Split(
        string connectionString,
        string contentFile,
        string keysFile,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        using var connection = Open(contentFile, SqliteOpenMode.ReadWriteCreate);
        // The files are new and are removed on failure, so no rollback journal is needed.
        Run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        Run(connection, "ATTACH $file AS source", ("$file", new SqliteConnectionStringBuilder(connectionString).DataSource));
        Run(connection, "ATTACH $file AS keys; PRAGMA keys.journal_mode = OFF; PRAGMA keys.synchronous = OFF", ("$file", keysFile));
        using var transaction = connection.BeginTransaction(deferred: true);
        var tables = Definitions(connection, "table");
        var total = tables.Where(table => !LeftOut.Contains(table.Name, StringComparer.Ordinal)).Sum(table => LastRow(connection, table.Name));
        var done = 0L;
        foreach (var (name, sql) in tables)
        {
            Run(connection, sql);
            if (LeftOut.Contains(name, StringComparer.Ordinal))
                continue;
            var schema = KeyTables.Contains(name, StringComparer.Ordinal) ? "keys" : "main";
            if (schema == "keys")
                Run(connection, $"CREATE TABLE keys.\"{name}\" AS SELECT * FROM source.\"{name}\" WHERE 0");
            var last = LastRow(connection, name);
            for (var row = 0L; row < last; row += RowsAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(
                    connection,
                    $"INSERT INTO {schema}.\"{name}\" SELECT * FROM source.\"{name}\" WHERE rowid > $after AND rowid <= $to",
                    ("$after", row),
                    ("$to", Math.Min(row + RowsAtOnce, last))
                );
                progress?.Report((done + Math.Min(row + RowsAtOnce, last)) / (double)Math.Max(1, total));
            }

            done += last;
        }

        foreach (var (_, sql) in Definitions(connection, "index"))
            Run(connection, sql);
        var state = new CopiedState(
            (string?)Ask(connection, """SELECT "Hash" FROM source."Journal" WHERE "Sequence" = 1""") ?? "",
            (string?)Ask(connection, """SELECT "MigrationId" FROM source."__EFMigrationsHistory" ORDER BY "MigrationId" DESC LIMIT 1""") ?? "",
            (long)Ask(connection, """SELECT COUNT(*) FROM source."Exchanges" """)!,
            (long)Ask(connection, $"SELECT COUNT(*) FROM source.\"{KeyTable}\" WHERE \"ExchangeId\" NOT IN ({PlatformKeys})")!
        );
        transaction.Commit();
        return state;
    }

    /// <summary>Copies the keys of exchanges from the keys file into the content file.</summary>
    public static void Join(string contentFile, string keysFile)
    {
        using var connection = Open(contentFile, SqliteOpenMode.ReadWrite);
        Run(connection, "ATTACH $file AS keys", ("$file", keysFile));
        Run(connection, $"INSERT INTO main.\"{KeyTable}\" SELECT * FROM keys.\"{KeyTable}\"");
    }

    /// <summary>Stores files in the keys file.</summary>
    /// <param name="keysFile">The path of the keys file.</param>
    /// <param name="files">The names under which to store the files, and their paths.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task KeepAsync(string keysFile, IEnumerable<(string Name, string Path)> files, CancellationToken cancellationToken)
    {
        await using var connection = Open(keysFile, SqliteOpenMode.ReadWrite);
        Run(connection, "CREATE TABLE \"Files\" (\"Id\" INTEGER PRIMARY KEY, \"Name\" TEXT NOT NULL, \"Content\" BLOB NOT NULL)");
        foreach (var (name, path) in files)
        {
            await using var file = await OpenAsync(path, cancellationToken);
            var length = file.Length; // The file may grow meanwhile: copy only its current length.
            Run(connection, "INSERT INTO \"Files\" (\"Name\", \"Content\") VALUES ($name, zeroblob($length))", ("$name", name), ("$length", length));
            await using var blob = new SqliteBlob(connection, "Files", "Content", (long)Ask(connection, "SELECT last_insert_rowid()")!);
            CopyTo(file, blob, length);
        }
    }

    /// <summary>Extracts the files stored in the keys file.</summary>
    /// <param name="keysFile">The path of the keys file.</param>
    /// <param name="pathOf">Returns the destination path for a stored name; the file must not exist.</param>
    public static void TakeOut(string keysFile, Func<string, string> pathOf)
    {
        using var connection = Open(keysFile, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Id\", \"Name\" FROM \"Files\"";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            using var blob = new SqliteBlob(connection, "Files", "Content", reader.GetInt64(0), readOnly: true);
            var path = pathOf(reader.GetString(1));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            CopyTo(blob, file, blob.Length);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Opens a file; retries while another process has it locked to append to it.</summary>
    private static async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    private static void CopyTo(Stream from, Stream to, long length)
    {
        var buffer = new byte[64 * 1024];
        for (var left = length; left > 0; )
        {
            var read = from.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                throw new EndOfStreamException();
            to.Write(buffer, 0, read);
            left -= read;
        }
    }

    private static List<(string Name, string Sql)> Definitions(SqliteConnection connection, string type)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT name, sql FROM source.sqlite_master WHERE type = $type AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
        command.Parameters.AddWithValue("$type", type);
        using var reader = command.ExecuteReader();
        var found = new List<(string, string)>();
        while (reader.Read())
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    private static long LastRow(SqliteConnection connection, string table) =>
        Convert.ToInt64(Ask(connection, $"SELECT COALESCE(MAX(rowid), 0) FROM source.\"{table}\""), CultureInfo.InvariantCulture);

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                ForeignKeys = false,
                DefaultTimeout = SqliteDatabase.TimeoutSeconds,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}

/// <summary>The content of a database at the time of the copy.</summary>
/// <param name="Origin">The hash of the first journal entry, which identifies the installation; empty if there is none.</param>
/// <param name="Migration">The last migration; empty if there is none.</param>
/// <param name="Exchanges">The number of exchanges.</param>
/// <param name="Keys">The number of keys of exchanges.</param>
public sealed record CopiedState(string Origin, string Migration, long Exchanges, long Keys);
