using Imi.Kernel.Features.DueCalendar;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A person's calendar has the last days of what the person has to do, and nothing of others.</summary>
public abstract class CalendarStories(Platform platform)
{
    [SkippableFact]
    public async Task The_calendar_has_what_the_person_has_to_do_and_loses_what_is_done_or_assigned_to_others()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var (andreas, maria, alexis, reader) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Allocator),
            await office.EmploysAsync(Role.Supervisor)
        );
        var (one, two) = (await carmen.SendsAsync(office), await carmen.SendsAsync(office));
        await carmen.DraftsAsync(office);

        var days = await DaysAsync(andreas);
        Assert.Equal(new[] { one, two }.Order(), days.Select(day => day.ExchangeId).Order());
        Assert.All(days, day => Assert.Equal((new DateOnly(2026, 3, 9), "", "sent"), (day.Day, day.Task, day.State)));
        Assert.Empty(await DaysAsync(carmen));
        Assert.Empty(await DaysAsync(reader));

        (await alexis.AllocatesAsync(one, maria)).Result();
        Assert.Equal([two], (await DaysAsync(andreas)).Select(day => day.ExchangeId));
        Assert.Equal(2, (await DaysAsync(maria)).Count);
        await maria.DoesAsync("accept", one, Request.ReplyBy("2026-04-10"));
        Assert.Equal([(two, new DateOnly(2026, 3, 9))], (await DaysAsync(andreas)).Select(day => (day.ExchangeId, day.Day)));
        Assert.Equal([(one, "date-proposal")], (await DaysAsync(carmen)).Select(day => (day.ExchangeId, day.Task)));
    }

    [SkippableFact]
    public async Task An_address_belongs_to_one_person_and_ends_with_the_next_one_or_when_it_is_removed()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var first = await MakeAsync(carmen);
        Assert.Equal(carmen.Id, (await OwnerAsync(story, first))!.Value.Person);
        Assert.False(await story.DatabaseAsync(database => database.Set<CalendarAddress>().AnyAsync(one => one.Hash == first)));

        var second = await MakeAsync(carmen);
        Assert.Null(await OwnerAsync(story, first));
        Assert.NotNull(await OwnerAsync(story, second));
        Assert.Null(await OwnerAsync(story, ""));
        await story.CallAsync<CalendarService, bool>(
            async (service, stop) =>
            {
                await service.RemoveAsync(carmen.Id, stop);
                return true;
            }
        );
        Assert.Null(await OwnerAsync(story, second));
    }

    private static Task<IReadOnlyList<DueDay>> DaysAsync(Officer officer) =>
        officer.Story.CallAsync<CalendarService, IReadOnlyList<DueDay>>((service, stop) => service.DaysAsync(officer.Id, stop));

    private static Task<string> MakeAsync(Officer officer) =>
        officer.Story.CallAsync<CalendarService, string>((service, stop) => service.MakeAsync(officer.Id, stop));

    private static Task<(Guid Person, string Language)?> OwnerAsync(Story story, string secret) =>
        story.CallAsync<CalendarService, (Guid, string)?>((service, stop) => service.OwnerAsync(secret, stop));
}

public sealed class SqliteCalendarStories(SqlitePlatform platform) : CalendarStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlCalendarStories(PostgreSqlPlatform platform) : CalendarStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerCalendarStories(SqlServerPlatform platform) : CalendarStories(platform), IClassFixture<SqlServerPlatform>;
