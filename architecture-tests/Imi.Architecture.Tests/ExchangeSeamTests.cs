using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>Checks that nothing outside the room of exchanges changes an exchange except through <c>ExchangeTransactions</c> (decision 46).</summary>
public class ExchangeSeamTests
{
    private const string Room = "src/Imi.Kernel/Exchanges/";

    /// <summary>Moves the warning days of many exchanges with one statement, like the sweep, which erases in the room of exchanges.</summary>
    private const string Excepted = "src/Imi.Kernel/Features/Retention/RetentionWarningService.cs";

    private const string Rows = @"Set<(Exchange|Participation|TimelineEntry|ContentDocument)>\(\)";
    private const string Arguments = @"\(((?<deep>\()|(?<-deep>\))|[^()])*(?(deep)(?!))\)";

    /// <summary>Records in the timeline, loads an exchange to change it, or changes its rows without loading it.</summary>
    private static readonly Regex[] Bypasses =
    [
        Bypass(@"\bTimelineStore\b"),
        Bypass(@"Include\(\w+ => \w+\.Participations\)"),
        Bypass($@"{Rows}\s*\.(Add|Attach|Remove|Update)"),
        Bypass($@"{Rows}(\s*\.\w+{Arguments})*?\s*\.Execute(Update|Delete)Async"),
    ];

    [Fact]
    public void Nothing_changes_an_exchange_except_through_the_seam() =>
        Assert.Empty(
            House
                .Sources("src", ".cs", ".cshtml")
                .Where(file => !file.Path.StartsWith(Room, StringComparison.Ordinal) && file.Path != Excepted)
                .SelectMany(file => Found(file.Path, file.Text))
        );

    [Theory]
    [InlineData("public sealed class ActingForService(ImiDbContext database, TimelineStore timelines)")]
    [InlineData("var exchange = await database.Set<Exchange>().Include(one => one.Participations).FirstAsync(one => one.Id == id, stop);")]
    [InlineData("database.Set<TimelineEntry>().Add(entry);")]
    [InlineData("await database\n    .Set<Exchange>()\n    .Where(one => one.Id == id)\n    .ExecuteUpdateAsync(change => change, stop);")]
    public void A_planted_change_beside_the_seam_is_found(string code) => Assert.NotEmpty(Found("src/Imi.Kernel/Features/Planted.cs", code));

    private static IEnumerable<string> Found(string path, string text) =>
        from bypass in Bypasses
        from match in bypass.Matches(text)
        select $"{path}: {match.Value}";

    private static Regex Bypass(string pattern) => new(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
