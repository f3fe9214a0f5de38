using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Modules.Tests;

/// <summary>Every language cites the same acts and provisions: texts that cite have the same numbers.</summary>
public sealed partial class CitationTests
{
    [Theory]
    [MemberData(nameof(ModuleDefinitionTests.Folders), MemberType = typeof(ModuleDefinitionTests))]
    public void A_text_cites_the_same_provisions_in_every_language(string folder)
    {
        var texts = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", folder)).Module!.Texts;
        var citing = texts.Keys(TextCatalogue.Reference).Where(key => Cites().IsMatch(texts.Find(key, TextCatalogue.Reference)!)).ToList();

        Assert.NotEmpty(citing);
        Assert.Equal(
            [],
            from key in citing
            let english = NumbersIn(texts.Find(key, TextCatalogue.Reference)!)
            from language in texts.Languages
            let numbers = NumbersIn(texts.Find(key, language)!)
            where numbers != english
            select $"{language} {key}: {numbers} instead of {english}"
        );
    }

    [Fact]
    public void A_planted_other_provision_is_found() => Assert.NotEqual(NumbersIn("Article 3(4)(b)"), NumbersIn("Artikel 3 Absatz 5 Buchstabe b"));

    /// <summary>Returns the numbers in ascending order: languages name act and article in another order.</summary>
    private static string NumbersIn(string text) =>
        string.Join(' ', Number().Matches(Subparagraph().Replace(text, "")).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("Article|Directive|Regulation", RegexOptions.None, 1000)]
    private static partial Regex Cites();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    /// <summary>German numbers subparagraphs; the other languages write them in words.</summary>
    [GeneratedRegex(@"Unterabsatz \d+", RegexOptions.None, 1000)]
    private static partial Regex Subparagraph();
}
