using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Tests.Translation;

/// <summary>A provision, a date and an amount come back as the target language writes them, without help of the engine.</summary>
public class ProvisionTests
{
    /// <summary>Each row says the same in five languages, as the language versions of the Official Journal do.</summary>
    public static TheoryData<string, string, string, string, string> SameProvisions =>
        new()
        {
            {
                "Article 3(4)(a) of Directive 2000/31/EC",
                "article 3, paragraphe 4, point a), de la directive 2000/31/CE",
                "Artikel 3 Absatz 4 Buchstabe a der Richtlinie 2000/31/EG",
                "artículo 3, apartado 4, letra a), de la Directiva 2000/31/CE",
                "άρθρο 3 παράγραφος 4 στοιχείο α) της οδηγίας 2000/31/ΕΚ"
            },
            { "Article 3(4)", "article 3, paragraphe 4", "Artikel 3 Absatz 4", "artículo 3, apartado 4", "άρθρο 3 παράγραφος 4" },
            {
                "Article 3(4)(a)(ii)",
                "article 3, paragraphe 4, point a) ii)",
                "Artikel 3 Absatz 4 Buchstabe a Ziffer ii",
                "artículo 3, apartado 4, letra a), inciso ii)",
                "άρθρο 3 παράγραφος 4 στοιχείο α) σημείο ii)"
            },
            {
                "Article 3(4)(b), first indent",
                "article 3, paragraphe 4, point b), premier tiret",
                "Artikel 3 Absatz 4 Buchstabe b erster Gedankenstrich",
                "artículo 3, apartado 4, letra b), primer guion",
                "άρθρο 3 παράγραφος 4 στοιχείο β) πρώτη περίπτωση"
            },
            {
                "Article 6(1), first subparagraph, point (f)",
                "article 6, paragraphe 1, premier alinéa, point f)",
                "Artikel 6 Absatz 1 Unterabsatz 1 Buchstabe f",
                "artículo 6, apartado 1, párrafo primero, letra f)",
                "άρθρο 6 παράγραφος 1 πρώτο εδάφιο στοιχείο στ)"
            },
            { "Articles 14 and 15", "articles 14 et 15", "Artikel 14 und 15", "artículos 14 y 15", "άρθρα 14 και 15" },
            { "Articles 28, 29 and 33", "articles 28, 29 et 33", "Artikel 28, 29 und 33", "artículos 28, 29 y 33", "άρθρα 28, 29 και 33" },
            { "Article 3(4) to (6)", "article 3, paragraphes 4 à 6", "Artikel 3 Absätze 4 bis 6", "artículo 3, apartados 4 a 6", "άρθρο 3 παράγραφοι 4 έως 6" },
            { "Article 6a(2)", "article 6 bis, paragraphe 2", "Artikel 6a Absatz 2", "artículo 6 bis, apartado 2", "άρθρο 6α παράγραφος 2" },
            { "Article 4, point (11)", "article 4, point 11)", "Artikel 4 Nummer 11", "artículo 4, punto 11", "άρθρο 4 σημείο 11" },
            { "Regulation (EU) 2017/2394", "règlement (UE) 2017/2394", "Verordnung (EU) 2017/2394", "Reglamento (UE) 2017/2394", "κανονισμός (ΕΕ) 2017/2394" },
            {
                "Article 14(2) of Regulation (EU) No 1024/2012",
                "article 14, paragraphe 2, du règlement (UE) nº 1024/2012",
                "Artikel 14 Absatz 2 der Verordnung (EU) Nr. 1024/2012",
                "artículo 14, apartado 2, del Reglamento (UE) n.º 1024/2012",
                "άρθρο 14 παράγραφος 2 του κανονισμού (ΕΕ) αριθ. 1024/2012"
            },
            {
                "Framework Decision 2002/584/JHA",
                "décision-cadre 2002/584/JAI",
                "Rahmenbeschluss 2002/584/JI",
                "Decisión Marco 2002/584/JAI",
                "απόφαση-πλαίσιο 2002/584/ΔΕΥ"
            },
            { "Article 9(1) or (2)", "article 9, paragraphe 1 ou 2", "Artikel 9 Absatz 1 oder 2", "artículo 9, apartado 1 o 2", "άρθρο 9 παράγραφος 1 ή 2" },
            {
                "Implementing Decision (EU) 2020/17",
                "décision d’exécution (UE) 2020/17",
                "Durchführungsbeschluss (EU) 2020/17",
                "Decisión de Ejecución (UE) 2020/17",
                "εκτελεστική απόφαση (ΕΕ) 2020/17"
            },
            {
                "Regulation (EEC, Euratom) No 1182/71",
                "règlement (CEE, Euratom) nº 1182/71",
                "Verordnung (EWG, Euratom) Nr. 1182/71",
                "Reglamento (CEE, Euratom) n.º 1182/71",
                "κανονισμός (ΕΟΚ, Ευρατόμ) αριθ. 1182/71"
            },
        };

    [Theory]
    [MemberData(nameof(SameProvisions))]
    public void A_provision_is_cited_as_the_target_language_does(string english, string french, string german, string spanish, string greek)
    {
        (string Language, string Text)[] all = [("en", english), ("fr", french), ("de", german), ("es", spanish), ("el", greek)];
        foreach (var (source, text) in all)
        {
            foreach (var (target, expected) in all)
                Assert.Equal($"x {expected} y", Through($"x {text} y", source, target));
        }
    }

    [Theory]
    [InlineData("en", "de", "1 March 2026", "1. März 2026")]
    [InlineData("en", "el", "March 1, 2026", "1η Μαρτίου 2026")]
    [InlineData("de", "fr", "01.03.2026", "1er mars 2026")]
    [InlineData("de", "es", "2. Mai", "2 de mayo")]
    [InlineData("fr", "en", "1er mars 2026", "1 March 2026")]
    [InlineData("es", "de", "24 de diciembre de 2026", "24. Dezember 2026")]
    [InlineData("el", "en", "1η Ιανουαρίου 2026", "1 January 2026")]
    [InlineData("el", "es", "31/12/2026", "31 de diciembre de 2026")]
    [InlineData("fr", "el", "2026-05-09", "9 Μαΐου 2026")]
    [InlineData("en", "de", "03/04/2026", "03/04/2026")]
    [InlineData("en", "de", "30 February 2026", "30 February 2026")]
    [InlineData("de", "pl", "1. März 2026", "1. März 2026")]
    public void A_date_is_written_as_the_target_language_does(string source, string target, string date, string expected) =>
        Assert.Equal($"x {expected} y", Through($"x {date} y", source, target));

    [Theory]
    [InlineData("de", "en", "1.234,50 €", "€1,234.50")]
    [InlineData("en", "de", "EUR 1,234.50", "1.234,50\u00A0EUR")]
    [InlineData("en", "es", "€50,000", "50.000\u00A0€")]
    [InlineData("fr", "en", "1 234,5 EUR", "EUR\u00A01,234.5")]
    [InlineData("es", "en", "300.000 euros", "EUR\u00A0300,000")]
    [InlineData("el", "de", "300.000 ευρώ", "300.000\u00A0EUR")]
    [InlineData("en", "fr", "EUR 2.5 million", "2,5\u00A0millions d’EUR")]
    [InlineData("de", "es", "3 Mrd. EUR", "3\u00A0miles de millones\u00A0EUR")]
    [InlineData("es", "fr", "30.001 a 150.000 euros", "30\u202F001 a 150\u202F000\u00A0EUR")]
    [InlineData("en", "de", "EUR 10,000 to 20,000", "10.000\u00A0EUR to 20.000")]
    [InlineData("en", "fr", "$1.5 billion", "1,5\u00A0milliard\u00A0$")]
    [InlineData("de", "en", "1,659 €", "1,659 €")]
    [InlineData("en", "de", "EUR 12.34.56", "EUR 12.34.56")]
    [InlineData("de", "hu", "1.234,50 €", "1.234,50 €")]
    public void An_amount_is_written_as_the_target_language_does(string source, string target, string amount, string expected) =>
        Assert.Equal($"x {expected} y", Through($"x {amount} y", source, target));

    /// <summary>A roman i and a letter i, paragraphs of two articles, points that the kernel does not count: the original wording is never wrong.</summary>
    [Theory]
    [InlineData("Article 9(1)(i)")]
    [InlineData("Articles 9(4) and 5")]
    [InlineData("Article 9(4)(a) and (5)(b)")]
    [InlineData("Article 9(4)(ca)")]
    [InlineData("Decision 2001/497/EC")]
    [InlineData("Article 9, paragraph 4 and 5")]
    public void A_provision_that_is_not_certain_keeps_its_wording(string provision) =>
        Assert.Equal($"x {provision} y", Through($"x {provision} y", "en", "de"));

    [Theory]
    [InlineData("en", "de", "Article 9(4) applies.", "Artikel 9 Absatz 4 applies.")]
    [InlineData("de", "fr", "Artikel 9 Absatz 4 gilt.", "Article 9, paragraphe 4 gilt.")]
    [InlineData("es", "en", "(véase el artículo 9, letra a).", "(véase el Article 9(a)).")]
    [InlineData("es", "fr", "el artículo 10.1 de la Ley", "el article 10, paragraphe 1 de la Ley")]
    [InlineData("en", "de", "Article 10.1 and Art. 9 (2)(b) and Article 9 (a)", "Article 10.1 and Artikel 9 Absatz 2 Buchstabe b and Artikel 9 (a)")]
    [InlineData("ro", "en", "cu 2 mai multe", "cu 2 mai multe")]
    [InlineData("el", "fr", "άρθρο 9θ", "Article 9 decies")]
    [InlineData("pl", "de", "Zob. art. 9 ustawy.", "Zob. Artikel 9 ustawy.")]
    [InlineData("en", "fr", "You may go on 3 May; 5 may stay.", "You may go on 3 mai; 5 may stay.")]
    public void A_sentence_keeps_its_form_around_a_provision(string source, string target, string sentence, string expected) =>
        Assert.Equal(expected, Through(sentence, source, target));

    private static string Through(string sentence, string source, string target)
    {
        var kept = new ProtectedText(sentence, new LanguagePair(source, target), TermList.OfNames([]), TermList.OfNames([]));
        var restored = kept.Restore(kept.Text);
        Assert.True(restored.IsCertain);
        return restored.Text;
    }
}
