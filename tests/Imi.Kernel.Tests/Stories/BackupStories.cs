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

/// <summary>A backup from before a deletion shows nothing of what was deleted: the keys are apart, and the ledger is done again.</summary>
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
    public async Task A_backup_from_before_the_deletion_shows_nothing_with_todays_keys_and_nothing_with_yesterdays_and_the_ledger()
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

        // Before anything is deleted, the two halves are the whole.
        Assert.Equal(Request.Owner, (await (await RestoredAsync("whole", "content", "keys", carmen)).ReadsAsync(request)).About);

        story.ItIs(HideOn);
        await story.RetentionRunsAsync();
        story.ItIs(DeleteOn);
        await story.RetentionRunsAsync();
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
    public async Task A_file_that_was_taken_back_since_does_not_come_back_from_a_backup()
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
            (await restored.DownloadsAsync(request, withdrawn)).IsRefused("file.withdrawn");
            Assert.Equal(
                0,
                await restored.Story.DatabaseAsync(database =>
                    database.Set<AttachmentChunk>().CountAsync(chunk => chunk.AttachmentId == removed || chunk.AttachmentId == withdrawn)
                )
            );
        }
    }

    [Fact]
    public async Task A_restored_backup_opens_the_requests_of_data_subjects_too()
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.AuthorityInAsync("ES")).EmploysForAllModulesAsync(Role.DataProtectionOfficer);
        var subject = (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access)).Result();
        await BackUpAsync("content", "keys");
        var restored = await RestoredAsync("restored", "content", "keys", officer);
        Assert.False((await SubjectRequestStories.ShowAsync(restored, subject))!.IsContentLost);
    }

    [Fact]
    public async Task Whoever_is_no_longer_a_user_gets_no_access_back_from_a_backup()
    {
        var story = await platform.BeginAsync();
        var (person, other) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var administrator = await person.Office.EmploysAsync(Role.Administrator);
        await BackUpAsync("content", "keys");
        (await FormerUserStories.EndsAsync(administrator, person, EndReason.Misuse)).Result();

        var restored = (await RestoredAsync("restored", "content", "keys", other, platform.Database.Settings.LedgerPath)).Story;
        Assert.Null(await restored.AskAsync<UserService, Actor?>((people, stop) => people.ActorAsync(person.Id, stop)));
        Assert.NotNull(await restored.AskAsync<UserService, Actor?>((people, stop) => people.ActorAsync(other.Id, stop)));
    }

    [Fact]
    public async Task What_does_not_belong_together_is_refused_in_one_sentence_and_leaves_the_folder_empty()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        await carmen.SendsAsync(andreas.Office);
        await BackUpAsync("content", "keys");
        CopyFolder("keys", "older-keys");
        await carmen.SendsAsync(andreas.Office);
        await BackUpAsync("newer-content", "keys");

        await IsRefusedAsync("content", "content", "holds the content half of a backup, but the keys half is expected");
        await IsRefusedAsync("nowhere", "keys", "holds no complete backup");
        await IsRefusedAsync("newer-content", "older-keys", "1 of the content's");
        await IsRefusedAsync("content", "keys", "There is no ledger", ledger: "nowhere.log");
        CopyFolder("content", "damaged");
        await using (var file = File.OpenWrite(System.IO.Path.Combine(Path("damaged"), "imi.db")))
        {
            file.Position = 5_000;
            file.WriteByte(0xAA);
        }

        await IsRefusedAsync("damaged", "keys", "is damaged");
        CopyFolder("keys", "foreign-keys");
        var manifest = System.IO.Path.Combine(Path("foreign-keys"), "manifest.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest)).Replace("\"origin\": \"", "\"origin\": \"other", StringComparison.Ordinal)
        );
        await IsRefusedAsync("content", "foreign-keys", "belong to different installations");

        var accepted = await RestoreAsync("accepted", new RestoreOrder(Path("newer-content"), Path("older-keys"), AcceptsLoss: true));
        Assert.Equal(1, accepted.Lost);
        var occupied = await Assert.ThrowsAsync<ConfigurationProblem>(() => RestoreAsync("accepted", new RestoreOrder(Path("content"), Path("keys"))));
        Assert.Contains("is not empty", occupied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_goes_into_two_folders_apart_and_overwrites_nothing()
    {
        await platform.BeginAsync();
        await BackUpAsync("content", "keys");
        await CannotAsync("content", "keys", "is not empty");
        await CannotAsync("fresh", "fresh", "kept apart");
        await CannotAsync(System.IO.Path.Combine("keys", "below"), "keys", "kept apart");
        Directory.CreateDirectory(Path("letters"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(Path("letters"), "letter.txt"), "Dear Eleni");
        await CannotAsync("fresh", "letters", "something else");

        async Task CannotAsync(string content, string keys, string says) =>
            Assert.Contains(says, (await Assert.ThrowsAsync<ConfigurationProblem>(() => BackUpAsync(content, keys))).Message, StringComparison.Ordinal);
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

    private async Task IsRefusedAsync(string content, string keys, string says, string? ledger = null)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationProblem>(() => RestoreAsync("new", new RestoreOrder(Path(content), Path(keys), ledger)));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path("new")) && Directory.EnumerateFiles(Path("new"), "*", SearchOption.AllDirectories).Any());
    }
}
