using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>The law of a policy area is in its module and nowhere else.</summary>
public partial class WordTests
{
    [Fact]
    public void No_word_of_a_policy_area_stands_outside_its_module() =>
        Assert.Empty(House.Sources("src", ".cs", ".cshtml", ".yaml", ".js", ".css", ".json", ".csproj").SelectMany(Found));

    [Theory]
    [InlineData("if (exchange.Module == \"ecommerce\")")]
    [InlineData("help: Requests under Article 3(4) of the Directive")]
    [InlineData("// as CPC does")]
    [InlineData("celex: 32000L0031")]
    public void A_planted_word_is_found(string planted) =>
        Assert.Equal("src/Planted.cs(2): " + planted, Assert.Single(Found(("src/Planted.cs", "namespace Planted;\n" + planted))));

    /// <summary>How periods are counted is law of its own, for every policy area: Regulation (EEC, Euratom) No 1182/71, Article 3.</summary>
    private const string CountingOfPeriods = "src/Imi.Kernel/Calendar/DeadlineCalendar.cs";

    private static IEnumerable<string> Found((string Path, string Text) file) => file.Path == CountingOfPeriods ? [] : file.Text.Split('\n')
        .Select((line, index) => (Line: line.Trim(), Number: index + 1))
        .Where(line => PolicyWord().IsMatch(line.Line))
        .Select(line => $"{file.Path}({line.Number}): {line.Line}");

    [GeneratedRegex(@"e-?commerce|\bECOM\b|\bCPC\b|Services Directive|consumer protection cooperation|\bArticle 3\b|2000/31|2006/123|2017/2394|32000L0031|32006L0123|32017R2394", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PolicyWord();
}
