using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Network.Access;

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

        foreach (var officer in new List<Officer> { andreas, eleni })
            Assert.Equal(
                [("view", 1, eleni.Id), ("download", 1, andreas.Id), ("view", 2, andreas.Id)],
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

    private static Task<ExchangeAccessLog?> ReadLogAsync(Officer officer, Guid exchange) =>
        officer.Story.CallAsync<AccessLogQuery, ExchangeAccessLog?>((query, stop) => query.ReadAsync(exchange, officer.Actor, "en", stop));
}

public sealed class SqliteAccessLogStories(SqlitePlatform platform) : AccessLogStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccessLogStories(PostgreSqlPlatform platform) : AccessLogStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccessLogStories(SqlServerPlatform platform) : AccessLogStories(platform), IClassFixture<SqlServerPlatform>;
