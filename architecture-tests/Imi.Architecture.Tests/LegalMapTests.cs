using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>The legal map in docs/law names definitions, sources and tests that exist.</summary>
public sealed partial class LegalMapTests
{
    private static readonly Lazy<IReadOnlySet<string>> TestClasses = new(() =>
        Directory
            .EnumerateFiles(House.Folder("tests"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(House.Folder("architecture-tests"), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("\\obj\\", StringComparison.Ordinal))
            .SelectMany(file => Class().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal)
    );

    [Fact]
    public void The_legal_map_names_what_exists()
    {
        var pages = Directory.GetFiles(House.Folder("docs", "law"), "*.md");

        Assert.Equal([], pages.SelectMany(page => Faults(File.ReadAllText(page)).Select(fault => $"{Path.GetFileName(page)}: {fault}")));
        Assert.True(pages.Sum(page => Quoted().Count(File.ReadAllText(page))) > 100, "The map names hardly anything.");
    }

    [Theory]
    [InlineData("| Article 1 | x | y | `modules/ECommerce/nowhere.yaml` | `SizeTests` | |", "modules/ECommerce/nowhere.yaml does not exist")]
    [InlineData("| Article 1 | x | y | `modules/ECommerce/module.yaml` | `NowhereTests` | |", "There is no test class NowhereTests")]
    public void A_planted_wrong_name_is_found(string row, string fault) => Assert.Equal([fault], Faults(row));

    private static IEnumerable<string> Faults(string page)
    {
        foreach (var name in Quoted().Matches(page).Select(match => match.Groups["name"].Value))
        {
            if (name.Contains('/', StringComparison.Ordinal) && !File.Exists(House.Folder(name)) && !Directory.Exists(House.Folder(name)))
                yield return $"{name} does not exist";
            else if (TestName().IsMatch(name) && !TestClasses.Value.Contains(name))
                yield return $"There is no test class {name}";
        }
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^[A-Za-z]+(Tests|Stories)$", RegexOptions.None, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"^(public|internal)[a-z ]* class (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Class();
}
