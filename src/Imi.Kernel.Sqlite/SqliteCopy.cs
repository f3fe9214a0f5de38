using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Imi.Kernel.Sqlite;

/// <summary>
/// Copies a running database as it is at one moment, into two files: the keys of exchanges into one, everything else into the other.
/// Nothing of a key is ever written to the file of the content, not even for a moment.
/// </summary>
public static class SqliteCopy
{
    private const long RowsAtOnce = 1_000;
    private const int Attempts = 50;
    private const string KeyTable = "ExchangeKeys";

    /// <summary>What only opens content: it stays empty in the content's file. The second is the key ring's on other databases.</summary>
    private static readonly string[] KeyTables = [KeyTable, "DataProtectionKeys"];

    /// <summary>Writes both files. Others may read and write the database meanwhile.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="contentFile">The content's file; it must not exist.</param>
    /// <param name="keysFile">The keys' file; it must not exist.</param>
    /// <param name="progress">Told the part that is copied, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the copying; the files are the caller's to remove.</param>
    /// <returns>What the database held at that moment.</returns>
    public static CopiedState Split(
        string connectionString,
        string contentFile,
        string keysFile,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        using var connection = Open(contentFile, SqliteOpenMode.ReadWriteCreate);
        // The files are new: what breaks off is removed, so nothing has to be kept for rolling back.
        Run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        Run(connection, "ATTACH $file AS source", ("$file", new SqliteConnectionStringBuilder(connectionString).DataSource));
        Run(connection, "ATTACH $file AS keys; PRAGMA keys.journal_mode = OFF; PRAGMA keys.synchronous = OFF", ("$file", keysFile));
        using var transaction = connection.BeginTransaction(deferred: true);
        var tables = Definitions(connection, "table");
        var total = tables.Sum(table => LastRow(connection, table.Name));
        var done = 0L;
        foreach (var (name, sql) in tables)
        {
            Run(connection, sql);
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
            (long)Ask(connection, $"SELECT COUNT(*) FROM source.\"{KeyTable}\"")!
        );
        transaction.Commit();
        return state;
    }

    /// <summary>Puts the keys' file into the content's.</summary>
    public static void Join(string contentFile, string keysFile)
    {
        using var connection = Open(contentFile, SqliteOpenMode.ReadWrite);
        Run(connection, "ATTACH $file AS keys", ("$file", keysFile));
        Run(connection, $"INSERT INTO main.\"{KeyTable}\" SELECT * FROM keys.\"{KeyTable}\"");
    }

    /// <summary>Adds files to the keys' file.</summary>
    /// <param name="keysFile">The keys' file.</param>
    /// <param name="files">The files by the names under which they are kept.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task KeepAsync(string keysFile, IEnumerable<(string Name, string Path)> files, CancellationToken cancellationToken)
    {
        await using var connection = Open(keysFile, SqliteOpenMode.ReadWrite);
        Run(connection, "CREATE TABLE \"Files\" (\"Id\" INTEGER PRIMARY KEY, \"Name\" TEXT NOT NULL, \"Content\" BLOB NOT NULL)");
        foreach (var (name, path) in files)
        {
            await using var file = await OpenAsync(path, cancellationToken);
            var length = file.Length; // What grows goes on growing: as much as there is now.
            Run(connection, "INSERT INTO \"Files\" (\"Name\", \"Content\") VALUES ($name, zeroblob($length))", ("$name", name), ("$length", length));
            await using var blob = new SqliteBlob(connection, "Files", "Content", (long)Ask(connection, "SELECT last_insert_rowid()")!);
            CopyTo(file, blob, length);
        }
    }

    /// <summary>Takes the files out of the keys' file again.</summary>
    /// <param name="keysFile">The keys' file.</param>
    /// <param name="pathOf">Where a file goes by its name.</param>
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

    /// <summary>Whoever adds to a file keeps others out for the moment.</summary>
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
                DefaultTimeout = SqliteDatabase.PatienceSeconds,
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

/// <summary>What a database held when it was copied.</summary>
/// <param name="Origin">The hash of its journal's first entry, by which two databases are told apart; empty where there is none yet.</param>
/// <param name="Migration">Its last migration.</param>
/// <param name="Exchanges">How many exchanges.</param>
/// <param name="Keys">How many keys of exchanges.</param>
public sealed record CopiedState(string Origin, string Migration, long Exchanges, long Keys);
