using Imi.Web.Hosting;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Imi.Web.Pages.Shared;

/// <summary>Writes a PDF document on A4 pages from top to bottom: headings, paragraphs and terms. A new page starts when one is full.</summary>
internal sealed class PdfSheets : IDisposable
{
    private const double Margin = 56;
    private const double Leading = 1.35;
    private const double TermWidth = 150;
    private const double FooterRoom = 30;

    private static readonly XFont Title = new(DocumentFonts.Family, 16, XFontStyleEx.Bold);
    private static readonly XFont Heading = new(DocumentFonts.Family, 11.5, XFontStyleEx.Bold);
    private static readonly XFont Text = new(DocumentFonts.Family, 9.5);
    private static readonly XFont Strong = new(DocumentFonts.Family, 9.5, XFontStyleEx.Bold);
    private static readonly XFont Small = new(DocumentFonts.Family, 7.5);
    private static readonly XColor Ink = XColor.FromArgb(38, 43, 56);
    private static readonly XColor Mute = XColor.FromArgb(81, 86, 96);

    private readonly PdfDocument _document = new();
    private XGraphics _page = null!;
    private double _y;

    /// <summary>Starts a document.</summary>
    /// <param name="title">The title of the document.</param>
    /// <param name="language">The language of the document, by BCP 47.</param>
    public PdfSheets(string title, string language)
    {
        _document.Info.Title = title;
        _document.Language = language;
        Turn();
    }

    private double Width => _page.PageSize.Width - (2 * Margin);

    private double Bottom => _page.PageSize.Height - Margin - FooterRoom;

    /// <summary>Writes the title of the document.</summary>
    public PdfSheets WriteTitle(string text) => Write(text, Title, Ink, Margin, Width, after: 8);

    /// <summary>Writes a heading; it stays on the page of the text that follows.</summary>
    public PdfSheets WriteHeading(string text)
    {
        if (_y + (5 * Text.Size * Leading) > Bottom)
            Turn();
        _y += 10;
        return Write(text, Heading, Ink, Margin, Width, after: 4);
    }

    /// <summary>Writes a paragraph.</summary>
    public PdfSheets WriteParagraph(string text) => Write(text, Text, Ink, Margin, Width, after: 5);

    /// <summary>Writes a term with its description beside it.</summary>
    public PdfSheets WriteTerm(string term, string text)
    {
        var (terms, lines) = (Lines(term, Strong, TermWidth - 10), Lines(text, Text, Width - TermWidth));
        for (var line = 0; line < Math.Max(terms.Count, lines.Count); line++)
        {
            Need(Text.Size * Leading);
            if (line < terms.Count)
                Draw(terms[line], Strong, Mute, Margin);
            if (line < lines.Count)
                Draw(lines[line], Text, Ink, Margin + TermWidth);
            _y += Text.Size * Leading;
        }

        _y += 3;
        return this;
    }

    /// <summary>Completes the document with a footer on each page.</summary>
    /// <param name="foot">The text of the footer; the page number follows it.</param>
    /// <returns>The PDF file.</returns>
    public byte[] End(string foot)
    {
        _page.Dispose();
        for (var number = 0; number < _document.PageCount; number++)
        {
            using var page = XGraphics.FromPdfPage(_document.Pages[number]);
            page.DrawString($"{foot} · {number + 1}/{_document.PageCount}", Small, new XSolidBrush(Mute), new XPoint(Margin, page.PageSize.Height - Margin));
        }

        using var bytes = new MemoryStream();
        _document.Save(bytes);
        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _page.Dispose();
        _document.Dispose();
    }

    private PdfSheets Write(string text, XFont font, XColor color, double x, double width, double after)
    {
        foreach (var line in Lines(text, font, width))
        {
            Need(font.Size * Leading);
            Draw(line, font, color, x);
            _y += font.Size * Leading;
        }

        _y += after;
        return this;
    }

    private void Draw(string line, XFont font, XColor color, double x) => _page.DrawString(line, font, new XSolidBrush(color), new XPoint(x, _y + font.Size));

    /// <summary>Breaks a text into lines: at spaces, or anywhere in a word that is wider than a line.</summary>
    private List<string> Lines(string text, XFont font, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                var rest = word;
                while (rest.Length > 0 || line.Length == 0)
                {
                    var longer = line.Length == 0 ? rest : $"{line} {rest}";
                    if (Fits(longer))
                    {
                        line = longer;
                        break;
                    }

                    if (line.Length > 0)
                    {
                        lines.Add(line);
                        line = "";
                        continue;
                    }

                    var most = rest.Length - 1;
                    while (most > 1 && !Fits(rest[..most]))
                        most--;
                    lines.Add(rest[..most]);
                    rest = rest[most..];
                }
            }

            lines.Add(line);
        }

        return lines;

        bool Fits(string one) => _page.MeasureString(one, font).Width <= width;
    }

    private void Need(double height)
    {
        if (_y + height > Bottom)
            Turn();
    }

    private void Turn()
    {
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        _y = Margin;
    }
}
