using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The simple view: who starts in it and what it shows.</summary>
public abstract class SimpleViewStories(Platform platform)
{
    private static readonly InboxFilter ToDo = new() { View = InboxView.ToDo, OnlyToDo = true };

    [SkippableFact]
    public async Task New_people_inherit_the_simple_view_of_their_authority_by_default()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var town = new AuthorityEntry
        {
            Id = Guid.CreateVersion7(),
            Country = "IT",
            Names = new Dictionary<string, string> { ["it"] = "Comune di Lampada" },
            InformalTitle = "Municipality of Lampada",
            Languages = ["it"],
            Email = "ufficio@lampada.example",
            PeopleBeginInSimpleView = true,
        };
        Assert.True(
            (
                await story.CallAsync<RegistrationService, Outcome>((service, stop) => service.RegisterAsync(town, isAnother: true, coordinator.Actor, stop))
            ).IsDone
        );

        var clerk = await AddAsync(story, town.Id, coordinator, null);
        Assert.True(clerk.HasSimpleView);
        Assert.False((await AddAsync(story, town.Id, coordinator, false)).HasSimpleView);

        (
            await story.CallAsync<UserService, Outcome>((people, stop) => people.PreferAsync(clerk.UserId, new Preferences { HasSimpleView = false }, stop))
        ).AssertDone();
        Assert.False((await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(clerk.UserId, stop)))!.HasSimpleView);
        Assert.False((await AddAsync(story, (await story.AuthorityInAsync("IT")).Id, coordinator, null)).HasSimpleView);
        Assert.True((await AddAsync(story, (await story.AuthorityInAsync("IT")).Id, coordinator, true)).HasSimpleView);
    }

    [SkippableFact]
    public async Task The_to_do_list_holds_tasks_assigned_to_the_person_or_to_nobody()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (maria, reader) = (await andreas.Office.EmploysAsync(Role.Handler), await andreas.Office.EmploysAsync(Role.Supervisor));
        var allocator = await andreas.Office.EmploysAsync(Role.Allocator);
        var (first, second) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        Assert.Equal([first, second], await IdsAsync(andreas));
        Assert.Empty(await IdsAsync(reader)); // A supervisor only reads and has no tasks.
        Assert.Empty(await IdsAsync(carmen)); // The sender waits for the reply.

        (await allocator.AllocatesAsync(first, maria)).Result();
        Assert.Equal([second], await IdsAsync(andreas));
        Assert.Equal([first, second], await IdsAsync(maria));
        Assert.NotNull(await andreas.FindsAsync(first)); // An exchange outside the list can still be opened.

        await andreas.DoesAsync("accept", second, Request.ReplyBy(Request.WantedBy));
        Assert.Equal([second], await IdsAsync(andreas));
        await andreas.DoesAsync("reply", second, Request.Found);
        Assert.Empty(await IdsAsync(andreas));
    }

    private static async Task<IEnumerable<Guid>> IdsAsync(Officer officer) => (await officer.ListsAsync(ToDo)).Items.Select(item => item.Row.Id).Order();

    private static async Task<Actor> AddAsync(Story story, Guid authority, Officer by, bool? simple)
    {
        var id = Guid.CreateVersion7();
        var person = new NewPerson(id, $"u{id:N}", "Lucia Rossi", $"{id:N}@lampada.example", "en", new HashSet<Role> { Role.Handler })
        {
            HasSimpleView = simple,
        };
        (
            await story.CallAsync<MandateService, Outcome>((service, stop) => service.AddPersonAsync(authority, Story.Module, person, by.Actor, stop))
        ).AssertDone();
        return (await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(id, stop)))!;
    }
}

public sealed class SqliteSimpleViewStories(SqlitePlatform platform) : SimpleViewStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSimpleViewStories(PostgreSqlPlatform platform) : SimpleViewStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSimpleViewStories(SqlServerPlatform platform) : SimpleViewStories(platform), IClassFixture<SqlServerPlatform>;
