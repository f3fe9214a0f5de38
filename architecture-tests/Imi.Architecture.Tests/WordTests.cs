using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>Checks that terms of a policy area appear only in its module.</summary>
public partial class WordTests
{
    [Fact]
    public void No_word_of_a_policy_area_appears_outside_its_module() =>
        Assert.Empty(House.Sources("src", ".cs", ".cshtml", ".yaml", ".js", ".css", ".json", ".csproj", ".targets", ".svg").SelectMany(Found));

    [Theory]
    [InlineData("if (exchange.Module == \"ecommerce\")")]
    [InlineData("help: Requests under Article 3(4) of the Directive")]
    [InlineData("// as CPC does")]
    [InlineData("celex: 32000L0031")]
    [InlineData("hilfe: Anfragen nach Artikel 3 Absatz 4")]
    [InlineData("titre: Directive sur le commerce électronique")]
    [InlineData("τίτλος: Οδηγία για το ηλεκτρονικό εμπόριο")]
    public void A_planted_word_is_found(string planted) =>
        Assert.Equal("src/Planted.cs(2): " + planted, Assert.Single(Found(("src/Planted.cs", "namespace Planted;\n" + planted))));

    [Fact]
    public void The_name_of_every_module_is_a_word_of_a_policy_area() =>
        Assert.All(Directory.GetDirectories(House.Folder("modules")).Select(Path.GetFileName), name => Assert.Matches(PolicyWord(), name!));

    [Fact]
    public void A_planted_word_is_found_even_in_the_deadline_calendar() =>
        Assert.Equal(
            [$"{CountingOfPeriods}(2): Article 3 of the e-commerce directive"],
            Found((CountingOfPeriods, "the day of the event is not counted (Article 3(1))\nArticle 3 of the e-commerce directive"))
        );

    /// <summary>The file that may cite the law on counting periods for all policy areas: Regulation (EEC, Euratom) No 1182/71, Article 3.</summary>
    private const string CountingOfPeriods = "src/Imi.Kernel/Foundation/Calendar/DeadlineCalendar.cs";

    private static IEnumerable<string> Found((string Path, string Text) file) =>
        file
            .Text.Split('\n')
            .Select((line, index) => (Line: line.Trim(), Number: index + 1))
            .Where(line => PolicyWord().Matches(line.Line).Any(word => file.Path != CountingOfPeriods || word.Value != "Article 3"))
            .Select(line => $"{file.Path}({line.Number}): {line.Line}");

    [GeneratedRegex(
        @"e-?commerce|commerce électronique|comercio electrónico|elektronische\w* Geschäftsverkehr|ηλεκτρονικ\w* εμπ[οό]ρ|\bECOM\b|\bCPC\b|Services ?Directive|consumer protection cooperation|\b(Article|Artikel|artículo|άρθρο) 3\b|2000/31|2006/123|2017/2394|32000L0031|32006L0123|32017R2394",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PolicyWord();
}
