using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Tests.Translation;

/// <summary>A correction by a person is checked for what the original protects, in whatever way the person writes it.</summary>
public sealed class CorrectionCheckTests
{
    [Theory]
    [InlineData("Pay 1,234.50 EUR by 3 March 2026.", "de", "Zahlen Sie 1.234,50 Euro bis zum 3. März 2026.", "")]
    [InlineData("Pay 1,234.50 EUR by 3 March 2026.", "it", "Pagare 1 234,50 € entro il 3/3/2026.", "")]
    [InlineData("Pay 1,234.50 EUR by 3 March 2026.", "de", "Zahlen Sie bis zum 3. März.", "1,234.50 EUR|3 March 2026")]
    [InlineData("See https://shop.example/a1 and case C-376/22.", "fr", "Voir l’affaire 376/22.", "https://shop.example/a1|C-376/22")]
    [InlineData("See https://shop.example/a1 and case C-376/22.", "fr", "Voir https://shop.example/a1 et l’affaire C-376/22.", "")]
    [InlineData("Article 3(4)(a) applies to 25 shops.", "de", "Artikel 3 Absatz 4 Buchstabe a gilt für 25 Geschäfte.", "")]
    [InlineData("Article 3(4)(a) applies to 25 shops.", "de", "Artikel 3 Absatz 4 Buchstabe a gilt für die Geschäfte.", "25")]
    [InlineData("It has 2 shops.", "de", "Es hat zwei Geschäfte.", "")]
    [InlineData("The trader Fata Morgana lies.", "es", "El comerciante Fata Morgana miente.", "")]
    [InlineData("The trader Fata Morgana lies.", "es", "El comerciante miente.", "Fata Morgana")]
    public void What_the_correction_lacks_is_found(string original, string target, string correction, string missing)
    {
        var text = new ProtectedText(original, new LanguagePair("en", target), TermList.OfNames(["Fata Morgana"]), new TermList([]));

        Assert.Equal(missing, string.Join('|', text.MissingIn(correction)));
    }
}
