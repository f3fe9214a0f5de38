using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A search finds the right authority and shows the reason.</summary>
public abstract class FindingStories(Platform platform)
{
    [SkippableFact]
    public async Task An_authority_is_found_by_its_competence_in_any_language_with_the_reason()
    {
        var story = await platform.BeginAsync();
        var (coordinator, luthier, general) = (await story.CoordinatorInAsync("PL"), await story.AuthorityInAsync("PL"), await story.AuthorityInAsync("PL"));
        await NamedAsync(story, luthier, "Biuro Skrzypiec", "Violin bureau", authority => authority.SetUp(Story.Module, false, false, ["musical-instruments"]));
        await NamedAsync(
            story,
            general,
            "Centralne Biuro Rzeczy Znalezionych",
            "Central found property bureau",
            authority => authority.SetUp(Story.Module, true, false, [])
        );
        var inPoland = new AuthorityFilter
        {
            Country = "PL",
            Module = Story.Module,
            Procedure = Story.Procedure,
            Capacity = Capacity.Recipient,
        };

        foreach (var words in (string[])["musical", "INSTRUMENTOS", "instrumentos polonia", "Πολωνία instrument"])
        {
            var found = await FindAsync(story, inPoland with { Search = words });
            Assert.Equal([luthier.Id], Ids(found));
            Assert.Equal((MatchReasonKind.Competent, "musical-instruments"), (found.Found[0].Reasons[0].Kind, found.Found[0].Reasons[0].Value));
            Assert.Equal(general.Id, found.Central!.Authority.Id);
            Assert.Equal([coordinator.Id], found.Coordinators.Select(one => one.Id));
        }

        Assert.Equal([luthier.Id], Ids(await FindAsync(story, inPoland with { Keyword = "musical-instruments" })));
        var nobody = await FindAsync(story, inPoland with { Keyword = "luggage" });
        Assert.Empty(nobody.Found);
        Assert.Equal(general.Id, nobody.Central!.Authority.Id);
        Assert.Equal([general.Id, luthier.Id], Ids(await FindAsync(story, inPoland))); // Without criteria, the central authority comes first.
    }

    [SkippableFact]
    public async Task Names_that_begin_with_the_words_rank_before_names_that_contain_them()
    {
        var story = await platform.BeginAsync();
        var (holds, begins, other) = (await story.AuthorityInAsync("DE"), await story.AuthorityInAsync("DE"), await story.AuthorityInAsync("DE"));
        await NamedAsync(story, holds, "Amt für Schirme und Stöcke", "Umbrella office");
        await NamedAsync(story, begins, "Schirmverwaltung", "Administration of umbrellas");
        await NamedAsync(story, other, "Gepäckamt", "Luggage office");
        var found = await FindAsync(story, new AuthorityFilter { Country = "DE", Search = "schirm" });
        Assert.Equal(
            [(begins.Id, MatchReasonKind.NameBegins), (holds.Id, MatchReasonKind.NameContains)],
            found.Found.Select(one => (one.Authority.Id, one.Reasons[0].Kind))
        );
    }

    [SkippableFact]
    public async Task An_authority_is_found_despite_typing_errors_and_by_its_initials()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("FR");
        await NamedAsync(story, office, "Direction générale des parapluies et des ombrelles royales", "Umbrella directorate");
        foreach (
            var (typed, reason) in (IEnumerable<(string, MatchReasonKind)>)
                [
                    ("parapluise", MatchReasonKind.NameAlike),
                    ("ombreles", MatchReasonKind.NameAlike),
                    ("direction parapuies", MatchReasonKind.NameAlike),
                    ("DGPOR", MatchReasonKind.Initials),
                ]
        )
        {
            var found = await FindAsync(story, new AuthorityFilter { Country = "FR", Search = typed });
            Assert.Equal((typed, office.Id, reason), (typed, Assert.Single(found.Found).Authority.Id, found.Found[0].Reasons[0].Kind));
            Assert.Equal((1, false), (found.Total, found.IsMore));
        }

        Assert.Empty((await FindAsync(story, new AuthorityFilter { Country = "FR", Search = "parkplatz" })).Found);
    }

    [SkippableFact]
    public async Task Authorities_are_sorted_by_the_name_of_their_country_in_the_readers_language()
    {
        var story = await platform.BeginAsync();
        foreach (var country in (string[])["CY", "FR", "IT"])
            await NamedAsync(story, await story.AuthorityInAsync(country), "Zollmuseum", "Museum of dutyfree");
        Assert.Equal(
            ["FR", "IT", "CY"],
            (await FindAsync(story, new AuthorityFilter { Search = "dutyfree", Language = "de" })).Found.Select(one => one.Authority.Country)
        ); // Frankreich, Italien, Zypern
        Assert.Equal(
            ["CY", "FR", "IT"],
            (await FindAsync(story, new AuthorityFilter { Search = "dutyfree", Language = "en" })).Found.Select(one => one.Authority.Country)
        ); // Cyprus, France, Italy
    }

    [SkippableFact]
    public async Task An_authority_is_found_by_any_name_of_its_region()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("IT");
        await story.DatabaseAsync(async database =>
        {
            if (!await database.Set<Region>().AnyAsync(region => region.Code == "ITI1"))
                database.Set<Region>().Add(new Region("ITI1", "IT", [new("it", "Toscana"), new("en", "Tuscany")]));
            return await database.SaveChangesAsync();
        });
        await NamedAsync(story, office, "Ufficio oggetti smarriti", "Lost items", authority => authority.In("ITI1"));
        var found = await FindAsync(story, new AuthorityFilter { Search = "smarriti tuscany" });
        Assert.Equal(office.Id, Assert.Single(found.Found).Authority.Id);
        Assert.Contains(found.Found[0].Reasons, reason => reason is { Kind: MatchReasonKind.Region, Value: "ITI1" });
        Assert.Contains(office.Id, Ids(await FindAsync(story, new AuthorityFilter { Country = "IT", Region = "ITI1" })));
    }

    [SkippableFact]
    public async Task Forwarding_lists_the_central_authority_first_and_then_the_own_region()
    {
        var story = await platform.BeginAsync();
        var (far, near, central) = (await story.AuthorityInAsync("EL"), await story.AuthorityInAsync("EL"), await story.AuthorityInAsync("EL"));
        await story.DatabaseAsync(database =>
        {
            database.Set<Region>().Add(new Region("EL30", "EL", [new("el", "Αττική")]));
            return database.SaveChangesAsync();
        });
        await NamedAsync(story, far, "Anderes Amt", "Another office");
        await NamedAsync(story, near, "Nahes Amt", "Near office", authority => authority.In("EL30"));
        await NamedAsync(story, central, "Zentrales Amt", "Central office", authority => authority.SetUp(Story.Module, true, false, []));
        var found = await FindAsync(
            story,
            new AuthorityFilter
            {
                Country = "EL",
                Module = Story.Module,
                Capacity = Capacity.Recipient,
                NearRegion = "EL30",
            }
        );
        Assert.Equal([central.Id, near.Id, far.Id], Ids(found));
    }

    [SkippableFact]
    public async Task A_forwarded_request_counts_from_the_day_on_which_the_last_recipient_got_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, maria) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("CY"));
        for (var request = 0; request < ReplyTime.FewestAnswers; request++)
        {
            story.SetDate(new DateOnly(2026, 3, 2));
            var sent = await carmen.SendsAsync(andreas.Office);
            story.SetDate(new DateOnly(2026, 3, 20));
            await andreas.DoesAsync("forward", sent, Request.To(maria.Office));
            await maria.DoesAsync("accept", sent, Request.ReplyBy(Request.WantedBy));
            story.SetDate(new DateOnly(2026, 3, 24));
            await maria.DoesAsync("reply", sent, Request.Found);
        }

        await story.CallAsync<ReplyTimeService, int>((service, stop) => service.ComputeAsync(stop));
        var usual = await story.CallAsync<ReplyTimeQuery, ReplyTime?>((query, stop) => query.OfAsync(maria.Office.Id, Story.Module, Story.Procedure, stop));
        Assert.Equal((5, 4, 4, 4), (usual!.Answers, usual.MedianDays, usual.FastDays, usual.SlowDays));
        Assert.Null(await story.CallAsync<ReplyTimeQuery, ReplyTime?>((query, stop) => query.OfAsync(andreas.Office.Id, Story.Module, Story.Procedure, stop)));
    }

    [SkippableFact]
    public async Task The_usual_reply_time_is_the_median_of_at_least_five_replies_in_a_year()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var query = new AuthorityFilter
        {
            Country = "CY",
            Module = Story.Module,
            Search = $"{andreas.Office.Id:N}",
        };
        var day = new DateOnly(2026, 3, 2);
        foreach (var days in (int[])[1, 2, 30, 40, 3])
        {
            await story.CallAsync<ReplyTimeService, int>((service, stop) => service.ComputeAsync(stop));
            Assert.NotEqual(true, (await FindAsync(story, query)).Found[0].Replies?.IsKnown);
            story.SetDate(day);
            var request = await carmen.SendsAsync(andreas.Office);
            await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
            story.SetDate(day.AddDays(days));
            await andreas.DoesAsync("reply", request, Request.Found);
        }

        await story.CallAsync<ReplyTimeService, int>((service, stop) => service.ComputeAsync(stop));
        var known = (await FindAsync(story, query)).Found[0].Replies!;
        Assert.Equal((true, 5, 3, 1, 40), (known.IsKnown, known.Answers, known.MedianDays, known.FastDays, known.SlowDays));
        Assert.True((await FindAsync(story, query with { Procedure = Story.Procedure, Capacity = Capacity.Recipient })).Found[0].Replies?.IsKnown);
        Assert.NotEqual(true, (await FindAsync(story, query with { Procedure = Story.Warning })).Found.FirstOrDefault()?.Replies?.IsKnown);
        Assert.Equal(0, await story.CallAsync<ReplyTimeService, int>((service, stop) => service.ComputeAsync(stop)));
        story.SetDate(day.AddYears(2));
        Assert.NotEqual(0, await story.CallAsync<ReplyTimeService, int>((service, stop) => service.ComputeAsync(stop)));
        Assert.NotEqual(true, (await FindAsync(story, query)).Found[0].Replies?.IsKnown);
    }

    [SkippableFact]
    public async Task A_search_is_paged_and_runs_a_constant_number_of_statements()
    {
        var story = await platform.BeginAsync();
        var few = new AuthorityFilter
        {
            Country = "FR",
            Module = Story.Module,
            Search = "Fundbüro",
        };
        await story.BareAuthorityInAsync("FR");
        var one = await story.AuthorityInAsync("FR");
        await NamedAsync(story, one, "Fundbüro 0", "Lost 0");
        var before = await StatementCounter.CountAsync(() => FindAsync(story, few));
        await story.DatabaseAsync(async database =>
        {
            foreach (var number in Enumerable.Range(1, 300))
            {
                var id = Guid.CreateVersion7(Platform.Beginning);
                database
                    .Set<Authority>()
                    .Add(
                        new Authority(id, $"many-{id:N}", "FR", AuthorityKind.CompetentAuthority, $"Lost {number}", ["fr"])
                            .Named("fr", $"Fundbüro {number}")
                            .Grant(new Mandate(Story.Module, Story.Procedure, Capacity.Recipient))
                            .SetUp(Story.Module, false, false, ["luggage"])
                    );
            }

            return await database.SaveChangesAsync();
        });
        Assert.Equal(before, await StatementCounter.CountAsync(() => FindAsync(story, few)));
        Assert.InRange(before, 1, 12);

        var seen = new HashSet<Guid>();
        for (int? skip = 0; skip is { } so; )
        {
            var page = await FindAsync(story, few with { Skip = so });
            Assert.All(page.Found, found => Assert.True(seen.Add(found.Authority.Id)));
            skip = page.Next;
        }

        Assert.Equal(301, seen.Count);
    }

    private static Task<AuthoritySearchResult> FindAsync(Story story, AuthorityFilter query) =>
        story.CallAsync<AuthoritySearch, AuthoritySearchResult>((finding, stop) => finding.FindAsync(query, stop));

    private static IEnumerable<Guid> Ids(AuthoritySearchResult found) => found.Found.Select(one => one.Authority.Id);

    private static Task NamedAsync(Story story, Office office, string name, string title, Action<Authority>? also = null) =>
        story.DatabaseAsync(async database =>
        {
            var authority = await database
                .Set<Authority>()
                .Include(one => one.Names)
                .Include(one => one.Setups)
                .Include(one => one.Competences)
                .FirstAsync(one => one.Id == office.Id);
            authority.Named(authority.Country.ToLowerInvariant(), name).Named("en", title);
            also?.Invoke(authority);
            return await database.SaveChangesAsync();
        });
}

public sealed class SqliteFindingStories(SqlitePlatform platform) : FindingStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlFindingStories(PostgreSqlPlatform platform) : FindingStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerFindingStories(SqlServerPlatform platform) : FindingStories(platform), IClassFixture<SqlServerPlatform>;
