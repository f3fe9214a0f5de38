using System.Diagnostics;
using Npgsql;

namespace Imi.Testing.Databases;

/// <summary>
/// The PostgreSQL server of the test run in a temporary folder, reached through a socket, without port, password or leftovers.
/// It ends with this process, even after a crash, because its shell waits for the end of its standard input.
/// </summary>
internal sealed class PostgreSqlServer
{
    private const string ServiceAccount = "postgres";

    private const string Script = """
        exec >"$2/log" 2>&1
        "$1/initdb" -D "$2/data" -U imi -A trust -E UTF8 --locale=C.UTF-8 --no-sync || exit 1
        "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 -c wal_recycle=off -c min_wal_size=32MB &
        server=$!
        cat >/dev/null
        kill -INT $server
        wait $server
        rm -rf "$2"
        """;

    private static readonly Lazy<Task<PostgreSqlServer>> Started = new(StartAsync);

    private readonly string _folder;
    private readonly Process _shell;

    private PostgreSqlServer(string folder, Process shell)
    {
        _folder = folder;
        _shell = shell;
    }

    /// <summary>The server of the test run.</summary>
    /// <exception cref="PostgreSqlMissingException">PostgreSQL is not installed or does not start.</exception>
    public static Task<PostgreSqlServer> Shared => Started.Value;

    /// <summary>Returns the connection string of a database, with a small pool because many test classes share the server.</summary>
    public string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _folder,
            Username = "imi",
            Database = database,
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 2,
        }.ConnectionString;

    /// <summary>Runs a PostgreSQL program against the server.</summary>
    public async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Programs()!, program), arguments) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PGHOST"] = _folder;
        start.Environment["PGUSER"] = "imi";
        using var running = Process.Start(start)!;
        var said = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        if (running.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {said}");
    }

    /// <summary>The data folder of the server.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var programs = Programs() ?? throw new PostgreSqlMissingException("No PostgreSQL on this machine (Debian: apt-get install postgresql).");
        var folder = Directory.CreateTempSubdirectory("imi-pg-").FullName;
        var server = new PostgreSqlServer(folder, await ShellAsync(programs, folder));
        await server.WaitAsync();
        return server;
    }

    private static string? Programs()
    {
        string[] candidates = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return candidates
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static async Task<Process> ShellAsync(string programs, string folder)
    {
        // PostgreSQL refuses to run as root.
        string[] command = ["sh", "-c", Script, "sh", programs, folder];
        if (Environment.UserName == "root")
        {
            using var owner = Process.Start("chown", [ServiceAccount, folder]);
            await owner.WaitForExitAsync();
            if (owner.ExitCode != 0)
                throw new PostgreSqlMissingException($"There is no account '{ServiceAccount}' to run PostgreSQL as.");
            command = ["runuser", "-u", ServiceAccount, "--", .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        return Process.Start(start) ?? throw new PostgreSqlMissingException($"'{command[0]}' does not start.");
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres") + ";Pooling=false");
                await connection.OpenAsync(patience.Token);
                return;
            }
            catch (Exception notYet) when (notYet is NpgsqlException or OperationCanceledException)
            {
                if (_shell.HasExited || patience.IsCancellationRequested)
                    throw new PostgreSqlMissingException($"PostgreSQL does not start: {await LogAsync()}");
                await Task.Delay(100);
            }
        }
    }

    private async Task<string> LogAsync()
    {
        var log = Path.Combine(_folder, "log");
        return File.Exists(log) ? string.Join(" / ", (await File.ReadAllLinesAsync(log)).TakeLast(5)) : "it left no log.";
    }
}

/// <summary>PostgreSQL is not installed or does not start.</summary>
internal sealed class PostgreSqlMissingException(string message) : Exception(message);
