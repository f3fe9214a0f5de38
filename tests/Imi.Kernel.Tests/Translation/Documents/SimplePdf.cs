using System.Globalization;
using System.Text;

namespace Imi.Kernel.Tests.Translation.Documents;

/// <summary>Writes small PDF files by hand.</summary>
internal static class SimplePdf
{
    /// <summary>Writes a PDF.</summary>
    /// <param name="pages">The content of each page: operators between <c>BT</c> and <c>ET</c>.</param>
    public static byte[] Of(IReadOnlyList<string> pages)
    {
        const int first = 4; // The first number of a page; each page is followed by its content.
        var kids = string.Join(' ', pages.Select((_, index) => $"{first + (2 * index)} 0 R"));
        return Raw([
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Kids[{kids}]/Count {pages.Count}>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            .. pages.SelectMany(
                (page, index) =>
                    new[]
                    {
                        $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {first + (2 * index) + 1} 0 R>>",
                        $"<</Length {page.Length + 6}>>stream\nBT {page} ET\nendstream",
                    }
            ),
        ]);
    }

    /// <summary>Writes a PDF from its objects, the catalogue first.</summary>
    public static byte[] Raw(params string[] objects)
    {
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var content in objects)
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{content}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
