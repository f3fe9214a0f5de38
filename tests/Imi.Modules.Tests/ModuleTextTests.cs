using System.Text.RegularExpressions;
using Imi.Kernel.Modules;
using Imi.Kernel.Texts;

namespace Imi.Modules.Tests;

public sealed partial class ModuleTextTests
{
    [Theory]
    [MemberData(nameof(ModuleDefinitionTests.Folders), MemberType = typeof(ModuleDefinitionTests))]
    public void A_module_has_the_same_texts_and_placeholders_in_every_language(string folder)
    {
        var texts = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", folder)).Module!.Texts;
        var english = texts.Keys(TextCatalogue.Reference).Order(StringComparer.Ordinal).ToList();
        Assert.All(texts.Languages, language =>
        {
            Assert.Equal(english, texts.Keys(language).Order(StringComparer.Ordinal));
            Assert.Equal([], english.Where(key => Placeholders(key, language) != Placeholders(key, TextCatalogue.Reference)).Select(key => $"{language}: {key}"));
        });

        string Placeholders(string key, string language) =>
            string.Join(' ', Placeholder().Matches(texts.Find(key, language)!).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
