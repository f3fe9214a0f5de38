using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The set-up of authorities in a module: competences, central authority and allocation.</summary>
public abstract class SetupStories(Platform platform)
{
    private static readonly SetupSetting Nothing = new(false, false, new HashSet<string>());

    [SkippableFact]
    public async Task The_administrator_sets_competences_and_the_coordinator_the_central_authority()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var office = await story.AuthorityInAsync("IT");
        var own = await office.EmploysAsync(Role.Administrator);
        var violins = Nothing with { Keywords = new HashSet<string> { "musical-instruments" } };

        (await SetAsync(story, office, violins, own)).AssertDone();
        (await SetAsync(story, office, violins with { IsCentral = true }, own)).AssertNotFound();
        (await SetAsync(story, office, Nothing with { Keywords = new HashSet<string> { "umbrellas" } }, own)).AssertNotFound();
        (await SetAsync(story, office, violins, await office.EmploysAsync(Role.Handler))).AssertNotFound();
        (await SetAsync(story, office, violins with { IsCentral = true }, coordinator)).AssertDone();
        (await SetAsync(story, office, violins with { IsCentral = true }, own)).AssertDone(); // The form changes nothing.

        var found = (await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(office.Id, stop)))!;
        Assert.True(Assert.Single(found.Setups).IsCentral);
        Assert.Equal(["musical-instruments"], found.Competences.Select(one => one.Keyword));
        var history = await story.CallAsync<AuthorityHistoryQuery, AuthorityHistory>(
            (reader, stop) => reader.ReadAsync(office.Id, null, withPeople: false, "en", stop)
        );
        Assert.Equal([RegistryEventKind.MadeCentral, RegistryEventKind.Competent], history.Events.Select(one => one.Kind));
        Assert.Empty(history.People);

        var second = await story.AuthorityInAsync("IT");
        Assert.Equal(
            "network.setup.central-taken",
            Assert.Single((await SetAsync(story, second, Nothing with { IsCentral = true }, coordinator)).Errors).MessageKey
        );
        (await SetAsync(story, office, violins, coordinator)).AssertDone();
        (await SetAsync(story, second, Nothing with { IsCentral = true }, coordinator)).AssertDone();
    }

    [SkippableFact]
    public async Task If_an_authority_allocates_nobody_acts_before_allocation()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var administrator = await andreas.Office.EmploysAsync(Role.Administrator);
        var allocates = Nothing with { Allocates = true };
        Assert.Equal("network.setup.no-allocator", Assert.Single((await SetAsync(story, andreas.Office, allocates, administrator)).Errors).MessageKey);
        var allocator = await andreas.Office.EmploysAsync(Role.Allocator);
        (await SetAsync(story, andreas.Office, allocates, administrator)).AssertDone();

        var request = await carmen.SendsAsync(andreas.Office);
        (await andreas.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertForbidden("access.not-allocated");
        Assert.False((await andreas.WritesAsync(request, "We are on it.")).IsDone);
        (await allocator.AllocatesAsync(request, andreas)).Result();
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.SendsAsync(carmen.Office); // Its own requests need no allocation.
    }

    private static Task<Outcome> SetAsync(Story story, Office office, SetupSetting setting, Officer by) =>
        story.CallAsync<GrantingService, Outcome>(
            (service, stop) => service.SaveAsync(office.Id, Story.Module, new GrantingChange { Setup = setting }, by.Actor, stop)
        );
}

public sealed class SqliteSetupStories(SqlitePlatform platform) : SetupStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSetupStories(PostgreSqlPlatform platform) : SetupStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSetupStories(SqlServerPlatform platform) : SetupStories(platform), IClassFixture<SqlServerPlatform>;
