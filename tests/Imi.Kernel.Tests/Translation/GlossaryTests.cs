using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Tests.Translation;

/// <summary>The terms of a glossary come back as the glossary says.</summary>
public class GlossaryTests
{
    private static readonly TermList EnglishToGerman = new([
        ("Member State", "Mitgliedstaat"),
        ("Member State of establishment", "Niederlassungsmitgliedstaat"),
        ("provider", "Diensteanbieter"),
        ("single point of contact", "einheitlicher Ansprechpartner"),
    ]);

    [Theory]
    [InlineData("The Member State of establishment replied.", "The Niederlassungsmitgliedstaat replied.")]
    [InlineData("Each Member State replied.", "Each Mitgliedstaat replied.")]
    [InlineData("Provider and provider", "Diensteanbieter and Diensteanbieter")]
    [InlineData("No. Provider unknown: provider", "No. Diensteanbieter unknown: Diensteanbieter")]
    [InlineData("The providers", "The providers")]
    [InlineData("The Provider", "The Provider")]
    [InlineData("The member state", "The member state")]
    [InlineData("The single\u00A0point of\ncontact", "The einheitlicher Ansprechpartner")]
    [InlineData("Single point of contact", "Einheitlicher Ansprechpartner")]
    [InlineData("shop@provider.com", "shop@provider.com")]
    public void Terms_are_whole_words_and_the_longest_wins(string sentence, string expected)
    {
        var kept = new ProtectedText(sentence, new LanguagePair("en", "de"), TermList.OfNames([]), EnglishToGerman);

        Assert.Equal(expected, kept.Restore(kept.Text).Text);
    }

    [Fact]
    public void A_term_that_moves_in_the_sentence_keeps_its_letters()
    {
        var glossary = new TermList([("autoridad requerida", "requested authority")]);
        var kept = new ProtectedText("La autoridad requerida no respondió.", new LanguagePair("es", "en"), TermList.OfNames([]), glossary);

        Assert.Equal("The requested authority did not reply.", kept.Restore($"The {Placeholder.Of(1)} did not reply.").Text);
    }

    [Fact]
    public void A_name_wins_over_a_term()
    {
        var kept = new ProtectedText("The Provider Watch wrote.", new LanguagePair("en", "de"), TermList.OfNames(["Provider Watch"]), EnglishToGerman);

        Assert.Equal("The Provider Watch wrote.", kept.Restore(kept.Text).Text);
    }
}
