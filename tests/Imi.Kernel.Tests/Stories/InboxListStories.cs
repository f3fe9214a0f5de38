using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Statistics;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Xunit;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Lists of exchanges: filters with counts, both sort directions, downloads and bulk assignment.</summary>
public abstract class InboxListStories(Platform platform)
{
    [SkippableFact]
    public async Task Reversing_an_order_reverses_the_list_across_all_pages()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        for (var sent = 0; sent < 7; sent++)
            await carmen.SendsAsync(andreas.Office);
        foreach (var sort in new[] { InboxSort.Due, InboxSort.Updated })
        {
            var query = new InboxFilter
            {
                View = InboxView.Waiting,
                Sort = sort,
                PageSize = 3,
            };
            var forward = await AllAsync(carmen, query);
            Assert.Equal(7, forward.Count);
            Assert.Equal(Enumerable.Reverse(forward), await AllAsync(carmen, query with { IsReversed = true }));
        }
    }

    [SkippableFact]
    public async Task Filter_options_show_counts_under_the_other_filters()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var (andreas, marie) = (await story.HandlerInAsync("CY"), await story.HandlerInAsync("FR"));
        await carmen.SendsAsync(andreas.Office);
        await carmen.SendsAsync(marie.Office);
        await marie.DoesAsync("accept", await carmen.SendsAsync(marie.Office), Request.ReplyBy(Request.WantedBy));

        var all = new InboxFilter { View = InboxView.Waiting };
        var facets = (await story.CallAsync<InboxQuery, InboxFacets?>((inbox, stop) => inbox.FacetsAsync(all, carmen.Actor, stop)))!;
        Assert.Equal((3, 1, 2, 0), (facets.OfModule(Story.Module), facets.With("CY"), facets.With("FR"), facets.With("DE")));

        var french = (await story.CallAsync<InboxQuery, InboxFacets?>((inbox, stop) => inbox.FacetsAsync(all with { Country = "FR" }, carmen.Actor, stop)))!;
        var states = (await carmen.ListsAsync(all with { Country = "FR" })).Items.Select(item => item.Row.State).ToList();
        foreach (var state in states.Distinct())
            Assert.Equal(states.Count(other => other == state), french.InStates([state]));
        Assert.Equal(1, french.With("CY"));
    }

    [SkippableFact]
    public async Task Counts_beside_filters_agree_with_the_list_for_every_filter()
    {
        var story = await platform.BeginAsync();
        var (carmen, office) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var (andreas, maria, alexis) = (
            await office.EmploysAsync(Role.Handler, Role.Supervisor),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Allocator)
        );
        await alexis.AllocatesAsync(await carmen.SendsAsync(office), maria);
        await alexis.AllocatesAsync(await carmen.SendsAsync(office), andreas);
        var number = (await andreas.ReadsAsync(await carmen.SendsAsync(office))).Exchange.Number!;

        foreach (
            var filter in (InboxFilter[])
                [
                    new InboxFilter { OnlyToDo = true },
                    new InboxFilter { OnlyMine = true },
                    new InboxFilter { Search = number.ToLowerInvariant() },
                    new InboxFilter { Procedure = Story.Procedure },
                    new InboxFilter { Procedure = "another" },
                ]
        )
        {
            var facets = (await story.CallAsync<InboxQuery, InboxFacets?>((inbox, stop) => inbox.FacetsAsync(filter, andreas.Actor, stop)))!;
            var listed = (await andreas.ListsAsync(filter)).Items.Count;
            Assert.Equal((listed, listed), (facets.OfModule(Story.Module), facets.With("ES")));
        }
    }

    [SkippableFact]
    public async Task A_subject_from_a_choice_is_shown_in_the_readers_language()
    {
        var story = await platform.BeginAsync();
        var (carmen, coordinator) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("FR"));
        var draft = await carmen.DraftsAsync(coordinator.Office, Request.Form(("transport", "train")));

        Assert.Equal("A train", (await carmen.ReadsAsync(draft)).About);
        foreach (var (language, about) in ((string, string)[])[("en", "A train"), ("es", "Un tren")])
        {
            var page = await story.CallAsync<InboxQuery, InboxPage>(
                (inbox, stop) => inbox.ListAsync(new InboxFilter { View = InboxView.Draft }, carmen.Actor with { Language = language }, stop)
            );
            Assert.Equal(about, Assert.Single(page.Items).About);
        }
    }

    [SkippableFact]
    public async Task A_download_contains_the_whole_list_and_is_journaled()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var sent = new List<Guid> { await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office) };
        var listed = await story.CallAsync<InboxQuery, List<Guid>>(
            async (inbox, stop) =>
                await inbox
                    .ExportAsync(new InboxFilter { View = InboxView.Waiting }, carmen.Actor, stop)
                    .SelectMany(page => page.Items)
                    .Select(item => item.Row.Id)
                    .ToListAsync(stop)
        );
        Assert.Equal(sent.Order(), listed.Order());
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                Task.FromResult(database.Set<JournalEntry>().Count(entry => entry.UserId == carmen.Id && entry.What == "list-exported"))
            )
        );
    }

    [SkippableFact]
    public async Task Bulk_assignment_continues_past_exchanges_that_cannot_be_assigned()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var office = await story.AuthorityInAsync("CY");
        var (allocator, andreas) = (await office.EmploysAsync(Role.Allocator), await office.EmploysAsync(Role.Handler));
        var elsewhere = await story.HandlerInAsync("FR");
        var (first, second, foreign) = (await carmen.SendsAsync(office), await carmen.SendsAsync(office), await carmen.SendsAsync(elsewhere.Office));

        var assignees = await story.CallAsync<AllocationService, IReadOnlyList<Imi.Kernel.Network.Accounts.ImiUser>>(
            (service, stop) => service.AssigneesAsync(allocator.Actor, stop)
        );
        Assert.Equal([andreas.Id], assignees.Select(person => person.Id));
        var done = await AllocateAsync(story, allocator, andreas.Id, first, foreign, second);
        Assert.Equal([OutcomeKind.Done, OutcomeKind.NotFound, OutcomeKind.Done], done);
        Assert.All(
            (await andreas.ListsAsync(new InboxFilter { View = InboxView.ToDo, OnlyMine = true })).Items,
            item => Assert.Contains(item.Row.Id, new[] { first, second })
        );
        Assert.Equal(2, (await andreas.ListsAsync(new InboxFilter { OnlyMine = true })).Items.Count);

        // An outsider cannot be assigned, and a handler cannot allocate.
        Assert.Equal([OutcomeKind.Invalid], await AllocateAsync(story, allocator, elsewhere.Id, first));
        Assert.Equal([OutcomeKind.Forbidden], await AllocateAsync(story, andreas, andreas.Id, first));
        Assert.Empty(
            await story.CallAsync<AllocationService, IReadOnlyList<Imi.Kernel.Network.Accounts.ImiUser>>(
                (service, stop) => service.AssigneesAsync(andreas.Actor, stop)
            )
        );
    }

    [SkippableFact]
    public async Task Bulk_assignment_replaces_the_people_and_repeating_it_does_nothing()
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var office = await story.AuthorityInAsync("CY");
        var (allocator, andreas, maria) = (
            await office.EmploysAsync(Role.Allocator),
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Handler)
        );
        var (shared, single) = (await carmen.SendsAsync(office), await carmen.SendsAsync(office));
        (await allocator.AllocatesAsync(shared, andreas, maria)).Result();
        (await allocator.AllocatesAsync(single, maria)).Result();

        for (var times = 0; times < 2; times++)
            Assert.Equal([OutcomeKind.Done, OutcomeKind.Done], await AllocateAsync(story, allocator, maria.Id, shared, single));
        Assert.Equal((2, 1), (await AllocationsAsync(shared), await AllocationsAsync(single)));
        Assert.Equal([maria.Id], (await maria.ReadsAsync(shared)).Assigned.SelectMany(people => people));

        async Task<int> AllocationsAsync(Guid exchange) => (await maria.ReadsAsync(exchange)).Timeline.Count(entry => entry.Action == "allocate");
    }

    [SkippableFact]
    public async Task Only_policy_officers_see_the_activity_of_each_area()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var before = await ActivityAsync(story, await PolicyOfficerAsync(story));
        await carmen.SendsAsync(andreas.Office);
        var after = (await ActivityAsync(story, await PolicyOfficerAsync(story)))![Story.Module];
        var then = before!.GetValueOrDefault(Story.Module, AreaActivity.None);
        Assert.Equal((then.Sent + 1, then.Open + 1), (after.Sent, after.Open));
        Assert.True(after.Authorities >= 2);
        Assert.Null(await ActivityAsync(story, carmen));
    }

    private static async Task<Officer> PolicyOfficerAsync(Story story) =>
        await (await story.BareAuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer);

    private static Task<IReadOnlyDictionary<string, AreaActivity>?> ActivityAsync(Story story, Officer officer) =>
        story.CallAsync<AreaActivityQuery, IReadOnlyDictionary<string, AreaActivity>?>((reader, stop) => reader.ReadAsync(officer.Actor, stop));

    private static async Task<IEnumerable<OutcomeKind>> AllocateAsync(Story story, Officer allocator, Guid person, params Guid[] exchanges) =>
        (
            await story.CallAsync<AllocationService, IReadOnlyList<(Guid Exchange, Outcome<Guid> Outcome)>>(
                (service, stop) => service.AllocateAsync(exchanges, person, allocator.Actor, stop)
            )
        ).Select(one => one.Outcome.Kind);

    private static async Task<List<Guid>> AllAsync(Officer officer, InboxFilter query)
    {
        var found = new List<Guid>();
        for (InboxCursor? after = null; ; )
        {
            var page = await officer.ListsAsync(query with { After = after });
            found.AddRange(page.Items.Select(item => item.Row.Id));
            if ((after = page.Next) is null)
                return found;
        }
    }
}

public sealed class SqliteInboxListStories(SqlitePlatform platform) : InboxListStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlInboxListStories(PostgreSqlPlatform platform) : InboxListStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerInboxListStories(SqlServerPlatform platform) : InboxListStories(platform), IClassFixture<SqlServerPlatform>;
