using Imi.Kernel.Features.PersonalDataReports;

namespace Imi.Kernel.Tests.Stories;

public abstract class ProcessingStories(Platform platform)
{
    [SkippableFact]
    public async Task The_report_lists_each_processing_with_time_person_and_purpose()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var (request, other) = (await carmen.SendsAsync(andreas.Office), await carmen.SendsAsync(andreas.Office));
        await andreas.ReadsAsync(request);
        (await andreas.WritesAsync(request, "Which platform?")).Result();
        await andreas.ReadsAsync(other);

        var ofExchange = await ReadAsync(story, new ProcessingQuestion { Exchange = request });
        Assert.Equal(["create", "send", "view", "message"], ofExchange.Select(one => one.What));
        var number = ofExchange[0].Exchange;
        Assert.StartsWith("LOST", number, StringComparison.Ordinal);
        var view = ofExchange[2];
        Assert.Equal(($"user-{andreas.Id:N}", number), (view.By, view.Exchange));
        Assert.Contains("(", view.Purpose, StringComparison.Ordinal);

        // The request contains no email address, so none was shown.
        Assert.Equal(["Owner", "Engraving"], view.Data);
        Assert.Equal(["the text of a message"], ofExchange[3].Data);
        Assert.DoesNotContain(ofExchange, one => one.Detail.Contains("Which platform?", StringComparison.Ordinal));

        var byAndreas = await ReadAsync(story, new ProcessingQuestion { Person = andreas.Id });
        Assert.Equal(["view", "message", "view"], byAndreas.Select(one => one.What));

        var day = DateOnly.FromDateTime(Platform.Beginning.UtcDateTime);
        var ofThatDay = await ReadAsync(story, new ProcessingQuestion { From = day, To = day });
        Assert.Superset(ofExchange.Select(one => one.Sequence).ToHashSet(), ofThatDay.Select(one => one.Sequence).ToHashSet());
        Assert.Empty(await ReadAsync(story, new ProcessingQuestion { From = day.AddDays(-9), To = day.AddDays(-1) }));
        Assert.Empty(await ReadAsync(story, new ProcessingQuestion { Exchange = request, From = day.AddDays(1) }));
    }

    private static Task<List<Processing>> ReadAsync(Story story, ProcessingQuestion question) =>
        story.CallAsync<ProcessingReportQuery, List<Processing>>(async (query, stop) => await query.ReadAsync(question, stop).ToListAsync(stop));
}

public sealed class SqliteProcessingStories(SqlitePlatform platform) : ProcessingStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlProcessingStories(PostgreSqlPlatform platform) : ProcessingStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerProcessingStories(SqlServerPlatform platform) : ProcessingStories(platform), IClassFixture<SqlServerPlatform>;
