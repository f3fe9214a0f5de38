using PdfSharp.Fonts;

namespace Imi.Web.Hosting;

/// <summary>The fonts of documents, from the program's own files: what is written looks alike on every machine, in Latin, Greek and Cyrillic.</summary>
internal sealed class DocumentFonts(IWebHostEnvironment environment) : IFontResolver
{
    /// <summary>The family.</summary>
    public const string Family = "DejaVu Sans";

    private const string Regular = "DejaVuSans";
    private const string Bold = "DejaVuSans-Bold";

    /// <summary>Hands the fonts to the library, which keeps one resolver for the whole program.</summary>
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
