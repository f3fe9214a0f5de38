using Imi.Kernel.Features.Duplicates;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A draft names what was asked already about the same address or name, only as far as the person may see it.</summary>
public abstract class DuplicateStories(Platform platform)
{
    private const string Address = "https://www.lost-violins.example/found?id=7";

    [SkippableFact]
    public async Task A_draft_names_the_exchanges_about_the_same_address_that_its_author_may_see()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var stranger = await story.HandlerInAsync("ES");
        var sent = new List<Guid>();
        for (var index = 0; index < DuplicateQuery.MostShown + 1; index++)
            sent.Add(await carmen.SendsAsync(andreas.Office, About(Address)));
        await carmen.SendsAsync(andreas.Office, About("https://www.lost-violins.example.net/"));
        await stranger.SendsAsync(andreas.Office, About(Address));

        var draft = await carmen.DraftsAsync(andreas.Office, About("http://lost-violins.example/", "Somebody Else"));
        var mention = Assert.Single((await HintAsync(carmen, draft)).Mentions);
        Assert.Equal(("lost-violins.example", true), (mention.Words, mention.HasMore));
        Assert.Equal(DuplicateQuery.MostShown, mention.Exchanges.Count);
        Assert.Subset(sent.ToHashSet(), mention.Exchanges.Select(row => row.Id).ToHashSet());

        var other = await carmen.DraftsAsync(andreas.Office, About("https://lost-violins.test/", "Nobody Known"));
        Assert.Empty((await HintAsync(carmen, other)).Mentions);
    }

    [SkippableFact]
    public async Task A_coordinator_learns_that_another_authority_of_its_country_asked_about_the_same_and_nothing_else()
    {
        var story = await platform.BeginAsync();
        var andreas = await story.HandlerInAsync("CY");
        var madrid = await story.CoordinatorInAsync("ES");
        var marta = await madrid.EmploysAsync(Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(madrid.Id, approvesRequests: true))).EmploysAsync(Role.Handler);
        var (sevilla, paris) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("FR"));
        var address = $"https://{Guid.CreateVersion7(story.Now):N}.example/";
        var request = await carmen.DraftsAsync(andreas.Office, About(address, "A Name"));
        await carmen.DoesAsync("submit", request);

        await paris.SendsAsync(andreas.Office, About(address));
        AssertNothing(await HintAsync(marta, request));

        var closed = await sevilla.SendsAsync(andreas.Office, About(address));
        await RetentionStories.CloseAsync(sevilla, andreas, closed);
        AssertNothing(await HintAsync(marta, request));

        await sevilla.SendsAsync(andreas.Office, About(address));
        var hint = await HintAsync(marta, request);
        Assert.Empty(hint.Mentions);
        Assert.Equal([new Uri(address).Host], hint.AskedAtHome);
        AssertNothing(await HintAsync(carmen, request));
    }

    private static void AssertNothing(DuplicateHint hint) => Assert.Equal((0, 0), (hint.Mentions.Count, hint.AskedAtHome.Count));

    private static Answers About(string address, string owner = "Ada Violinist") =>
        Request.Complete.With("owner", owner).With("pages", (IEnumerable<string>)[address]);

    private static async Task<DuplicateHint> HintAsync(Officer officer, Guid exchange)
    {
        var details = await officer.ReadsAsync(exchange);
        return await officer.Story.CallAsync<DuplicateQuery, DuplicateHint>((query, stop) => query.FindAsync(details, officer.Actor, stop));
    }
}

public sealed class SqliteDuplicateStories(SqlitePlatform platform) : DuplicateStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlDuplicateStories(PostgreSqlPlatform platform) : DuplicateStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerDuplicateStories(SqlServerPlatform platform) : DuplicateStories(platform), IClassFixture<SqlServerPlatform>;
