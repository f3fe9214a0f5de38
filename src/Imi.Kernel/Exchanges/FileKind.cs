namespace Imi.Kernel.Exchanges;

/// <summary>A kind of file that exchanges take.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Extensions">What names of such files end with, with the point, in lower case.</param>
/// <param name="MayShowInline">Whether a browser may show it in place: only what can hold no programs.</param>
public sealed record FileKind(string ContentType, IReadOnlyList<string> Extensions, bool MayShowInline)
{
    internal static readonly FileKind Pdf = new("application/pdf", [".pdf"], false);
    internal static readonly FileKind Png = new("image/png", [".png"], true);
    internal static readonly FileKind Jpeg = new("image/jpeg", [".jpg", ".jpeg"], true);
    internal static readonly FileKind Gif = new("image/gif", [".gif"], true);
    internal static readonly FileKind Tiff = new("image/tiff", [".tif", ".tiff"], false);
    internal static readonly FileKind Text = new("text/plain", [".txt"], true);
    internal static readonly FileKind Csv = new("text/csv", [".csv"], false);
    internal static readonly FileKind WordDocument = new(OpenXml + "wordprocessingml.document", [".docx"], false);
    internal static readonly FileKind Workbook = new(OpenXml + "spreadsheetml.sheet", [".xlsx"], false);
    internal static readonly FileKind Slides = new(OpenXml + "presentationml.presentation", [".pptx"], false);
    internal static readonly FileKind OpenText = new("application/vnd.oasis.opendocument.text", [".odt"], false);
    internal static readonly FileKind OpenSpreadsheet = new("application/vnd.oasis.opendocument.spreadsheet", [".ods"], false);
    internal static readonly FileKind OpenSlides = new("application/vnd.oasis.opendocument.presentation", [".odp"], false);

    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";

    /// <summary>Every kind that is taken.</summary>
    public static IReadOnlyList<FileKind> All { get; } =
        [Pdf, Png, Jpeg, Gif, Tiff, Text, Csv, WordDocument, Workbook, Slides, OpenText, OpenSpreadsheet, OpenSlides];

    /// <summary>The kind of a media type, or null where none such is taken.</summary>
    public static FileKind? Of(string contentType) => All.FirstOrDefault(kind => kind.ContentType == contentType);

    /// <summary>Whether a file's name ends as names of this kind do.</summary>
    internal bool Fits(string fileName) => Extensions.Contains(Path.GetExtension(fileName).ToLowerInvariant());
}
