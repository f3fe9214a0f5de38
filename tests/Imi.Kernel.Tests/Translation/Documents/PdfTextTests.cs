namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>The text of a PDF becomes a Word document with a mark for each page.</summary>
public class PdfTextTests
{
    private static readonly byte[] Letter = SimplePdf.Of([
        "/F 12 Tf 50 780 Td (The shop sold an umbrella that breaks when it is) Tj 0 -15 Td (opened. It is unsafe for con-) Tj 0 -15 Td (sumers.) Tj"
            + " 0 -60 Td (Second paragraph.) Tj",
        "/F 12 Tf 50 780 Td (Next page.) Tj",
    ]);

    [Fact]
    public async Task Lines_of_a_paragraph_are_joined_into_sentences()
    {
        Assert.Equal(
            ["The shop sold an umbrella that breaks when it is opened.", "It is unsafe for consumers.", "Second paragraph.", "Next page."],
            await TranslatedCopies.SentencesAsync(TranslatedCopies.Pdf, Letter)
        );
    }

    [Fact]
    public async Task The_copy_is_a_word_document_that_says_where_pages_begin()
    {
        var copy = await TranslatedCopies.OfAsync(TranslatedCopies.Pdf, Letter);

        Assert.Equal(
            [
                TranslatedCopies.Note.Title,
                .. TranslatedCopies.Note.Lines,
                "— 1/2 —",
                "[es] The shop sold an umbrella that breaks when it is opened. [es] It is unsafe for consumers.",
                "[es] Second paragraph.",
                "— 2/2 —",
                "[es] Next page.",
            ],
            OfficeDocuments.InDocx(copy, main => OfficeDocuments.Paragraphs(main.Document!.Body!))
        );
    }
}
