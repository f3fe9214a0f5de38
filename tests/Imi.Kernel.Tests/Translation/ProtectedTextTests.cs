using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Tests.Translation;

/// <summary>An engine never sees what must survive it; what comes back is complete, or the result says that it is not certain.</summary>
public class ProtectedTextTests
{
    private static readonly TermList None = TermList.OfNames([]);

    [Theory]
    [InlineData("en", "See https://shop.example.com/a?b=1&c=(2). Then write.", "See {1}. Then write.")]
    [InlineData("en", "(see www.example.eu/path)", "(see {1})")]
    [InlineData("es", "Escriba a ana.ruiz+es@consumo.example.es, por favor.", "Escriba a {1}, por favor.")]
    [InlineData("el", "Ο ιστότοπος παιχνίδια.eu πουλά παιχνίδια.", "Ο ιστότοπος {1} πουλά παιχνίδια.")]
    [InlineData("de", "Das Ersuchen ROAD-Q-2026-000123 ist offen.", "Das Ersuchen {1} ist offen.")]
    [InlineData("de", "Nach § 5 Abs. 1 ist das verboten; Rechtssache C-376/22.", "Nach {1} Abs. 1 ist das verboten; Rechtssache {2}.")]
    [InlineData("fr", "Le 1er mars 2026 à 14:30, il a payé 1 234,50 EUR.", "Le {1} à {2}, il a payé {3}.")]
    [InlineData("en", "The rate rose from 3.5 to 4.25 per cent in 30 days.", "The rate rose from {1} to {2} per cent in 30 days.")]
    [InlineData("en", "Call +357 22 123456 or +34 (91) 555-0101.", "Call {1} or {2}.")]
    [InlineData("pl", "Zgodnie z dyrektywą 2000/31/WE organ odmówił.", "Zgodnie z dyrektywą {1} organ odmówił.")]
    [InlineData("en", "The 3rd request and the 24-hour limit in 2026.", "The 3rd request and the 24-hour limit in 2026.")]
    public void What_must_survive_is_replaced_by_placeholders(string language, string sentence, string expected)
    {
        var kept = new ProtectedText(sentence, new LanguagePair(language, "pt"), None, None);

        Assert.Equal(Numbered(expected), kept.Text);
        Assert.Equal(sentence, kept.Restore(kept.Text).Text);
        Assert.True(kept.Restore(kept.Text).IsCertain);
    }

    [Fact]
    public void Names_are_protected_as_whole_words_and_the_longest_first()
    {
        var names = TermList.OfNames(["Example", "Example Shop", "Υπηρεσία Καταναλωτή"]);
        var kept = new ProtectedText("Example Shop told Example and Examples: Υπηρεσία Καταναλωτή.", new LanguagePair("en", "de"), names, None);

        Assert.Equal(Numbered("{1} told {2} and Examples: {3}."), kept.Text);
        Assert.Equal("Example Shop sagte Example: Υπηρεσία Καταναλωτή", kept.Restore(Numbered("{1} sagte {2}: {3}")).Text);
    }

    [Theory]
    [InlineData("{ 1 } gilt bis  {2} .", "Artikel 9 gilt bis 1. März 2026.")]
    [InlineData("{１} gilt bis {２}.", "Artikel 9 gilt bis 1. März 2026.")]
    [InlineData("{1}gilt bis{2}.", "Artikel 9 gilt bis 1. März 2026.")]
    [InlineData("Bis ( {2} ) gilt {1}", "Bis (1. März 2026) gilt Artikel 9")]
    [InlineData("{٢}: {١}", "1. März 2026: Artikel 9")]
    public void Placeholders_that_an_engine_changed_are_repaired(string translated, string expected)
    {
        var restored = Kept().Restore(Numbered(translated));

        Assert.Equal(expected, restored.Text);
        Assert.True(restored.IsCertain);
    }

    [Fact]
    public void A_lost_part_is_named()
    {
        var restored = Kept().Restore(Numbered("{1} gilt."));

        Assert.False(restored.IsCertain);
        Assert.Equal(["1 March 2026"], restored.Missing);
    }

    [Fact]
    public void A_doubled_part_is_named()
    {
        var restored = Kept().Restore(Numbered("{1} gilt bis {2}, {2}."));

        Assert.False(restored.IsCertain);
        Assert.Equal(["1 March 2026"], restored.Doubled);
    }

    [Theory]
    [InlineData("{1} gilt bis {2} und {3}.")]
    [InlineData("{1} gilt bis {2} und {.")]
    [InlineData("{1} gilt bis {2} und 2031.")]
    public void What_an_engine_invents_makes_the_result_uncertain(string translated)
    {
        var restored = Kept().Restore(Numbered(translated));

        Assert.False(restored.IsCertain);
        Assert.NotEmpty(restored.Unfounded);
        Assert.DoesNotContain(restored.Text, Placeholder.IsMark);
    }

    [Fact]
    public void A_whole_number_that_an_engine_changes_makes_the_result_uncertain()
    {
        var kept = new ProtectedText("Reply within 30 days.", new LanguagePair("en", "de"), None, None);

        Assert.True(kept.Restore("Antworten Sie binnen 30 Tagen.").IsCertain);
        Assert.True(kept.Restore("Antworten Sie binnen ３０ Tagen.").IsCertain);
        Assert.Equal(["30"], kept.Restore("Antworten Sie binnen 13 Tagen.").Missing);
        Assert.Equal(["13"], kept.Restore("Antworten Sie binnen 13 Tagen.").Unfounded);
    }

    [Fact]
    public void A_sentence_without_words_needs_no_engine()
    {
        var kept = new ProtectedText("2026-03-01, https://example.com", new LanguagePair("fr", "en"), None, None);

        Assert.False(kept.HasWords);
        Assert.Equal("1 March 2026, https://example.com", kept.Restore(kept.Text).Text);
    }

    [Fact]
    public void Characters_that_look_like_placeholders_do_not_reach_the_engine()
    {
        var kept = new ProtectedText($"pay{Placeholder.Of(1)} 3.5\0 \uD800now\nplease", new LanguagePair("en", "de"), None, None);

        Assert.Equal(Numbered("pay1 {1} now please"), kept.Text);
    }

    private static ProtectedText Kept() => new("Article 9 applies until 1 March 2026.", new LanguagePair("en", "de"), None, None);

    /// <summary>Writes placeholders where the examples have braces, whatever the shape of placeholders is.</summary>
    private static string Numbered(string example)
    {
        var marks = Placeholder.Of(0).Split('0');
        return example.Replace("{", marks[0], StringComparison.Ordinal).Replace("}", marks[1], StringComparison.Ordinal);
    }
}
