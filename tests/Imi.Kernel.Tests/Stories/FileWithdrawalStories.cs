using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FileWithdrawal;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A wrong file is removed from a draft without a trace of its content, or withdrawn after sending with a reason that all parties see.</summary>
public abstract class FileWithdrawalStories(Platform platform)
{
    private static readonly byte[] Content = "Of another case"u8.ToArray();

    [SkippableFact]
    public async Task Removing_a_file_from_a_draft_leaves_nothing()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var draft = await carmen.DraftsAsync(andreas.Office);
        var file = (await carmen.AttachesAsync(draft, "wrong.txt", Content)).Result();
        var kept = (await carmen.AttachesAsync(draft, "right.txt", Content)).Result();

        (await andreas.RemovesAsync(draft, file)).AssertNotFound();
        (await carmen.WithdrawsAsync(draft, file, "Wrong file")).AssertRefused("file.only-removed");
        (await carmen.RemovesAsync(draft, file)).Result();
        (await carmen.RemovesAsync(draft, file)).Result();

        Assert.Equal(kept, Assert.Single((await carmen.ReadsAsync(draft)).Files).Id);
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<Attachment>().CountAsync(one => one.Id == file)));
        Assert.Equal(0, await ChunksAsync(story, file));
        Assert.Equal([LedgerAction.FileRemoved], await LedgerActionsAsync(story, file));
        await carmen.DoesAsync("send", draft);
        (await carmen.RemovesAsync(draft, kept)).AssertRefused("file.only-withdrawn");
    }

    [SkippableFact]
    public async Task After_sending_its_authority_withdraws_a_file_with_a_reason_and_the_entry_remains()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (reader, outsider) = (await carmen.Office.EmploysAsync(Role.Supervisor), await story.HandlerInAsync("EL"));
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await carmen.AttachesAsync(request, "wrong.txt", Content)).Result();

        (await outsider.WithdrawsAsync(request, file, "Wrong file")).AssertNotFound();
        (await andreas.WithdrawsAsync(request, file, "Wrong file")).AssertForbidden("access.needs-file-author");
        (await reader.WithdrawsAsync(request, file, "Wrong file")).AssertForbidden("access.needs-file-author");
        (await carmen.WithdrawsAsync(request, file, " \u200B ")).AssertInvalid("reason validation.required");
        (await carmen.WithdrawsAsync(request, file, new string('x', FileWithdrawalService.LongestReason + 1))).AssertInvalid("reason validation.too-long");
        Assert.Equal(Content, (await andreas.DownloadsAsync(request, file)).Result());
        (await carmen.WithdrawsAsync(request, file, "Wrong file")).Result();
        (await carmen.WithdrawsAsync(request, file, "Another reason")).Result();

        foreach (var party in (Officer[])[carmen, andreas])
        {
            var details = await party.ReadsAsync(request);
            var entry = Assert.Single(details.Files);
            Assert.Equal(
                ("wrong.txt", "Wrong file", carmen.Id, false),
                (entry.Name, entry.Withdrawal!.Reason, entry.Withdrawal.UserId!.Value, entry.MayTakeBack)
            );
            Assert.Equal(KernelActions.WithdrawFile, details.Timeline[^1].Action);
            (await party.DownloadsAsync(request, file)).AssertRefused("file.withdrawn");
        }

        Assert.Equal(0, await ChunksAsync(story, file));
        Assert.Equal(KernelActions.WithdrawFile, (await andreas.NoticesAsync())[0].Action);
    }

    [SkippableFact]
    public async Task Concurrent_withdrawals_withdraw_once()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var colleague = await carmen.Office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await carmen.AttachesAsync(request, "wrong.txt", Content)).Result();

        var outcomes = await Task.WhenAll(
            ((Officer[])[carmen, colleague, carmen, colleague]).Select(officer =>
                Task.Run(() => officer.WithdrawsAsync(request, file, $"Reason of {officer.Id}"))
            )
        );

        Assert.All(outcomes, outcome => Assert.Equal(file, outcome.Result()));
        var details = await andreas.ReadsAsync(request);
        var withdrawn = Assert.Single(details.Timeline, entry => entry.Action == KernelActions.WithdrawFile);
        Assert.Equal($"Reason of {withdrawn.UserId}", Assert.Single(details.Files).Withdrawal!.Reason);
        Assert.Equal([LedgerAction.FileWithdrawn], await LedgerActionsAsync(story, file));
        Assert.Single(await andreas.NoticesAsync(), notice => notice.Action == KernelActions.WithdrawFile);
    }

    private static Task<int> ChunksAsync(Story story, Guid file) =>
        story.DatabaseAsync(database => database.Set<AttachmentChunk>().CountAsync(chunk => chunk.AttachmentId == file));

    private static Task<List<LedgerAction>> LedgerActionsAsync(Story story, Guid file) =>
        story.DatabaseAsync(database => database.Set<LedgerEntry>().Where(entry => entry.ConcernedId == file).Select(entry => entry.Action).ToListAsync());
}

public sealed class SqliteFileWithdrawalStories(SqlitePlatform platform) : FileWithdrawalStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlFileWithdrawalStories(PostgreSqlPlatform platform) : FileWithdrawalStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerFileWithdrawalStories(SqlServerPlatform platform) : FileWithdrawalStories(platform), IClassFixture<SqlServerPlatform>;
