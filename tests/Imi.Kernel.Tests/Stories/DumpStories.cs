using Imi.Kernel.Access;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;
using Imi.Testing;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Imi.Kernel.Tests.Stories;

/// <summary>What docs/operating.md says of pg_dump and pg_restore, done.</summary>
public sealed class DumpStories(PostgreSqlPlatform platform) : IClassFixture<PostgreSqlPlatform>, IDisposable
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);
    private readonly string _folder = Directory.CreateTempSubdirectory("imi-dump-").FullName;

    private PostgreSqlDatabaseFixture Server => (PostgreSqlDatabaseFixture)platform.Database;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task A_dump_from_before_the_deletion_shows_nothing_with_todays_keys_and_nothing_with_yesterdays_and_the_ledger()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        var wrapped = await story.DatabaseAsync(database => database.ExchangeKeys.Where(key => key.ExchangeId == request).Select(key => key.Wrapped).SingleAsync());
        await DumpContentAsync("content.dump");
        await DumpKeysAsync("keys-of-then.dump");
        Assert.Empty(Disk.FilesWith(wrapped, _folder)); // As bytes they stand in neither: a dump is compressed, and writes them in hexadecimal.

        Assert.Equal(Request.Owner, (await (await RestoredAsync("content.dump", "keys-of-then.dump", carmen, withLedger: false)).ReadsAsync(request)).About);

        story.ItIs(HideOn);
        await story.RetentionRunsAsync();
        story.ItIs(DeleteOn);
        await story.RetentionRunsAsync();
        await carmen.DraftsAsync(andreas.Office); // A key of an exchange that the older content does not know.
        await DumpKeysAsync("keys.dump");

        var withTodays = await RestoredAsync("content.dump", "keys.dump", carmen, withLedger: false);
        Assert.Equal(0, await withTodays.Story.DatabaseAsync(database => database.ExchangeKeys.CountAsync(key => key.ExchangeId == request)));
        foreach (var keys in new List<string> { "keys.dump", "keys-of-then.dump" })
        {
            var officer = await RestoredAsync("content.dump", keys, carmen, withLedger: true);
            var found = await officer.ReadsAsync(request);
            Assert.Equal((Sight.Shell, Phase.Deleted, ""), (found.Sight, found.Exchange.Phase, found.About));
            Assert.Equal(0, await officer.Story.DatabaseAsync(database => database.ExchangeKeys.CountAsync(key => key.ExchangeId == request)));
        }
    }

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private Task DumpContentAsync(string file) => Server.RunAsync(
        "pg_dump", "--format=custom", "--exclude-table-data=\"ExchangeKeys\"", "--exclude-table-data=\"DataProtectionKeys\"", $"--file={Path(file)}", NameOf(Server.ConnectionString));

    private Task DumpKeysAsync(string file) => Server.RunAsync(
        "pg_dump", "--format=custom", "--data-only", "--table=\"ExchangeKeys\"", "--table=\"DataProtectionKeys\"", $"--file={Path(file)}", NameOf(Server.ConnectionString));

    private async Task<Officer> RestoredAsync(string content, string keys, Officer officer, bool withLedger)
    {
        var to = Server.NewConnectionString();
        await Server.RunAsync("createdb", NameOf(to));
        await Server.RunAsync("pg_restore", "--section=pre-data", "--section=data", $"--dbname={NameOf(to)}", Path(content));
        await Server.RunAsync("pg_restore", "--data-only", $"--dbname={NameOf(to)}", Path(keys));
        await Server.RunAsync("psql", "--command=DELETE FROM \"ExchangeKeys\" WHERE \"ExchangeId\" NOT IN (SELECT \"Id\" FROM \"Exchanges\")", $"--dbname={NameOf(to)}", "--quiet");
        await Server.RunAsync("pg_restore", "--section=post-data", $"--dbname={NameOf(to)}", Path(content));
        var settings = new DatabaseSettings(DatabaseKind.PostgreSql, to, Directory.CreateDirectory(Path(Guid.CreateVersion7().ToString("N"))).FullName);
        if (withLedger)
            File.Copy(Server.Settings.LedgerPath, settings.LedgerPath);
        var (composition, services) = platform.Compose(settings);
        await composition.PrepareAsync(services, CancellationToken.None);
        return officer.On(platform.On(services));
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;
}
