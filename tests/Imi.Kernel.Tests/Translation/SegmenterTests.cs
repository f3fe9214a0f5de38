using System.Globalization;
using CsCheck;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Tests.Translation;

/// <summary>A text is translated sentence by sentence. What is between the sentences stays as it is.</summary>
public class SegmenterTests
{
    [Theory]
    [InlineData("en", "The seller did not answer. We ask for measures.", "The seller did not answer.|We ask for measures.")]
    [InlineData("en", "See Art. 9 of the Act. Acme Ltd. sells in Spain, e.g. toys.", "See Art. 9 of the Act.|Acme Ltd. sells in Spain, e.g. toys.")]
    [InlineData("en", "Mr. J. R. Smith paid EUR 1,234.50. Did you know?", "Mr. J. R. Smith paid EUR 1,234.50.|Did you know?")]
    [InlineData("en", "Visit www.example.com. Then write!", "Visit www.example.com.|Then write!")]
    [InlineData("en", "“Who is it?” The provider asked.", "“Who is it?”|The provider asked.")]
    [InlineData(
        "de",
        "Der Anbieter verkauft z. B. Arzneimittel. Er haftet bzw. Herr Dr. Meier haftet.",
        "Der Anbieter verkauft z. B. Arzneimittel.|Er haftet bzw. Herr Dr. Meier haftet."
    )]
    [InlineData("de", "Am 3. März 2026 schrieb er. Die 27. Kammer entschied.", "Am 3. März 2026 schrieb er.|Die 27. Kammer entschied.")]
    [InlineData(
        "fr",
        "Le vendeur, p. ex. M. Dupont, a payé 1.234,50 EUR. Il n’a pas répondu !",
        "Le vendeur, p. ex. M. Dupont, a payé 1.234,50 EUR.|Il n’a pas répondu !"
    )]
    [InlineData("es", "El Sr. Ruiz vende p. ej. juguetes. ¿Dónde? En la web.", "El Sr. Ruiz vende p. ej. juguetes.|¿Dónde?|En la web.")]
    [InlineData("el", "Ο πωλητής, π.χ. ο κ. Γεωργίου, απάντησε. Πότε; Χθες.", "Ο πωλητής, π.χ. ο κ. Γεωργίου, απάντησε.|Πότε;|Χθες.")]
    [InlineData("pl", "Zob. art. 5 ust. 2 ustawy. Termin minął.", "Zob. art. 5 ust. 2 ustawy.|Termin minął.")]
    [InlineData("cs", "Podle čl. 5 odst. 2 platí zákaz. Lhůta uplynula 3. Března.", "Podle čl. 5 odst. 2 platí zákaz.|Lhůta uplynula 3. Března.")]
    [InlineData("bg", "Съгласно чл. 5, ал. 2 от закона. Срокът изтече.", "Съгласно чл. 5, ал. 2 от закона.|Срокът изтече.")]
    [InlineData("en", "In 2026. The end.", "In 2026.|The end.")]
    [InlineData("en", "Toys, books, etc. The shop sells them.", "Toys, books, etc.|The shop sells them.")]
    [InlineData("en", "Wait... then stop.", "Wait... then stop.")]
    public void A_text_is_split_into_its_sentences(string language, string text, string sentences) =>
        Assert.Equal(sentences.Split('|'), Sentences(text, language));

    [Theory]
    [InlineData("Two things:\n- one toy\n- one book", "Two things:|one toy|one book")]
    [InlineData("1. First\r\n2) Second\r\n(iii) Third\r\na) Fourth", "First|Second|Third|Fourth")]
    [InlineData("\t• 12 toys\n\n\n***\n  End  ", "12 toys|End")]
    public void Marks_of_lists_and_blank_lines_are_not_translated(string text, string sentences) => Assert.Equal(sentences.Split('|'), Sentences(text, "en"));

    [Fact]
    public void A_line_that_begins_with_the_day_of_a_month_has_no_mark() => Assert.Equal(["3. März 2026"], Sentences("3. März 2026", "de"));

    [Fact]
    public void A_sentence_that_goes_on_in_the_next_line_is_one_sentence() =>
        Assert.Equal(
            ["The provider sells medicines without prescription\nto consumers in Spain."],
            Sentences("The provider sells medicines without prescription\nto consumers in Spain.\n", "en")
        );

    [Theory]
    [InlineData("The first half of it is here; the second, long half is there", 50, "The first half of it is here;|the second, long half is there")]
    [InlineData("Nothing but words and commas, and more words here", 40, "Nothing but words and commas,|and more words here")]
    [InlineData("one two three four", 9, "one two|three|four")]
    [InlineData(
        "Measures as allowed in Article 9, paragraph 4, point (a) are urgent",
        47,
        "Measures as allowed in|Article 9, paragraph 4, point (a) are urgent"
    )]
    public void A_long_sentence_is_split_where_it_harms_least(string text, int longest, string parts) =>
        Assert.Equal(parts.Split('|'), Sentences(text, "en", longest));

    [Fact]
    public void A_long_word_is_never_split_inside_a_character()
    {
        var family = "👨‍👩‍👧‍👦";
        var parts = Segmenter.Split("a" + string.Concat(Enumerable.Repeat(family, 20)), "en", 30);
        Assert.All(parts, part => Assert.DoesNotContain("\uFFFD", Rune(part.Text), StringComparison.Ordinal));
        Assert.All(parts.Skip(1), part => Assert.Equal(0, part.Text.Length % family.Length));
    }

    /// <summary>Texts of words, marks, line breaks, control characters, right-to-left marks, emoji and broken surrogates.</summary>
    [Fact]
    public void The_parts_of_any_text_join_to_the_text() =>
        Gen.Select(Pieces.Array[0, 60].Select(string.Concat), Gen.OneOf(Languages.All.ToArray()), Gen.Int[1, 80])
            .Sample(
                (text, language, longest) =>
                {
                    var parts = Segmenter.Split(text, language, longest);
                    Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
                    Assert.All(parts, part => Assert.NotEmpty(part.Text));
                    Assert.All(parts.Where(part => part.IsSentence), part => Assert.InRange(part.Text.Length, 1, longest));
                    Assert.All(parts.Where(part => part.IsSentence), part => Assert.Equal(part.Text.Trim(), part.Text));
                    var borders = StringInfo.ParseCombiningCharacters(text).ToHashSet();
                    var place = 0;
                    foreach (var part in parts)
                    {
                        Assert.True(place == 0 || borders.Contains(place) || char.IsWhiteSpace(text[place - 1]));
                        place += part.Text.Length;
                    }
                },
                iter: 3000,
                seed: "56-vbt0kR-n1"
            );

    private static readonly Gen<string> Pieces = Gen.Frequency(
        (6, Gen.OneOf("word", "Word", "λέξη", "Λέξη", "слово", "Art", "z.B", "π.χ", "3", "1.234,50", "www.example.com")),
        (4, Gen.OneOf(" ", ". ", "! ", "; ", ", ", "? ", ".", "...", ")", "(", "»", "- ", "1. ", "a) ")),
        (2, Gen.OneOf("\n", "\r\n", "\r", "\n\n", "\u2028", "\u0085", "\t", "\u00A0", "\v")),
        (
            1,
            Gen.OneOf("\0", "\u0007", "\u200F", "\u202E", "\u2066", "\uFEFF", "\uE000", "\uE001", "\uD83D", "\uDE00", "e\u0301\u0301", "😀", "👨‍👩‍👧", "🇨🇾")
        ),
        (1, Gen.String)
    );

    private static string Rune(string text) => string.Concat(text.EnumerateRunes());

    private static IEnumerable<string> Sentences(string text, string language, int longest = 1000) =>
        Segmenter.Split(text, language, longest).Where(part => part.IsSentence).Select(part => part.Text);
}
