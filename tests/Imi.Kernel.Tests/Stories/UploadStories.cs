using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.ModuleUploads;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Testing;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class UploadStories(Platform platform)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Platform.Beginning.Date);

    [SkippableFact]
    public async Task Every_node_notices_an_activation_or_withdrawal_within_seconds()
    {
        var story = await platform.BeginAsync();
        var officer = await PolicyOfficerAsync(story);
        var node = story.OnAnotherNode();
        await node.RefreshAsync(CancellationToken.None);
        var name = $"posting-{Guid.CreateVersion7():N}"[..20];

        var upload = await UploadAsync(story, officer, Named(name, "A"));
        await node.RefreshAsync(CancellationToken.None);
        Assert.Null(node.Find(name));
        (await ActivateAsync(story, officer, upload, Today, null)).Result();
        story.AdvanceSeconds(3);
        await node.RefreshAsync(CancellationToken.None);
        Assert.True(node.Find(name)!.TakesNewOn(Today));

        (await WithdrawAsync(story, officer, upload)).Result();
        story.AdvanceSeconds(3);
        await node.RefreshAsync(CancellationToken.None);
        Assert.True(node.Find(name)!.IsWithdrawn);
    }

    [SkippableFact]
    public async Task A_pilot_accepts_new_exchanges_only_within_its_dates()
    {
        var story = await platform.BeginAsync();
        var officer = await PolicyOfficerAsync(story);
        var node = story.OnAnotherNode();
        var name = $"pilot-{Guid.CreateVersion7():N}"[..20];
        var upload = await UploadAsync(story, officer, Named(name, "B"));

        (await ActivateAsync(story, officer, upload, Today.AddDays(5), Today.AddDays(9))).Result();
        await node.LookAsync(CancellationToken.None);

        Assert.Equal([false, true, true, false], new[] { 4, 5, 9, 10 }.Select(day => node.Find(name)!.TakesNewOn(Today.AddDays(day))));
    }

    [SkippableFact]
    public async Task An_upload_overrides_a_bundled_module_until_it_is_withdrawn()
    {
        var story = await platform.BeginAsync();
        var officer = await PolicyOfficerAsync(story);
        var files = DefinitionReader
            .FilesOf(Path.Combine(AppContext.BaseDirectory, "Stories", "modules", Story.Module))
            .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);
        files["texts/en.yaml"] = files["texts/en.yaml"].Replace("name: Lost", "name: Found and lost", StringComparison.Ordinal);
        var before = await NameAsync(story);

        var upload = await UploadAsync(story, officer, files);
        (await ActivateAsync(story, officer, upload, Today, null)).Result();
        Assert.NotEqual(before, await NameAsync(story));
        var request = await (await story.HandlerInAsync("ES")).SendsAsync(await story.AuthorityInAsync("CY"));
        (await WithdrawAsync(story, officer, upload)).Result();

        Assert.Equal(before, await NameAsync(story));
        Assert.NotEqual(Guid.Empty, request);
    }

    [SkippableFact]
    public async Task A_draft_cannot_be_sent_after_the_last_day_of_its_module()
    {
        var story = await platform.BeginAsync();
        var officer = await PolicyOfficerAsync(story);
        var files = DefinitionReader.FilesOf(Path.Combine(AppContext.BaseDirectory, "Stories", "modules", Story.Module)).ToDictionary(StringComparer.Ordinal);
        var carmen = await story.HandlerInAsync("ES");
        var draft = await carmen.DraftsAsync(await story.AuthorityInAsync("CY"));
        Assert.Null((await carmen.ReadsAsync(draft)).WhyNotSent);

        var upload = await UploadAsync(story, officer, files);
        (await ActivateAsync(story, officer, upload, Today.AddDays(-9), Today.AddDays(-1))).Result();
        try
        {
            var shown = await carmen.ReadsAsync(draft);
            Assert.Equal("exchange.module-ended", shown.WhyNotSent?.Key);
            Assert.Equal(["delete"], shown.Actions.Select(action => action.Name));
            (await carmen.TriesAsync("send", draft)).AssertRefused("exchange.module-ended");
        }
        finally
        {
            (await WithdrawAsync(story, officer, upload)).Result();
        }

        await carmen.DoesAsync("send", draft);
    }

    [SkippableFact]
    public async Task Two_modules_cannot_share_a_procedure_code()
    {
        var story = await platform.BeginAsync();
        var officer = await PolicyOfficerAsync(story);
        var files = Named($"other-{Guid.CreateVersion7():N}"[..20], "C");
        files["procedures/request.yaml"] = files["procedures/request.yaml"].Replace("code: POSTC-R", "code: LOST-W", StringComparison.Ordinal);

        var result = await story.CallAsync<ModuleUploadService, UploadResult>(
            (service, stop) => service.UploadAsync(new MemoryStream(PolicyAreas.Zip(files)), officer.Actor, stop)
        );

        Assert.Contains("LOST-W", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Each_step_is_journaled()
    {
        var story = await platform.BeginAsync();
        var officer = await PolicyOfficerAsync(story);
        var upload = await UploadAsync(story, officer, Named($"step-{Guid.CreateVersion7():N}"[..20], "D"));
        (await ActivateAsync(story, officer, upload, Today, null)).Result();
        (await WithdrawAsync(story, officer, upload)).Result();

        var journaled = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.UserId == officer.Id).OrderBy(entry => entry.Sequence).Select(entry => entry.What).ToListAsync()
        );

        Assert.Equal(["module-uploaded", "module-activated", "module-withdrawn"], journaled);
    }

    private static async Task<Officer> PolicyOfficerAsync(Story story) => await (await story.BareAuthorityInAsync("EU")).EmploysAsync(Role.PolicyOfficer);

    private static async Task<Guid> UploadAsync(Story story, Officer officer, IReadOnlyDictionary<string, string> files)
    {
        var result = await story.CallAsync<ModuleUploadService, UploadResult>(
            (service, stop) => service.UploadAsync(new MemoryStream(PolicyAreas.Zip(files)), officer.Actor, stop)
        );
        Assert.Equal([], result.Problems);
        return result.Id!.Value;
    }

    private static Task<Outcome<Guid>> ActivateAsync(Story story, Officer officer, Guid upload, DateOnly from, DateOnly? until) =>
        story.CallAsync<ModuleUploadService, Outcome<Guid>>(
            (service, stop) => service.ActivateAsync(upload, from, until, "Article 4", true, officer.Actor, stop)
        );

    private static Task<Outcome<Guid>> WithdrawAsync(Story story, Officer officer, Guid upload) =>
        story.CallAsync<ModuleUploadService, Outcome<Guid>>((service, stop) => service.WithdrawAsync(upload, officer.Actor, stop));

    private static Task<string?> NameAsync(Story story) =>
        story.CallAsync<ModuleCatalogue, string?>((catalogue, _) => Task.FromResult(catalogue.Find(Story.Module)!.Texts.Find("module.name", "en")));

    private static Dictionary<string, string> Named(string name, string code)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        files["module.yaml"] = files["module.yaml"].Replace("module: posting-of-workers", $"module: {name}", StringComparison.Ordinal);
        foreach (var procedure in (string[])["procedures/request.yaml", "procedures/alert.yaml"])
            files[procedure] = files[procedure].Replace("code: POST-", $"code: POST{code}-", StringComparison.Ordinal);
        return files;
    }
}

public sealed class SqliteUploadStories(SqlitePlatform platform) : UploadStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlUploadStories(PostgreSqlPlatform platform) : UploadStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerUploadStories(SqlServerPlatform platform) : UploadStories(platform), IClassFixture<SqlServerPlatform>;
