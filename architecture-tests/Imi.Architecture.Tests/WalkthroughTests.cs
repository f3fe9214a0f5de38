using System.Reflection;
using System.Text.RegularExpressions;
using Imi.Kernel.Exchanges;

namespace Imi.Architecture.Tests;

/// <summary>The walk of a click in docs/walkthrough.md is true and short, and nothing outside an exchange sets its state.</summary>
public partial class WalkthroughTests
{
    private const int MostSteps = 6;
    private const int MostFiles = 12;
    private const int MostLines = 1_800;

    [Fact]
    public void A_click_is_followed_in_a_dozen_short_files() => Assert.Empty(Faults(File.ReadAllText(House.Folder("docs", "walkthrough.md"))));

    [Fact]
    public void A_planted_missing_file_is_found() =>
        Assert.Contains("src/Imi.Kernel/Nowhere.cs does not exist", Faults("| 1 | `src/Imi.Kernel/Nowhere.cs` | Nothing |\n"));

    [Fact]
    public void A_planted_step_too_many_is_found() => Assert.Contains("it takes 7 steps", Faults("| 7 | `src/Imi.Kernel/Exchanges/Exchange.cs` | Nothing |\n"));

    [Theory]
    [InlineData(typeof(Exchange))]
    [InlineData(typeof(Participation))]
    public void Only_an_exchange_changes_its_own_state(Type aggregate) => Assert.Empty(OpenSetters(aggregate));

    [Fact]
    public void A_planted_open_setter_is_found() => Assert.Equal(["Text"], OpenSetters(typeof(Planted)));

    private static IReadOnlyList<string> Faults(string text)
    {
        var rows = Row().Matches(text).ToList();
        var files = rows.Select(row => row.Groups["file"].Value).ToList();
        var steps = rows.Select(row => row.Groups["step"].Value).Where(step => step.Length > 0).Select(int.Parse).DefaultIfEmpty(0).Max();
        var lines = files.Where(file => File.Exists(House.Folder(file))).Sum(file => File.ReadLines(House.Folder(file)).Count());
        return
        [
            .. files.Where(file => !File.Exists(House.Folder(file))).Select(file => $"{file} does not exist"),
            .. files.Count is 0 or > MostFiles ? [$"it takes {files.Count} files"] : (string[])[],
            .. steps > MostSteps ? [$"it takes {steps} steps"] : (string[])[],
            .. lines > MostLines ? [$"it takes {lines} lines"] : (string[])[],
        ];
    }

    private static IReadOnlyList<string> OpenSetters(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(property => property.SetMethod is { IsPrivate: false })
                .Select(property => property.Name),
        ];

    [GeneratedRegex(@"^\| (?<step>\d*) *\| `(?<file>[^`]+)` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    private sealed class Planted
    {
        public string Text { get; internal set; } = "";
    }
}
