using Imi.Hosting;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Testing;
using Imi.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Runs the procedure for pg_dump and pg_restore in docs/operating.md.</summary>
public sealed class DumpStories(PostgreSqlPlatform platform) : IClassFixture<PostgreSqlPlatform>, IDisposable
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);

    /// <summary>The other purposes for which the platform encrypts with its key ring.</summary>
    private static readonly string[] Purposes =
    [
        "Imi.People.AuthenticatorKey",
        "Imi.People.AccountLink",
        "Imi.Registry.Invitation",
        "Imi.Registry.Import",
        "Imi.Web.KeptForm",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("imi-dump-").FullName;
    private DumpReport? _report;

    private PostgreSqlDatabaseFixture Server => (PostgreSqlDatabaseFixture)platform.Database;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task An_old_dump_reveals_no_deleted_data()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        var wrapped = await story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == request).Select(key => key.Wrapped).SingleAsync()
        );
        await DumpContentAsync("content.dump");
        await DumpKeysAsync("keys-of-then.dump");
        Assert.Empty(Disk.FilesWith(wrapped, _folder)); // Neither contains them as bytes, because a dump is compressed and writes them in hexadecimal.

        Assert.Equal(Request.Owner, (await (await RestoredAsync("content.dump", "keys-of-then.dump", carmen, withLedger: false)).ReadsAsync(request)).About);

        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        await carmen.DraftsAsync(andreas.Office); // The key of an exchange that is missing from the older content.
        await DumpKeysAsync("keys.dump");

        var withTodays = await RestoredAsync("content.dump", "keys.dump", carmen, withLedger: false);
        Assert.Equal(1, _report!.RemovedKeys);
        Assert.Equal(0, await withTodays.Story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request)));
        foreach (var keys in new List<string> { "keys.dump", "keys-of-then.dump" })
        {
            var officer = await RestoredAsync("content.dump", keys, carmen, withLedger: true);
            var found = await officer.ReadsAsync(request);
            Assert.Equal((Sight.Shell, Phase.Deleted, ""), (found.Sight, found.Exchange.Phase, found.About));
            Assert.Equal(0, await officer.Story.DatabaseAsync(database => database.Set<ExchangeKey>().CountAsync(key => key.ExchangeId == request)));
        }
    }

    [SkippableFact]
    public async Task A_restored_dump_decrypts_everything()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var officer = await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await andreas.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        (await andreas.WritesAsync(request, "The violin is here.")).Result();
        var subject = (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access)).Result();
        var kept = await story.CallAsync<SavedFormStore, Guid?>((store, stop) => store.KeepAsync(carmen.Id, "typed", stop));
        var token = (await story.CallAsync<AccessTokenService, string?>((tokens, stop) => tokens.CreateAsync(carmen.Id, "dump", null, stop)))!;
        var sealedOf = await story.UseServicesAsync(services =>
            Task.FromResult(Purposes.ToDictionary(purpose => purpose, purpose => Protector(services, purpose).Protect("secret"), StringComparer.Ordinal))
        );
        await DumpContentAsync("everything.dump");
        await DumpKeysAsync("everything-keys.dump");

        var restored = await RestoredAsync("everything.dump", "everything-keys.dump", carmen, withLedger: true);
        Assert.Equal((0, 0), (_report!.RemovedKeys, _report.Lost));
        var seen = await restored.ReadsAsync(request);
        Assert.Equal((Sight.Full, Request.Owner, false), (seen.Sight, seen.About, seen.IsContentLost));
        Assert.Equal("Seat 12"u8.ToArray(), (await restored.DownloadsAsync(request, file)).Result());
        var shown = (await SubjectRequestStories.ShowAsync(officer.On(restored.Story), subject))!;
        Assert.False(shown.IsContentLost);
        Assert.NotEqual("?", shown.Content.Name);
        Assert.Equal("typed", await restored.Story.CallAsync<SavedFormStore, string?>((store, stop) => store.FindAsync(carmen.Id, kept!.Value, stop)));
        Assert.NotNull(await restored.Story.CallAsync<AccessTokenService, Actor?>((tokens, stop) => tokens.ActorOfAsync(token, stop)));
        await restored.Story.UseServicesAsync(services =>
        {
            Assert.All(sealedOf, one => Assert.Equal("secret", Protector(services, one.Key).Unprotect(one.Value)));
            return Task.FromResult(true);
        });
        Assert.True((await restored.Story.CallAsync<JournalService, JournalVerdict>((service, stop) => service.VerifyAsync(null, null, stop))).IsProven);
    }

    private static IDataProtector Protector(IServiceProvider services, string purpose) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private Task DumpContentAsync(string file) =>
        Server.RunAsync(
            "pg_dump",
            "--format=custom",
            "--exclude-table-data=\"ExchangeKeys\"",
            "--exclude-table-data=\"DataProtectionKeys\"",
            "--exclude-table-data=\"SearchTerms\"",
            $"--file={Path(file)}",
            NameOf(Server.ConnectionString)
        );

    private Task DumpKeysAsync(string file) =>
        Server.RunAsync(
            "pg_dump",
            "--format=custom",
            "--data-only",
            "--table=\"ExchangeKeys\"",
            "--table=\"DataProtectionKeys\"",
            $"--file={Path(file)}",
            NameOf(Server.ConnectionString)
        );

    private async Task<Officer> RestoredAsync(string content, string keys, Officer officer, bool withLedger)
    {
        var to = Server.NewConnectionString();
        await Server.RunAsync("createdb", NameOf(to));
        await Server.RunAsync("pg_restore", $"--dbname={NameOf(to)}", Path(content));
        await Server.RunAsync("pg_restore", "--data-only", $"--dbname={NameOf(to)}", Path(keys));
        var settings = new DatabaseSettings(DatabaseKind.PostgreSql, to, Directory.CreateDirectory(Path(Guid.CreateVersion7().ToString("N"))).FullName);
        if (withLedger)
            File.Copy(Server.Settings.LedgerPath, settings.LedgerPath);
        var (composition, services) = platform.Compose(settings);
        _report = await Restore.AfterDumpAsync(composition, services, acceptsLoss: true, CancellationToken.None);
        return officer.On(platform.On(services));
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;
}
