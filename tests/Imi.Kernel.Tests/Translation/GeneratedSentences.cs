using Bogus;

namespace Imi.Kernel.Tests.Translation;

/// <summary>Makes sentences with parts that must survive, in the five languages of the interface.</summary>
internal sealed class GeneratedSentences(Randomizer random)
{
    public static readonly string[] Names = ["Autoridad de Consumo", "Υπηρεσία Καταναλωτή", "Example Shop Ltd", "Müller & Söhne GmbH", "Société d’Exemple"];

    private static readonly string[] Words = ["vendor", "πωλητής", "Anbieter", "demande", "respuesta", "και", "und", "et", "the", "σύμφωνα", "según", "gemäß"];

    private static readonly Dictionary<string, string[]> Provisions = new()
    {
        ["en"] = ["Article {0}({1})(a) of Directive 2006/123/EC", "Regulation (EU) 2017/2394", "Articles {0} and {1}", "Article {0}({1})(i)"],
        ["fr"] = ["article {0}, paragraphe {1}, point b), de la directive 2006/123/CE", "règlement (UE) 2017/2394", "article {0}, premier alinéa"],
        ["de"] = ["Artikel {0} Absatz {1} Buchstabe c der Richtlinie 2006/123/EG", "Verordnung (EU) Nr. 1024/2012", "Artikel {0} Absätze {1} und 19"],
        ["es"] = ["artículo {0}, apartado {1}, letra d), de la Directiva 2006/123/CE", "Reglamento (UE) 2017/2394", "artículo {0}, punto {1}"],
        ["el"] = ["άρθρο {0} παράγραφος {1} στοιχείο στ) της οδηγίας 2006/123/ΕΚ", "κανονισμός (ΕΕ) 2017/2394", "άρθρο {0}"],
    };

    private static readonly Dictionary<string, string[]> Days = new()
    {
        ["en"] = ["{0} March 2026", "April {0}, 2026"],
        ["fr"] = ["{0} mars 2026", "{0}/12/2026"],
        ["de"] = ["{0}. Jänner 2026", "{0}.12.2026"],
        ["es"] = ["{0} de mayo de 2026", "{0}/12/2026"],
        ["el"] = ["{0} Μαΐου 2026", "{0}/12/2026"],
    };

    /// <summary>Makes a sentence.</summary>
    /// <param name="language">The language whose way of citing it has.</param>
    /// <returns>The sentence, and its parts that must survive.</returns>
    public (string Sentence, IReadOnlyList<string> Parts) Next(string language)
    {
        var parts = random.ListItems(Candidates(language), random.Number(1, 6));
        var text = string.Join(' ', parts.Select(part => $"{Plain()} {part} {Plain()}"));
        return (text + ".", [.. parts]);
    }

    private string[] Candidates(string language) =>
        [
            random.ArrayElement(["https://shop.example.com/a?id=7", "www.example.eu", "ana@example.es"]),
            $"ROAD-Q-2026-{random.Number(1, 999999):D6}",
            string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                random.ArrayElement(Provisions[language]),
                random.Number(2, 60),
                random.Number(1, 9)
            ),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, random.ArrayElement(Days[language]), random.Number(13, 28)),
            random.ArrayElement(["1.234,50 €", "EUR 50,000", "300 euros", "1 234,5 EUR", "1.234 €"]),
            random.ArrayElement(["3,5", "14:30", "1.234.567,89", "C-376/22"]),
            random.ArrayElement(Names),
        ];

    private string Plain() => string.Join(' ', random.ArrayElements(Words, random.Number(1, 4)));
}
