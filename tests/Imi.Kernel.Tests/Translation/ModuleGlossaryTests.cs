using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Tests.Stories;

namespace Imi.Kernel.Tests.Translation;

/// <summary>A module's glossary decides its terms, and a changed glossary makes translations out of date.</summary>
public sealed class ModuleGlossaryTests
{
    private const string Sentence = "The lost item is black.";
    private static readonly WrittenText Written = new("en", Sentence, false);

    [Fact]
    public void A_translation_has_the_term_of_the_glossary()
    {
        var text = new ProtectedText(Sentence, new LanguagePair("en", "es"), TermList.OfNames([]), Glossary("lost item", "objeto perdido").TermsFrom("en"));

        Assert.DoesNotContain("lost item", text.Text, StringComparison.Ordinal);
        Assert.Equal("The objeto perdido is black.", text.Restore(text.Text).Text);
    }

    [Fact]
    public void The_version_changes_with_the_terms_of_the_two_languages_and_with_nothing_else()
    {
        var version = Glossary("lost item", "objeto perdido").VersionFrom("en");

        Assert.NotNull(version);
        Assert.Equal(version, Glossary("lost item", "objeto perdido").VersionFrom("en"));
        Assert.NotEqual(version, Glossary("lost item", "cosa perdida").VersionFrom("en"));
        Assert.NotEqual(version, Glossary("lost thing", "objeto perdido").VersionFrom("en"));
        Assert.Null(Glossary("lost item", "objeto perdido").VersionFrom("fr"));
        Assert.Null(new ModuleGlossary(Module(), "es").VersionFrom("en"));
    }

    [Fact]
    public void After_a_change_a_sentence_is_missing_unless_people_corrected_it()
    {
        var (exchange, before, after) = (
            Guid.Parse("0192f000-0000-7000-8000-000000000001"),
            Glossary("lost item", "objeto perdido"),
            Glossary("lost item", "cosa perdida")
        );
        using var cipher = new ExchangeCipher(exchange, new byte[32]);
        var row = new TranslationMemory(new TranslationScope(exchange, "es"));
        var memory = MemoryContent.Of(null, cipher, before);
        memory.Add("en", Sentence, new MemoryEntry("El objeto perdido es negro.", ["Stand-in"], null, new DateOnly(2026, 3, 2), false));
        memory.WriteTo(row, cipher);

        Assert.Empty(MemoryContent.Of(row, cipher, before).MissingIn(Written));
        Assert.Equal([Sentence], MemoryContent.Of(row, cipher, after).MissingIn(Written));

        memory.Replace(
            "en",
            Sentence,
            memory.Find("en", Sentence)! with
            {
                Correction = new MemoryCorrection("Lo perdido es negro.", exchange, new DateOnly(2026, 3, 2), []),
            }
        );
        memory.WriteTo(row, cipher);
        Assert.Empty(MemoryContent.Of(row, cipher, after).MissingIn(Written));
    }

    [Theory]
    [InlineData("  item: lost item\n", "", "texts/es.yaml(1,1): The term glossary.item is missing in español: add it")]
    [InlineData("  item: lost item\n  bag: bag\n", "  item: objeto perdido\n", "The term glossary.bag is missing in español: add it")]
    [InlineData("  item: lost item\n", "  item: \"\"\n", "The text glossary.item is empty.")]
    [InlineData("  item: lost item\n", "  item: x\n", "The term glossary.item has one character: a term has at least two.")]
    [InlineData("  bag: bag\n  item: lost item\n", "  bag: Cosa\n  item: cosa\n", "'cosa' is the term glossary.bag already: write two different terms")]
    [InlineData("  item: lost item\n", "  item: { name: objeto }\n", "Nothing in the module is called glossary.item.name")]
    public void A_mistake_in_a_glossary_is_reported(string english, string spanish, string problem)
    {
        var files = Files(english, spanish);

        Assert.Contains(DefinitionReader.Read(files).Problems, one => one.ToString().Contains(problem, StringComparison.Ordinal));
    }

    private static ModuleGlossary Glossary(string english, string spanish) => new(Module($"  item: {english}\n", $"  item: {spanish}\n"), "es");

    private static PolicyModule Module(string english = "", string spanish = "")
    {
        var result = DefinitionReader.Read(Files(english, spanish));
        Assert.Empty(result.Problems);
        return result.Module!;
    }

    private static Dictionary<string, string> Files(string english, string spanish)
    {
        var files = TranslatedModules.Changed();
        foreach (var (language, terms) in ((string, string)[])[("en", english), ("es", spanish)])
            files[$"texts/{language}.yaml"] += terms.Length == 0 ? "" : $"\nglossary:\n{terms}";
        return files;
    }
}
