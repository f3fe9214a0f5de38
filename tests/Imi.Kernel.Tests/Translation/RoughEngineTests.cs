using Bogus;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Tests.Translation;

/// <summary>500 generated sentences in each of 12 pairs of languages go through engines that move words and damage placeholders.</summary>
public class RoughEngineTests
{
    private const int Sentences = 500;
    private static readonly TermList None = TermList.OfNames([]);
    private static readonly TermList Names = TermList.OfNames(GeneratedSentences.Names);

    public static TheoryData<string, string> Pairs =>
        new()
        {
            { "en", "fr" },
            { "en", "de" },
            { "en", "el" },
            { "fr", "en" },
            { "fr", "es" },
            { "de", "en" },
            { "de", "el" },
            { "es", "el" },
            { "es", "en" },
            { "el", "es" },
            { "el", "pl" },
            { "de", "bg" },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void All_parts_come_back_from_an_engine_that_moves_words(string source, string target)
    {
        var random = new Randomizer(20260301);
        var (sentences, engine) = (new GeneratedSentences(random), new RoughEngine(random));
        for (var count = 0; count < Sentences; count++)
        {
            var (sentence, parts) = sentences.Next(source);
            var kept = new ProtectedText(sentence, new LanguagePair(source, target), Names, None);

            var restored = kept.Restore(engine.Shuffle(kept.Text));

            Assert.Equal(parts.Count, kept.Count);
            Assert.True(restored.IsCertain, sentence);
            Assert.All(parts, part => Assert.Contains(Alone(part, source, target), restored.Text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_damaged_placeholder_is_repaired_or_reported(string source, string target)
    {
        var random = new Randomizer(20260302);
        var (sentences, engine) = (new GeneratedSentences(random), new RoughEngine(random));
        for (var count = 0; count < Sentences; count++)
        {
            var (sentence, parts) = sentences.Next(source);
            var kept = new ProtectedText(sentence, new LanguagePair(source, target), Names, None);
            var (damaged, isRepairable) = engine.Damage(engine.Shuffle(kept.Text), kept.Count);

            var restored = kept.Restore(damaged);

            Assert.True(isRepairable == restored.IsCertain, $"{sentence}: {damaged}");
            Assert.DoesNotContain(restored.Text, Placeholder.IsMark);
            if (isRepairable)
                Assert.All(parts, part => Assert.Contains(Alone(part, source, target), restored.Text, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>What a part becomes if it is alone in a sentence.</summary>
    private static string Alone(string part, string source, string target)
    {
        var kept = new ProtectedText(part, new LanguagePair(source, target), Names, None);
        Assert.Equal(Placeholder.Of(1), kept.Text);
        return kept.Restore(kept.Text).Text;
    }
}
