using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>
/// The text of PDF documents. The copy is a Word document, because the layout of a PDF has no room for longer sentences: it has the paragraphs, and says where
/// each page begins. Text files would do as well, but many programs open them in the wrong encoding, and they cannot be printed with readable line breaks.
/// </summary>
internal sealed class PdfText : IDocumentKind
{
    private const int MostPages = 2_000;
    private const int MostLettersOfPage = 50_000;

    /// <summary>The part by which sizes of letters differ within a paragraph at most.</summary>
    private const double SameSize = 0.15;

    /// <inheritdoc/>
    public string ContentType => WordDocument.MediaType;

    /// <inheritdoc/>
    public string Extension => WordDocument.FileExtension;

    /// <inheritdoc/>
    public byte[] Rewrite(byte[] content, DocumentWork work)
    {
        using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        if (document.NumberOfPages > MostPages)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
        var written = new List<string>();
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            work.CheckTime();
            written.Add($"— {number}/{document.NumberOfPages} —");
            foreach (var paragraph in ParagraphsOf(document.GetPage(number)))
                written.Add(LongText.Translate(paragraph, work));
        }

        return work.Note is { } note ? NewWordDocument.Write(note, written) : [];
    }

    private static IEnumerable<string> ParagraphsOf(Page page)
    {
        var letters = page.Letters.Where(letter => letter.Value.Length > 0).ToList();
        if (letters.Count > MostLettersOfPage)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
        if (letters.Count == 0)
            return [];
        var words = NearestNeighbourWordExtractor.Instance.GetWords(letters);
        var blocks = DocstrumBoundingBoxes.Instance.GetBlocks(words);
        return UnsupervisedReadingOrderDetector.Instance.Get(blocks).SelectMany(ParagraphsOf);
    }

    /// <summary>Joins the lines of a block; another size of letters begins another paragraph, for example after a heading.</summary>
    private static IEnumerable<string> ParagraphsOf(TextBlock block)
    {
        var (text, size) = (new StringBuilder(), 0.0);
        foreach (var line in block.TextLines)
        {
            var (words, ofLine) = (CleanOf(line.Text), line.Words[0].Letters[0].PointSize);
            if (words.Length == 0)
                continue;
            if (text.Length > 0 && Math.Abs(ofLine - size) > size * SameSize)
            {
                yield return text.ToString();
                text.Clear();
            }

            Join(text, words);
            size = ofLine;
        }

        if (text.Length > 0)
            yield return text.ToString();
    }

    /// <summary>Adds a line. A hyphen at the end of the line before goes if the next line continues the word in small letters.</summary>
    private static void Join(StringBuilder text, string line)
    {
        if (text.Length > 1 && text[^1] is '-' or '\u00AD' && char.IsLetter(text[^2]) && char.IsLower(line[0]))
            text.Length--;
        else if (text.Length > 0)
            text.Append(' ');
        text.Append(line);
    }

    /// <summary>Leaves out what XML cannot contain: fonts without a table of characters give any code.</summary>
    private static string CleanOf(string line) =>
        string.Concat(line.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF))).Trim();
}
