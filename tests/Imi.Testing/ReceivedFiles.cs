using System.Text;
using static Imi.Testing.OfficeZip;

namespace Imi.Testing;

/// <summary>Realistic files that authorities send and receive, and refused files with the text key of the reason.</summary>
public static class ReceivedFiles
{
    private const int LargestFile = 20 * 1024 * 1024;
    private const int RoomForDirectory = 4_096;
    private const string PdfBody =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    private const string Bytes = "application/octet-stream";
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private static readonly byte[] Program = [.. "MZ"u8, 0x90, 0x00];

    /// <summary>Accepted files with the content type with which they are served.</summary>
    public static IReadOnlyList<(string Name, byte[] Content, string ServedAs)> Taken { get; } =
    [
        ("deflated.docx", Docx(10_000), OpenXml + "wordprocessingml.document"),
        ("streamed.docx", Docx(10_000, isStreamed: true), OpenXml + "wordprocessingml.document"),
        ("stored.docx", Stored(Docx(10_000)), OpenXml + "wordprocessingml.document"),
        ("largest.xlsx", Xlsx(LargestFile - RoomForDirectory), OpenXml + "spreadsheetml.sheet"),
        ("stored.xlsx", Stored(Xlsx(300_000)), OpenXml + "spreadsheetml.sheet"),
        ("letter.odt", Odt(30_000), "application/vnd.oasis.opendocument.text"),
        ("stored.odt", Stored(Odt(30_000)), "application/vnd.oasis.opendocument.text"),
        ("scan.pdf", Encoding.Latin1.GetBytes("\u00EF\u00BB\u00BFScanner 3000\r\n" + PdfBody), "application/pdf"),
        ("unicode.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Καταγγελία\r\n")], "text/plain; charset=utf-16"),
        ("windows-1253.txt", [0xCA, 0xE1, 0xEB, 0xE7, 0xEC, 0xDD, 0xF1, 0xE1, 0x0D, 0x0A], "text/plain; charset=unknown-8bit"),
        ("offer.eml", Utf8("From: a@example.org\r\nTo: b@example.eu\r\nSubject: Angebot\r\n\r\n<html><script>alert(1)</script></html>"), Bytes),
        ("offer.msg", CompoundFile.Of("__nameid_version1.0", "__properties_version1.0"), Bytes),
        (
            "decision.asice",
            Zip(
                false,
                [
                    ("mimetype", Utf8("application/vnd.etsi.asic-e+zip"), false),
                    ("decision.pdf", Utf8(PdfBody), true),
                    ("META-INF/signatures0.xml", Utf8("<x/>"), true),
                ]
            ),
            Bytes
        ),
        ("decision.pdf.p7m", [0x30, 0x82, 0x10, 0x00, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x82, .. new byte[100]], Bytes),
    ];

    /// <summary>Refused files with the text key of the reason.</summary>
    public static IReadOnlyList<(string Name, byte[] Content, string Reason)> Refused { get; } =
    [
        ("macros.docx", Docx(more: ("word/vbaProject.bin", Program[2..])), "file.has-macros"),
        ("program.docx", Docx(more: ("word/embeddings/setup.exe", Program)), "file.has-program"),
        ("disguised.odt", Odt(more: ("Pictures/1.png", Program)), "file.has-program"),
        ("object.xlsx", Xlsx(more: ("xl/embeddings/oleObject1.bin", CompoundFile.Of("\u0001Ole10Native"))), "file.has-object"),
        (
            "template.docx",
            Docx(more: ("word/_rels/settings.xml.rels", Utf8(Rels(("attachedTemplate", "https://example.org/t.dotm", true))))),
            "file.loads-from-elsewhere"
        ),
        ("password.docx", CompoundFile.Of("EncryptionInfo", "EncryptedPackage"), "file.password"),
        ("password.odt", Odt(manifest: "<manifest:encryption-data/>"), "file.password"),
        ("old.doc", CompoundFile.Of("WordDocument"), "file.old-office"),
        ("active.pdf", Utf8("%PDF-1.4\n3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n" + PdfBody[9..]), "file.pdf-active"),
    ];
}
