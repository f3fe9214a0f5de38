using System.Text;
using Imi.Hosting;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An old backup reveals no deleted data, because keys are stored separately and the ledger is replayed.</summary>
public sealed class BackupStories(SqlitePlatform platform) : IClassFixture<SqlitePlatform>, IDisposable
{
    private static readonly DateOnly HideOn = new(2026, 9, 2);
    private static readonly DateOnly DeleteOn = new(2027, 3, 2);
    private readonly string _folder = Directory.CreateTempSubdirectory("imi-backup-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_old_backup_reveals_no_deleted_data()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        var wrapped = await story.DatabaseAsync(database =>
            database.Set<ExchangeKey>().Where(key => key.ExchangeId == request).Select(key => key.Wrapped).SingleAsync()
        );
        await BackUpAsync("content", "keys");
        CopyFolder("keys", "keys-of-then");
        Assert.Empty(Disk.FilesWith(wrapped, Path("content")));
        Assert.Single(Disk.FilesWith(wrapped, Path("keys")));

        // Before any deletion, content and keys together restore everything.
        Assert.Equal(Request.Owner, (await (await RestoredAsync("whole", "content", "keys", carmen)).ReadsAsync(request)).About);

        story.SetDate(HideOn);
        await story.RunRetentionAsync();
        story.SetDate(DeleteOn);
        await story.RunRetentionAsync();
        await BackUpAsync("content-of-now", "keys");
        Assert.Empty(Disk.FilesWith(wrapped, Path("keys"), Path("content-of-now"), platform.Database.DataDirectory));

        foreach (
            var (folder, keys, ledger) in new List<(string, string, string?)>
            {
                ("todays-keys", "keys", null),
                ("yesterdays-keys", "keys-of-then", platform.Database.Settings.LedgerPath),
            }
        )
        {
            var found = await (await RestoredAsync(folder, "content", keys, carmen, ledger)).ReadsAsync(request);
            Assert.Equal((Sight.Shell, Phase.Deleted, ""), (found.Sight, found.Exchange.Phase, found.About));
            Assert.Empty(Disk.FilesWith(wrapped, Path(folder)));
            Assert.Empty(Disk.FilesWith(Encoding.UTF8.GetBytes(Request.Owner), Path(folder)));
        }
    }

    [Fact]
    public async Task A_restored_backup_does_not_restore_a_withdrawn_file()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (draft, request) = (await carmen.DraftsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        var removed = (await carmen.AttachesAsync(draft, "removed.txt", "Of another case"u8.ToArray())).Result();
        var withdrawn = (await carmen.AttachesAsync(request, "withdrawn.txt", "Of another case"u8.ToArray())).Result();
        await BackUpAsync("content", "keys");
        CopyFolder("keys", "keys-of-then");
        (await carmen.RemovesAsync(draft, removed)).Result();
        (await carmen.WithdrawsAsync(request, withdrawn, "Wrong file")).Result();
        await BackUpAsync("content-of-now", "keys");

        foreach (
            var (folder, keys, ledger) in new List<(string, string, string?)>
            {
                ("todays-keys", "keys", null),
                ("yesterdays-keys", "keys-of-then", platform.Database.Settings.LedgerPath),
            }
        )
        {
            var restored = await RestoredAsync(folder, "content", keys, andreas, ledger);
            Assert.Empty((await carmen.On(restored.Story).ReadsAsync(draft)).Files);
            var entry = Assert.Single((await restored.ReadsAsync(request)).Files);
            Assert.Equal(("withdrawn.txt", ""), (entry.Name, entry.Withdrawal?.Reason));
            (await restored.DownloadsAsync(request, withdrawn)).AssertRefused("file.withdrawn");
            Assert.Equal(
                0,
                await restored.Story.DatabaseAsync(database =>
                    database.Set<AttachmentChunk>().CountAsync(chunk => chunk.AttachmentId == removed || chunk.AttachmentId == withdrawn)
                )
            );
        }
    }

    [Fact]
    public async Task A_restored_backup_opens_data_subject_requests()
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.AuthorityInAsync("ES")).EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var subject = (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access)).Result();
        await BackUpAsync("content", "keys");
        var restored = await RestoredAsync("restored", "content", "keys", officer);
        Assert.False((await SubjectRequestStories.ShowAsync(restored, subject))!.IsContentLost);
    }

    [Fact]
    public async Task A_restored_backup_gives_former_users_no_access()
    {
        var story = await platform.BeginAsync();
        var (person, other) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var administrator = await person.Office.EmploysAsync(Role.Administrator);
        await BackUpAsync("content", "keys");
        (await FormerUserStories.EndsAsync(administrator, person, EndReason.Misuse)).Result();

        var restored = (await RestoredAsync("restored", "content", "keys", other, platform.Database.Settings.LedgerPath)).Story;
        Assert.Null(await restored.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(person.Id, stop)));
        Assert.NotNull(await restored.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(other.Id, stop)));
    }

    [Fact]
    public async Task Mismatched_backup_parts_are_refused_and_the_folder_remains_empty()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        await carmen.SendsAsync(andreas.Office);
        await BackUpAsync("content", "keys");
        CopyFolder("keys", "older-keys");
        await carmen.SendsAsync(andreas.Office);
        await BackUpAsync("newer-content", "keys");

        await AssertRefusedAsync("content", "content", "holds the content half of a backup, but the keys half is expected");
        await AssertRefusedAsync("nowhere", "keys", "holds no complete backup");
        await AssertRefusedAsync("newer-content", "older-keys", "1 of the content's");
        await AssertRefusedAsync("content", "keys", "There is no ledger", ledger: "nowhere.log");
        CopyFolder("content", "damaged");
        await using (var file = File.OpenWrite(System.IO.Path.Combine(Path("damaged"), "imi.db")))
        {
            file.Position = 5_000;
            file.WriteByte(0xAA);
        }

        await AssertRefusedAsync("damaged", "keys", "is damaged");
        CopyFolder("keys", "foreign-keys");
        var manifest = System.IO.Path.Combine(Path("foreign-keys"), "manifest.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest)).Replace("\"origin\": \"", "\"origin\": \"other", StringComparison.Ordinal)
        );
        await AssertRefusedAsync("content", "foreign-keys", "belong to different installations");

        var accepted = await RestoreAsync("accepted", new RestoreOrder(Path("newer-content"), Path("older-keys"), AcceptsLoss: true));
        Assert.Equal(1, accepted.Lost);
        var occupied = await Assert.ThrowsAsync<ConfigurationProblem>(() => RestoreAsync("accepted", new RestoreOrder(Path("content"), Path("keys"))));
        Assert.Contains("is not empty", occupied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_requires_two_separate_empty_folders()
    {
        await platform.BeginAsync();
        await BackUpAsync("content", "keys");
        await AssertFailsAsync("content", "keys", "is not empty");
        await AssertFailsAsync("fresh", "fresh", "kept apart");
        await AssertFailsAsync(System.IO.Path.Combine("keys", "below"), "keys", "kept apart");
        Directory.CreateDirectory(Path("letters"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(Path("letters"), "letter.txt"), "Dear Eleni");
        await AssertFailsAsync("fresh", "letters", "no earlier backup of the keys");

        async Task AssertFailsAsync(string content, string keys, string message) =>
            Assert.Contains(message, (await Assert.ThrowsAsync<ConfigurationProblem>(() => BackUpAsync(content, keys))).Message, StringComparison.Ordinal);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private Task BackUpAsync(string content, string keys) =>
        Backup.MakeAsync(platform.Database.Settings, Path(content), Path(keys), TimeProvider.System, null, CancellationToken.None);

    private void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(Path(to));
        foreach (var file in Directory.GetFiles(Path(from)))
            File.Copy(file, System.IO.Path.Combine(Path(to), System.IO.Path.GetFileName(file)));
    }

    private async Task<RestoreReport> RestoreAsync(string folder, RestoreOrder order)
    {
        var (composition, services) = platform.Compose(DatabaseSettings.Embedded(Path(folder)));
        await using (services)
            return await Restore.RunAsync(composition, services, order, CancellationToken.None);
    }

    private async Task<Officer> RestoredAsync(string folder, string content, string keys, Officer officer, string? ledger = null)
    {
        await RestoreAsync(folder, new RestoreOrder(Path(content), Path(keys), ledger));
        return officer.On(platform.On(platform.Compose(DatabaseSettings.Embedded(Path(folder))).Services));
    }

    private async Task AssertRefusedAsync(string content, string keys, string message, string? ledger = null)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationProblem>(() => RestoreAsync("new", new RestoreOrder(Path(content), Path(keys), ledger)));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path("new")) && Directory.EnumerateFiles(Path("new"), "*", SearchOption.AllDirectories).Any());
    }
}
