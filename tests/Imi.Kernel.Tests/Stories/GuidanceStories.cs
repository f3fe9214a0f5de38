using System.Buffers.Binary;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.GuideResults;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The guide leads from questions to a draft that is prefilled with the answers.</summary>
public abstract class GuidanceStories(Platform platform)
{
    private static readonly IReadOnlyDictionary<string, string> Warns = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["scope"] = "case",
        ["where"] = "another-country",
        ["matter"] = "lost-thing",
        ["need"] = "warn",
    };

    [SkippableFact]
    public async Task The_guide_asks_only_necessary_questions()
    {
        var story = await platform.BeginAsync();

        var first = await AtAsync(story, new Dictionary<string, string>(StringComparer.Ordinal));
        var abroad = await AtAsync(story, Warns.Where(answer => answer.Key is "scope" or "where").ToDictionary(StringComparer.Ordinal));
        var end = await AtAsync(story, new Dictionary<string, string>(Warns, StringComparer.Ordinal) { ["valuable"] = "no", ["forged"] = "x" });

        // No outcome depends on whether it is a rule here, so the guide does not ask.
        Assert.Equal(["case"], first.Question!.Answers);
        Assert.Equal(["lost-thing"], abroad.Question!.Answers);
        Assert.Equal("warning", Assert.Single(end.Ends).Outcome.Procedure);
        Assert.Equal(["scope", "where", "matter", "need"], end.Path.Select(answer => answer.Question));
    }

    [SkippableFact]
    public async Task The_platform_answers_where_no_policy_area_does()
    {
        var story = await platform.BeginAsync();

        foreach (
            var (where, outcome) in ((string, string)[])
                [("own-country", "national"), ("own-country-harming-others", "own-supervision"), ("third-country", "third-country")]
        )
        {
            var step = await AtAsync(story, new Dictionary<string, string>(StringComparer.Ordinal) { ["scope"] = "case", ["where"] = where });

            Assert.Null(step.Question);
            Assert.Equal(outcome, Assert.Single(step.Ends).Outcome.Name);
        }
    }

    [SkippableFact]
    public async Task A_draft_from_the_guide_is_prefilled_and_records_the_answers()
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.WarningAuthorityInAsync("CY", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var end = await AtAsync(story, Warns);
        var outcome = end.Ends[0].Outcome;
        var form = story.ProcedureOf(Story.Warning).Form;

        var draft = (
            await story.CallAsync<ExchangeService, Outcome<Guid>>(
                (service, stop) =>
                    service.CreateAsync(
                        new NewExchange(
                            Story.Module,
                            Story.Warning,
                            officer.Office.Id,
                            null,
                            "en",
                            ProcedureGuide.Fill(form, outcome, end.Path, "FR"),
                            ProcedureGuide.WayOf(end, outcome)
                        ),
                        officer.Actor,
                        null,
                        stop
                    )
            )
        ).Result();

        var details = await officer.ReadsAsync(draft);
        Assert.Equal("FR", details.Answers.Text("warned"));
        Assert.Equal("warning", details.Way!.Outcome);
        Assert.Equal(new WayStep("need", "warn"), details.Way.Steps[^1]);
        await officer.SavesAsync(draft, null, Request.Warning("ES"));
        Assert.Equal("warning", (await officer.ReadsAsync(draft)).Way!.Outcome);
        Assert.Null((await officer.ReadsAsync(await officer.DraftsWarningAsync(Request.Warning("ES")))).Way);
    }

    [SkippableFact]
    public async Task Results_of_the_guide_are_counted_by_day_for_policy_officers_only()
    {
        var story = await platform.BeginAsync();
        var policyOfficer = await (await story.BareAuthorityInAsync("EU")).EmploysForAllModulesAsync(Role.PolicyOfficer);
        var end = await AtAsync(story, Warns);
        var question = await AtAsync(story, Warns.Take(2).ToDictionary(StringComparer.Ordinal));
        var before = await CountsAsync(story, policyOfficer);

        foreach (var step in new[] { end, question, end })
            await story.CallAsync<GuideResultService, bool>(
                async (service, stop) =>
                {
                    await service.RecordAsync(step, stop);
                    return true;
                }
            );
        await story.CallAsync<GuideResultService, bool>(
            async (service, stop) =>
            {
                await service.RecordUnansweredAsync(question.Question!, stop);
                return true;
            }
        );

        var after = await CountsAsync(story, policyOfficer);
        Assert.Equal((2, 2), Grown(Story.Module, "warning", ""));
        Assert.Equal((1, 1), Grown("", "", "matter"));
        Assert.Equal(before!.Sum(one => one.Count) + 3, after!.Sum(one => one.Count));
        Assert.Null(await CountsAsync(story, await story.HandlerInAsync("ES")));
        Assert.True(
            await story.DatabaseAsync(async database =>
                (await database.Set<GuideResult>().ToListAsync()).TrueForAll(one => MillisecondsOf(one.Id) % TimeSpan.MillisecondsPerDay == 0)
            )
        );

        (int Year, int Recent) Grown(string module, string outcome, string unfit)
        {
            var (then, now) = (Find(before!), Find(after!));
            return (now.Count - then.Count, now.Recent - then.Recent);

            GuideResultCount Find(IReadOnlyList<GuideResultCount> counts) =>
                counts.FirstOrDefault(one => (one.Module, one.Outcome, one.Question) == (module, outcome, unfit))
                ?? new GuideResultCount(module, outcome, unfit, 0, 0);
        }
    }

    private static long MillisecondsOf(Guid id) => BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true)) >>> 16;

    private static Task<IReadOnlyList<GuideResultCount>?> CountsAsync(Story story, Officer reader) =>
        story.CallAsync<GuideResultQuery, IReadOnlyList<GuideResultCount>?>((query, stop) => query.ReadAsync(reader.Actor, stop));

    private static Task<GuideStep> AtAsync(Story story, IReadOnlyDictionary<string, string> answers) =>
        story.CallAsync<ProcedureGuide, GuideStep>((guide, _) => Task.FromResult(guide.At(answers)));
}

public sealed class SqliteGuidanceStories(SqlitePlatform platform) : GuidanceStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlGuidanceStories(PostgreSqlPlatform platform) : GuidanceStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerGuidanceStories(SqlServerPlatform platform) : GuidanceStories(platform), IClassFixture<SqlServerPlatform>;
