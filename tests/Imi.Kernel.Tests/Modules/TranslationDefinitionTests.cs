using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Tests.Stories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Modules;

/// <summary>The checker examines the keys about machine translation, and the difference of two versions describes a changed one.</summary>
public sealed class TranslationDefinitionTests
{
    [Theory]
    [InlineData("{ field: notes, type: longtext }", "{ field: notes, type: longtext, translation: union }")]
    [InlineData("{ field: notes, type: longtext }", "{ field: notes, type: text, confidential: true, translation: union }")]
    [InlineData("personal: true, special: offences }", "personal: true, special: offences, translation: union }")]
    public void Only_a_confidential_long_text_says_which_engines_may_translate_it(string right, string wrong)
    {
        var files = TranslatedModules.Changed();
        files["forms/tracing-request.yaml"] = files["forms/tracing-request.yaml"].Replace(right, wrong, StringComparison.Ordinal);

        Assert.Contains("Only a confidential longtext that is not special has 'translation'", Problem(files), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("module.yaml", "languages: [en, es]\n", "translation: any\n", "module.yaml(6,14): Only 'union' is possible")]
    [InlineData(
        "forms/tracing-request.yaml",
        "      - { field: notes, type: longtext }\n",
        "      - { field: hint, type: longtext, confidential: true, translation: any }\n",
        "forms/tracing-request.yaml(16,73): Only 'union' is possible"
    )]
    public void Only_the_Union_can_be_named(string file, string after, string added, string problem) =>
        Assert.StartsWith(problem, Problem(TranslatedModules.Changed((file, after, added))), StringComparison.Ordinal);

    [Fact]
    public void A_change_is_described()
    {
        Assert.Contains(
            "Lost property – machine translation only by engines of the Union’s institutions: from “No” to “Yes”.",
            Differences(TranslatedModules.Changed(), TranslatedModules.ForEnginesOfTheUnion())
        );
        var before = TranslatedModules.WithConfidentialTexts();
        var after = TranslatedModules.WithConfidentialTexts();
        before["forms/tracing-request.yaml"] = before["forms/tracing-request.yaml"].Replace(", translation: union", "", StringComparison.Ordinal);
        Assert.Contains(
            "Field “Hint” of the form “Request to trace lost property” – machine translation by engines of the Union’s institutions: from “No” to “Yes”.",
            Differences(before, after)
        );
    }

    private static string Problem(Dictionary<string, string> files) => Assert.Single(DefinitionReader.Read(files).Problems).ToString();

    private static IReadOnlyList<string> Differences(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        var texts = new PlatformTexts(NullLogger<PlatformTexts>.Instance);
        return new ModuleDifference(texts, new DefinitionWords(texts))
            .Between(DefinitionReader.Read(before).Module!, DefinitionReader.Read(after).Module!, "en")
            .Sentences;
    }
}
