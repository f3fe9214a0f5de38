using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Modules.Tests;

public sealed partial class ModuleTextTests
{
    [Theory]
    [MemberData(nameof(ModuleDefinitionTests.Folders), MemberType = typeof(ModuleDefinitionTests))]
    public void A_module_has_the_same_texts_and_placeholders_in_every_language(string folder)
    {
        var texts = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", folder)).Module!.Texts;
        var english = texts.Keys(TextCatalogue.Reference).Order(StringComparer.Ordinal).ToList();
        Assert.All(
            texts.Languages,
            language =>
            {
                Assert.Equal(english, texts.Keys(language).Order(StringComparer.Ordinal));
                Assert.Equal(
                    [],
                    english.Where(key => Placeholders(key, language) != Placeholders(key, TextCatalogue.Reference)).Select(key => $"{language}: {key}")
                );
            }
        );

        string Placeholders(string key, string language) =>
            string.Join(' ', Placeholder().Matches(texts.Find(key, language)!).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ModuleDefinitionTests.Folders), MemberType = typeof(ModuleDefinitionTests))]
    public void A_module_cites_its_act_in_the_readers_language_and_typed_bases_verbatim(string folder)
    {
        var module = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", folder)).Module!;
        Assert.Equal(module.LegalBasis, module.BasisIn(TextCatalogue.Reference));
        Assert.Contains(module.BasisIn("el").Provisions[..5], (string[])["άρθρο", "άρθρα"]);
        if (module.Pilot is not { } pilot)
            return;
        Assert.Equal(pilot.Basis, module.PilotBasisIn(TextCatalogue.Reference));
        Assert.NotEqual(pilot.Basis, module.PilotBasisIn("el"));
        Assert.Equal("Another act", (module with { Pilot = pilot with { Basis = "Another act" } }).PilotBasisIn("el"));
    }

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
