using Imi.Kernel.Exchanges.Files;

namespace Imi.Kernel.Exchanges;

/// <summary>A kind of file that exchanges accept.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Extensions">Its file name extensions, with the dot, in lower case.</param>
/// <param name="TextKey">The key of its name below <c>files.kinds</c>.</param>
public sealed record FileKind(string ContentType, IReadOnlyList<string> Extensions, string TextKey)
{
    internal static readonly FileKind Pdf = new("application/pdf", [".pdf"], "pdf");
    internal static readonly FileKind Png = Picture("image/png", ".png") with { MayShowInline = true };
    internal static readonly FileKind Jpeg = Picture("image/jpeg", ".jpg", ".jpeg") with { MayShowInline = true };
    internal static readonly FileKind Gif = Picture("image/gif", ".gif") with { MayShowInline = true };
    internal static readonly FileKind Tiff = Picture("image/tiff", ".tif", ".tiff");
    internal static readonly FileKind WebP = Picture("image/webp", ".webp");
    internal static readonly FileKind Heic = Picture("image/heic", ".heic", ".heif");
    internal static readonly FileKind Text = new("text/plain", [".txt"], "text") { MayShowInline = true };
    internal static readonly FileKind TextUtf16 = Text with { ContentType = "text/plain; charset=utf-16", MayShowInline = false };
    internal static readonly FileKind TextUtf16BigEndian = Text with { ContentType = "text/plain; charset=utf-16be", MayShowInline = false };
    internal static readonly FileKind TextUtf16LittleEndian = Text with { ContentType = "text/plain; charset=utf-16le", MayShowInline = false };

    /// <summary>A text whose code page is unknown (RFC 1428). The charset is stated so that browsers do not guess it.</summary>
    internal static readonly FileKind TextOfUnknownCodePage = Text with { ContentType = "text/plain; charset=unknown-8bit", MayShowInline = false };
    internal static readonly FileKind Csv = new("text/csv", [".csv"], "csv");
    internal static readonly FileKind WordDocument = new(OpenXml + "wordprocessingml.document", [".docx"], "word");
    internal static readonly FileKind Workbook = new(OpenXml + "spreadsheetml.sheet", [".xlsx"], "excel");
    internal static readonly FileKind Slides = new(OpenXml + "presentationml.presentation", [".pptx"], "powerpoint");
    internal static readonly FileKind OpenText = new(OpenDocument + "text", [".odt"], "odt");
    internal static readonly FileKind OpenSpreadsheet = new(OpenDocument + "spreadsheet", [".ods"], "ods");
    internal static readonly FileKind OpenSlides = new(OpenDocument + "presentation", [".odp"], "odp");
    internal static readonly FileKind Email = new("message/rfc822", [".eml"], "email") { ServedAs = Bytes };
    internal static readonly FileKind OutlookEmail = new("application/vnd.ms-outlook", [".msg"], "email") { ServedAs = Bytes };
    internal static readonly FileKind SignedContainer = new("application/vnd.etsi.asic-e+zip", [".asice", ".sce", ".bdoc", ".edoc"], "signed")
    {
        ServedAs = Bytes,
    };

    internal static readonly FileKind SimpleSignedContainer = new("application/vnd.etsi.asic-s+zip", [".asics", ".scs"], "signed") { ServedAs = Bytes };
    internal static readonly FileKind SignedData = new("application/pkcs7-mime", [".p7m"], "signed") { ServedAs = Bytes };
    internal static readonly FileKind Signature = new("application/pkcs7-signature", [".p7s"], "signature") { ServedAs = Bytes };

    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    internal const string OpenDocument = "application/vnd.oasis.opendocument.";
    private const string Bytes = "application/octet-stream";

    /// <summary>Whether a browser may display it inline; only for kinds that cannot contain scripts.</summary>
    public bool MayShowInline { get; private init; }

    /// <summary>The media type under which it is served if its own could make a program open it; null to serve it under its own.</summary>
    public string? ServedAs { get; private init; }

    /// <summary>All kinds that exchanges accept.</summary>
    public static IReadOnlyList<FileKind> All { get; } =
    [
        Pdf,
        Png,
        Jpeg,
        Gif,
        Tiff,
        WebP,
        Heic,
        Text,
        TextUtf16,
        TextUtf16BigEndian,
        TextUtf16LittleEndian,
        TextOfUnknownCodePage,
        Csv,
        WordDocument,
        Workbook,
        Slides,
        OpenText,
        OpenSpreadsheet,
        OpenSlides,
        Email,
        OutlookEmail,
        SignedContainer,
        SimpleSignedContainer,
        SignedData,
        Signature,
    ];

    /// <summary>The file name extensions of all kinds, with the dot.</summary>
    public static IReadOnlyList<string> AllExtensions { get; } = [.. All.SelectMany(kind => kind.Extensions).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it is a picture, which may contain the location where it was taken.</summary>
    internal bool IsPicture => TextKey == "picture";

    /// <summary>Finds the kind of a media type; null if exchanges do not accept it.</summary>
    public static FileKind? Of(string contentType) => All.FirstOrDefault(kind => kind.ContentType == contentType);

    /// <summary>Detects the kind of a file from its content, which must fit its name.</summary>
    /// <returns>The kind; null if exchanges do not accept the file, for example because of active content.</returns>
    internal static FileKind? In(string fileName, byte[] content) => FileKinds.Of(fileName, content).Kind;

    /// <summary>Returns whether a file name has an extension of this kind.</summary>
    internal bool Fits(string fileName) => Extensions.Contains(Path.GetExtension(fileName).ToLowerInvariant());

    private static FileKind Picture(string contentType, params string[] extensions) => new(contentType, extensions, "picture");
}
