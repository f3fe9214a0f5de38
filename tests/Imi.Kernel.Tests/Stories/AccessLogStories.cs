using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The parties see who in their own authority opened an exchange, and nothing of the other side's.</summary>
public abstract class AccessLogStories(Platform platform)
{
    [SkippableFact]
    public async Task Each_side_sees_its_own_people_and_not_the_other_sides()
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
                (await LooksAsync(officer, request))!.Items.Select(look => (look.Way, look.Count, look.UserId))
            );
        var there = (await LooksAsync(carmen, request))!;
        Assert.Equal([("view", 1, carmen.Id)], there.Items.Select(look => (look.Way, look.Count, look.UserId)));
        Assert.Equal((carmen.Office.Id, carmen.Actor.Name), (Assert.Single(there.Authorities).Key, Assert.Single(there.People).Value));
        Assert.Null(await LooksAsync(stranger, request));
        Assert.Null(await LooksAsync(await office.EmploysAsync(Role.Administrator), request));
    }

    [SkippableFact]
    public async Task Who_is_no_longer_a_user_is_a_former_one_there_too_and_of_hidden_data_nothing_is_told()
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
        Assert.Equal(["Former user"], (await LooksAsync(eleni, request))!.People.Values);

        story.ItIs(new DateOnly(2026, 9, 2));
        await story.RetentionRunsAsync();
        Assert.Null(await LooksAsync(eleni, request));
    }

    private static Task<ExchangeAccessLog?> LooksAsync(Officer officer, Guid exchange) =>
        officer.Story.AskAsync<AccessLogQuery, ExchangeAccessLog?>((desk, stop) => desk.ReadAsync(exchange, officer.Actor, "en", stop));
}

public sealed class SqliteAccessLogStories(SqlitePlatform platform) : AccessLogStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccessLogStories(PostgreSqlPlatform platform) : AccessLogStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccessLogStories(SqlServerPlatform platform) : AccessLogStories(platform), IClassFixture<SqlServerPlatform>;
