using PdfSharp.Fonts;

namespace Imi.Web.Hosting;

/// <summary>Supplies the fonts of PDF documents from the program's own files, so that Latin, Greek and Cyrillic text is the same on every machine.</summary>
internal sealed class DocumentFonts(IWebHostEnvironment environment) : IFontResolver
{
    /// <summary>The font family.</summary>
    public const string Family = "DejaVu Sans";

    private const string Regular = "DejaVuSans";
    private const string Bold = "DejaVuSans-Bold";

    /// <summary>Registers the fonts with the PDF library, which keeps one resolver a process.</summary>
    public static void Use(IWebHostEnvironment environment) => GlobalFontSettings.FontResolver ??= new DocumentFonts(environment);

    /// <inheritdoc/>
    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Regular);

    /// <inheritdoc/>
    public byte[]? GetFont(string faceName)
    {
        using var file = environment.WebRootFileProvider.GetFileInfo($"lib/dejavu/{faceName}.ttf").CreateReadStream();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
