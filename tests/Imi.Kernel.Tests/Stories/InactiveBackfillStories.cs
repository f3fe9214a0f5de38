using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Kernel.Persistence;
using Imi.Kernel.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A database whose exchanges were hidden before there was a list of inactive ones gets it when it is migrated.</summary>
public abstract class InactiveBackfillStories(Platform platform)
{
    [SkippableFact]
    public async Task What_was_hidden_before_there_was_a_list_is_listed_after_the_migration_for_those_who_knew_of_it_and_once()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(coordinator.Office.Id, approvesRequests: false, approvesReplies: false, takesReferrals: true))).EmploysAsync(Role.Handler);
        var (andreas, forwarded, stranger) = (await story.HandlerInAsync("CY"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        var (request, second, open) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        await RetentionStories.CloseAsync(carmen, andreas, request);
        await RetentionStories.CloseAsync(carmen, andreas, second);
        story.ItIs(new DateOnly(2026, 9, 2));
        await story.RetentionRunsAsync();
        var now = await ViewsAsync(story, request);
        Assert.Contains("CoordinatorOfSender Inactive", now);

        // As it was then; the second was hidden after the list came.
        await story.DatabaseAsync(database => database.Participations.Where(part => part.ExchangeId == request).ExecuteUpdateAsync(change => change.SetProperty(part => part.View, InboxView.None)));
        var others = (await ViewsAsync(story, second), await ViewsAsync(story, open));
        Assert.DoesNotContain((await carmen.ListsInactiveAsync()).Items, row => row.Id == request);
        await MigrateAsync(story);

        Assert.Equal(now, await ViewsAsync(story, request));
        Assert.Equal(others, (await ViewsAsync(story, second), await ViewsAsync(story, open)));
        foreach (var officer in new List<Officer> { carmen, andreas, coordinator })
            Assert.Single((await officer.ListsInactiveAsync()).Items, row => row.Id == request);
        Assert.Empty((await stranger.ListsInactiveAsync()).Items);
        Assert.Empty((await forwarded.ListsInactiveAsync()).Items);
    }

    [SkippableFact]
    public async Task An_authority_in_two_capacities_is_listed_in_the_first_and_who_never_learned_of_a_draft_is_not()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Handler, Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Handler);
        var (sent, draft) = (await carmen.SendsAsync((await story.HandlerInAsync("CY")).Office), await carmen.DraftsAsync((await story.HandlerInAsync("CY")).Office));
        await story.DatabaseAsync(async database =>
        {
            foreach (var id in new List<Guid> { sent, draft })
            {
                database.Participations.Add(new Participation(id, carmen.Office.Id, ParticipationCapacity.CoordinatorOfSender, Story.Module));
                database.Participations.Add(new Participation(id, coordinator.Office.Id, ParticipationCapacity.FormerRecipient, Story.Module));
                await database.SaveChangesAsync();
                await database.Participations.Where(part => part.ExchangeId == id).ExecuteUpdateAsync(change => change.SetProperty(part => part.View, InboxView.None));
                await database.Exchanges.Where(exchange => exchange.Id == id).ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.Phase, Phase.Deleted));
            }

            return 0;
        });
        await MigrateAsync(story);
        Assert.Equal("CoordinatorOfSender None, FormerRecipient Inactive, Recipient Inactive, Sender Inactive", await ViewsAsync(story, sent));
        Assert.Equal("CoordinatorOfSender None, FormerRecipient None, Recipient None, Sender Inactive", await ViewsAsync(story, draft));
    }

    private static Task<int> MigrateAsync(Story story) => story.DatabaseAsync(async database =>
    {
        var names = database.Database.GetMigrations().ToList();
        var migrator = database.GetService<IMigrator>();
        await migrator.MigrateAsync(names[names.FindIndex(name => name.EndsWith("_InactiveBackfill", StringComparison.Ordinal)) - 1]);
        await migrator.MigrateAsync();
        return 0;
    });

    private static Task<string> ViewsAsync(Story story, Guid exchange) => story.DatabaseAsync(async database => string.Join(
        ", ",
        (await database.Participations.Where(part => part.ExchangeId == exchange).ToListAsync()).Select(part => $"{part.Capacity} {part.View}").Order(StringComparer.Ordinal)));
}

public sealed class SqliteInactiveBackfillStories(SqlitePlatform platform) : InactiveBackfillStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlInactiveBackfillStories(PostgreSqlPlatform platform) : InactiveBackfillStories(platform), IClassFixture<PostgreSqlPlatform>;
