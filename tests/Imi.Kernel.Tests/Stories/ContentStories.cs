using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Modules.Contracts;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class ContentStories(Platform platform)
{
    /// <summary>Right-to-left text with marks and digits, composed and decomposed characters, a multi-part emoji and joiners.</summary>
    public static TheoryData<string> Scripts =>
        ["\u202Bשָׁלוֹם\u202C ١٢٣ السلام عليكم\u200F", "cafe\u0301 and caf\u00E9, q\u0307\u0323, Ω (\u2126), ά (\u03B1\u0301)", "👩‍👩‍👧‍👦 क्‍ष 𝒳"];

    [SkippableTheory]
    [MemberData(nameof(Scripts))]
    public async Task A_text_arrives_byte_for_byte_in_composed_form(string written)
    {
        var text = written.Normalize(); // Texts are stored in NFC (decision 34).
        var line = string.Concat(text.Where(sign => sign is not ('\u202B' or '\u202C' or '\u200F'))); // These characters are removed from single-line texts.
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", line).With("notes", $"{written}\n\t{written}"));
        (await carmen.WritesAsync(request, written)).Result();
        var arrived = await andreas.ReadsAsync(request);
        Assert.Equal(Bytes(line), Bytes(arrived.Answers.Text("owner")));
        Assert.Equal(Bytes($"{text}\n\t{text}"), Bytes(arrived.Answers.Text("notes")));
        Assert.Equal(Bytes(text), Bytes(Assert.Single(arrived.Messages).Text));
        Assert.Equal(line, arrived.About);

        static string Bytes(string one) => Convert.ToHexString(Encoding.UTF8.GetBytes(one));
    }

    [SkippableFact]
    public async Task A_wrong_link_can_be_removed()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (first, second) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        (await carmen.LinksAsync(first, (await carmen.ReadsAsync(second)).Exchange.Number!)).Result();
        (await (await story.HandlerInAsync("EL")).UnlinksAsync(first, second)).AssertNotFound();
        (await andreas.UnlinksAsync(second, first)).Result();
        Assert.Empty((await carmen.ReadsAsync(first)).Links);
        Assert.Equal(KernelActions.Unlink, (await carmen.ReadsAsync(second)).Timeline[^1].Action);
        (await carmen.UnlinksAsync(first, second)).AssertNotFound();
    }

    [SkippableFact]
    public async Task A_text_has_at_most_100000_characters()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var longest = string.Concat(Enumerable.Range(0, 10_000).Select(number => $"{number:D8}ε\n"))[..99_999] + "!";
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("story", longest));
        Assert.Equal(longest, (await andreas.ReadsAsync(request)).Answers.Text("story"));
        var draft = await carmen.DraftsAsync(andreas.Office, Request.Complete.With("story", longest + "!"));
        (await carmen.TriesAsync("send", draft)).AssertInvalid("story validation.too-long");
        Assert.Equal(100_001, (await carmen.ReadsAsync(draft)).Answers.Text("story").Length);
    }

    [SkippableFact]
    public async Task The_database_holds_no_content_in_plain_text()
    {
        const string Secret = "Xanthippe";
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", Secret).With("notes", Secret));
        (await carmen.WritesAsync(request, Secret)).Result();
        (await carmen.AttachesAsync(request, $"{Secret}.txt", Encoding.UTF8.GetBytes(Secret))).Result();
        (await carmen.LinksAsync(request, Secret)).AssertInvalid("number exchange.link-not-found");
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy).With("reason", Secret));
        await carmen.ReadsAsync(request);
        Assert.Equal(Secret, (await andreas.ReadsAsync(request)).About);
        var everything = await BytesOfAsync(story);
        Assert.True(everything.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Story.Module)) > 0, "Not all was looked through.");
        Assert.Equal(-1, everything.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)));
    }

    [SkippableFact]
    public async Task A_file_is_typed_by_its_content_and_downloaded_unchanged()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        byte[] pdf = [.. "%PDF-1.7\n"u8, .. RandomNumberGenerator.GetBytes((2 * AttachmentStore.ChunkLength) + 3)];
        var file = (await carmen.AttachesAsync(request, "C:\\scans\\Ticket.PDF", pdf, key: "ticket")).Result();
        (await carmen.AttachesAsync(request, "C:\\scans\\Ticket.PDF", pdf, key: "ticket")).Result();
        (await carmen.AttachesAsync(request, "ticket.pdf", [0x4D, 0x5A, 0x90, 0x00, 0x03])).AssertInvalid("file file.kind-not-taken");
        (await carmen.AttachesAsync(request, "ticket.png", pdf)).AssertInvalid("file file.not-what-its-name-says");
        (await carmen.AttachesAsync(request, "ticket.pdf", [])).AssertInvalid("file file.empty");
        (await carmen.AttachesAsync(request, "ticket.pdf", [.. pdf, .. new byte[AttachmentStore.LargestFile]])).AssertInvalid("file file.too-large");

        var arrived = Assert.Single((await andreas.ReadsAsync(request)).Files);
        Assert.Equal((file, "Ticket.PDF", "application/pdf", (long)pdf.Length), (arrived.Id, arrived.Name, arrived.ContentType, arrived.Size));
        Assert.Equal(pdf, (await andreas.DownloadsAsync(request, file)).Result());
        Assert.Equal(1, await story.DatabaseAsync(database => database.Set<Attachment>().CountAsync(one => one.ExchangeId == request)));
    }

    [SkippableFact]
    public async Task An_incomplete_upload_is_invisible()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        await story.DatabaseAsync(database =>
            database.Set<Attachment>().Where(one => one.Id == file).ExecuteUpdateAsync(change => change.SetProperty(one => one.IsComplete, false))
        );
        Assert.Empty((await andreas.ReadsAsync(request)).Files);
        (await andreas.DownloadsAsync(request, file)).AssertNotFound();
        var later = Platform.Beginning.UtcDateTime.AddDays(1);
        Assert.Equal(1, await story.CallAsync<AttachmentStore, int>((store, stop) => store.RemoveIncompleteAsync(later, stop)));
        Assert.False(await story.DatabaseAsync(database => database.Set<AttachmentChunk>().AnyAsync(one => one.AttachmentId == file)));
    }

    [SkippableFact]
    public async Task Every_access_and_action_is_in_the_journal()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.DraftsAsync(andreas.Office);
        (await carmen.SavesAsync(request, andreas.Office, Request.Complete)).Result();
        await carmen.DoesAsync("send", request);
        await andreas.ReadsAsync(request);
        (await andreas.TriesAsync("close", request)).AssertForbidden("access.needs-role.handler");
        (await carmen.WritesAsync(request, "Hello")).Result();
        var file = (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        (await andreas.DownloadsAsync(request, file)).Result();
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));

        var entries = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.ExchangeId == request).OrderBy(entry => entry.Sequence).ToListAsync()
        );
        Assert.Equal(
            [
                (carmen.Id, "create", ">draft"),
                (carmen.Id, "save-draft", ""),
                (carmen.Id, "do:send", "draft>sent"),
                (andreas.Id, "view", "Full"),
                (carmen.Id, "message", "sent>sent"),
                (carmen.Id, "attach", "sent>sent"),
                (andreas.Id, "download", file.ToString()),
                (andreas.Id, "do:accept", "sent>accepted"),
            ],
            entries.Select(entry => (entry.UserId!.Value, entry.What, entry.Detail.Split(" shown:")[0]))
        );
        Assert.True((await story.CallAsync<Journal, JournalVerdict>((journal, stop) => journal.VerifyAsync(null, stop))).IsWhole);
    }

    /// <summary>Returns all content of the database: its files, or every value of every table on a server.</summary>
    private Task<byte[]> BytesOfAsync(Story story) =>
        story.DatabaseAsync(async database =>
        {
            using var bytes = new MemoryStream();

            // An open connection prevents the removal of the database's side files.
            await database.Database.OpenConnectionAsync();
            if (platform.Database is SqliteDatabaseFixture)
            {
                foreach (var path in Directory.EnumerateFiles(platform.Database.DataDirectory, "*.db*"))
                {
                    await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    await file.CopyToAsync(bytes);
                }

                return bytes.ToArray();
            }

            foreach (var table in database.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal))
            {
                await using var command = database.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT * FROM \"{table}\"";
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    for (var column = 0; column < rows.FieldCount; column++)
                        bytes.Write(rows.GetValue(column) as byte[] ?? Encoding.UTF8.GetBytes($"{rows.GetValue(column)}\n"));
                }
            }

            return bytes.ToArray();
        });
}

public sealed class SqliteContentStories(SqlitePlatform platform) : ContentStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlContentStories(PostgreSqlPlatform platform) : ContentStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerContentStories(SqlServerPlatform platform) : ContentStories(platform), IClassFixture<SqlServerPlatform>;
