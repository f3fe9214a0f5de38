using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Each party sees who in its own authority opened an exchange, but not who did so in the other.</summary>
public abstract class AccessLogStories(Platform platform)
{
    [SkippableFact]
    public async Task Each_party_sees_only_accesses_by_its_own_people()
    {
        var story = await platform.BeginAsync();
        var (carmen, office, stranger) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"), await story.HandlerInAsync("FR"));
        var (andreas, eleni) = (await office.EmploysAsync(Role.Handler), await office.EmploysAsync(Role.Supervisor));
        var request = await carmen.SendsAsync(office);
        var file = (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        await carmen.ReadsAsync(request);
        await andreas.ReadsAsync(request);
        await andreas.ReadsAsync(request);
        (await andreas.DownloadsAsync(request, file)).Result();
        await eleni.ReadsAsync(request);
        await story.CallAsync<ExchangeQuery, ExchangeDetails?>((query, stop) => query.ReadAsync(request, eleni.Actor, "en", ExchangeViews.Pdf, stop));

        foreach (var officer in new List<Officer> { andreas, eleni })
            Assert.Equal(
                [("pdf", 1, eleni.Id), ("view", 1, eleni.Id), ("download", 1, andreas.Id), ("view", 2, andreas.Id)],
                (await ReadLogAsync(officer, request))!.Items.Select(access => (access.Way, access.Count, access.UserId))
            );
        var there = (await ReadLogAsync(carmen, request))!;
        Assert.Equal([("view", 1, carmen.Id)], there.Items.Select(access => (access.Way, access.Count, access.UserId)));
        Assert.Equal((carmen.Office.Id, carmen.Actor.Name), (Assert.Single(there.Authorities).Key, Assert.Single(there.People).Value));
        Assert.Null(await ReadLogAsync(stranger, request));
        Assert.Null(await ReadLogAsync(await office.EmploysAsync(Role.Administrator), request));
    }

    [SkippableFact]
    public async Task The_access_log_anonymizes_former_users_and_ends_with_blocking()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var (andreas, eleni, sofia) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Supervisor),
            await office.EmploysAsync(Role.Administrator)
        );
        var request = await carmen.SendsAsync(office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        await andreas.ReadsAsync(request);
        (await FormerUserStories.EndsAsync(sofia, andreas, EndReason.Left)).Result();
        Assert.Equal(["Former user"], (await ReadLogAsync(eleni, request))!.People.Values);

        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        Assert.Null(await ReadLogAsync(eleni, request));
    }

    [SkippableFact]
    public async Task Readers_who_wait_for_the_journal_are_recorded_together()
    {
        const int Readers = 20;
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var andreas = await office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(office);
        var (held, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holder = story.DatabaseAsync(async database =>
        {
            await database.WriteAsync(
                async stop =>
                {
                    await database.Set<JournalHead>().ExecuteUpdateAsync(change => change.SetProperty(head => head.Hash, head => head.Hash), stop);
                    held.SetResult();
                    await released.Task;
                },
                CancellationToken.None
            );
            return true;
        });
        await held.Task;

        var log = await story.UseServicesAsync(services => Task.FromResult(services.GetRequiredService<AccessLog>()));
        var transactions = await StatementCounter.CountAsync(
            async () =>
            {
                var first = ReadAsync();
                await WaitAsync(() => log.IsWriting && log.Pending == 0);
                List<Task> readers = [first, .. Enumerable.Range(1, Readers - 1).Select(_ => ReadAsync())];
                await WaitAsync(() => log.Pending == Readers - 1);
                Assert.All(readers, reader => Assert.False(reader.IsCompleted));
                released.SetResult();
                await Task.WhenAll([holder, .. readers]);
            },
            "JournalHeads"
        );

        Assert.InRange(transactions, 1, 4);
        Assert.Equal(
            [("view", Readers, andreas.Id)],
            (await ReadLogAsync(andreas, request))!.Items.Select(access => (access.Way, access.Count, access.UserId))
        );

        Task WaitAsync(Func<bool> isTrue) =>
            Eventually.TrueAsync(TimeSpan.FromSeconds(8), () => Task.FromResult(isTrue()), () => $"{log.Pending} accesses are waiting.");

        Task ReadAsync() =>
            Task.Run(() => log.RecordAsync(new RecordedAccess(andreas.Id, office.Id, request, "view", "Full", IsRead: true), CancellationToken.None));
    }

    [SkippableFact]
    public async Task An_access_that_cannot_be_recorded_fails_alone()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var andreas = await office.EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(office);
        var log = await story.UseServicesAsync(services => Task.FromResult(services.GetRequiredService<AccessLog>()));
        var deleted = new RecordedAccess(andreas.Id, office.Id, Guid.CreateVersion7(Platform.Beginning), "view", "Full", IsRead: true);
        var fine = new RecordedAccess(andreas.Id, office.Id, request, "view", "Full", IsRead: true);

        var outcomes = await Task.WhenAll(
            new List<RecordedAccess> { fine, deleted, fine, deleted }.Select(async access =>
            {
                try
                {
                    await Task.Run(() => log.RecordAsync(access, CancellationToken.None));
                    return true;
                }
                catch (DbUpdateException)
                {
                    return false;
                }
            })
        );

        Assert.Equal([true, false, true, false], outcomes);
        Assert.Equal(2, Assert.Single((await ReadLogAsync(andreas, request))!.Items).Count);
    }

    private static Task<ExchangeAccessLog?> ReadLogAsync(Officer officer, Guid exchange) =>
        officer.Story.CallAsync<AccessLogQuery, ExchangeAccessLog?>((query, stop) => query.ReadAsync(exchange, officer.Actor, "en", stop));
}

public sealed class SqliteAccessLogStories(SqlitePlatform platform) : AccessLogStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccessLogStories(PostgreSqlPlatform platform) : AccessLogStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccessLogStories(SqlServerPlatform platform) : AccessLogStories(platform), IClassFixture<SqlServerPlatform>;
