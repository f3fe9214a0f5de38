using System.Buffers.Binary;
using System.IO.Compression;
using Imi.Kernel.Exchanges.Files;
using Imi.Testing;
using Xunit;
using static Imi.Testing.OfficeZip;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>Office documents and signed containers are accepted as real programs write them, or refused with the right reason.</summary>
public sealed class OfficeFilesTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47];

    [Theory]
    [InlineData("real.odt", false, 30_000)]
    [InlineData("real.docx", true, 10_000)]
    [InlineData("real.docx", false, 10_000)]
    [InlineData("real.xlsx", true, 3_000_000)]
    public void A_document_is_accepted_however_its_program_packs_it(string name, bool isStreamed, int size) =>
        AssertAccepted(
            name,
            name.EndsWith("odt", StringComparison.Ordinal) ? Odt(size)
                : name.EndsWith("docx", StringComparison.Ordinal) ? Docx(size, isStreamed)
                : Xlsx(size, isStreamed)
        );

    [Fact]
    public void A_chart_with_its_workbook_and_a_web_link_are_accepted() =>
        AssertAccepted(
            "report.docx",
            Docx(
                more:
                [
                    (
                        "word/_rels/document.xml.rels",
                        Utf8(
                            Rels(
                                ("hyperlink", "https://example.org/act", true),
                                ("attachedTemplate", "file:///C:\\Users\\me\\Normal.dotm", true),
                                ("package", "embeddings/chart.xlsx", false)
                            )
                        )
                    ),
                    ("word/embeddings/chart.xlsx", Xlsx()),
                ]
            )
        );

    [Theory]
    [InlineData("file.has-macros", "vbaProject", "vbaProject.bin", false)]
    [InlineData("file.has-object", "oleObject", "embeddings/oleObject1.bin", false)]
    [InlineData("file.has-object", "control", "activeX/activeX1.xml", false)]
    [InlineData("file.has-object", "aFChunk", "part.html", false)]
    [InlineData("file.loads-from-elsewhere", "attachedTemplate", "https://evil.example/t.dotm", true)]
    [InlineData("file.loads-from-elsewhere", "attachedTemplate", "\\\\evil.example\\share\\t.dotm", true)]
    [InlineData("file.loads-from-elsewhere", "attachedTemplate", "file://evil.example/share/t.dotm", true)]
    [InlineData("file.loads-from-elsewhere", "attachedTemplate", "file:///\\\\evil.example\\share\\t.dotm", true)]
    [InlineData("file.loads-from-elsewhere", "image", "http://evil.example/pixel.png", true)]
    [InlineData("file.loads-from-elsewhere", "externalLinkPath", "https://evil.example/book.xlsx", true)]
    [InlineData("file.loads-from-elsewhere", "frame", "mhtml:http://evil.example/x!x", true)]
    public void Active_content_is_refused_with_its_reason(string reason, string type, string target, bool isExternal) =>
        AssertRefused(reason, "a.docx", Docx(more: ("word/_rels/settings.xml.rels", Utf8(Rels((type, target, isExternal))))));

    [Fact]
    public void Embedded_objects_are_inspected()
    {
        AssertRefused("file.has-program", "a.docx", Docx(more: ("word/media/image2.png", [.. "MZ"u8, 0x90, 0x00])));
        AssertRefused("file.has-program", "a.docx", Docx(more: ("word/embeddings/run.vbs", Utf8("MsgBox 1"))));
        AssertRefused("file.has-program", "a.odt", Odt(more: ("Object 1", [.. "MZ"u8, 0x90, 0x00])));
        AssertRefused("file.has-object", "a.xlsx", Xlsx(more: ("xl/embeddings/oleObject1.bin", CompoundFile.Of("\u0001Ole10Native"))));
        AssertRefused("file.has-object", "a.docx", Docx(more: ("word/embeddings/pack.zip", Zip(false, [("a.txt", Picture, true)]))));
        AssertRefused("file.has-macros", "a.docx", Docx(more: ("word/embeddings/sheet.xlsx", Xlsx(more: ("xl/vbaProject.bin", Picture)))));
        AssertRefused(
            "file.has-object",
            "a.docx",
            Docx(more: ("word/embeddings/1.docx", Docx(more: ("word/embeddings/2.docx", Docx(more: ("word/embeddings/3.docx", Docx()))))))
        );
    }

    [Theory]
    [InlineData("file.loads-from-elsewhere", "<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\"</w:instrText>")]
    [InlineData("file.loads-from-elsewhere", "<w:fldSimple w:instr=\"DDE excel book\"/>")]
    [InlineData("file.loads-from-elsewhere", "<w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText>")]
    public void A_field_that_starts_another_program_is_refused(string reason, string field) =>
        AssertRefused(
            reason,
            "a.docx",
            Docx(
                more: (
                    "word/footer1.xml",
                    Utf8($"""<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r>{field}</w:r></w:ftr>""")
                )
            )
        );

    [Fact]
    public void A_text_that_mentions_such_fields_is_accepted() =>
        AssertAccepted(
            "a.docx",
            Docx(
                more: (
                    "word/footer1.xml",
                    Utf8("""<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:t>DDEAUTO is dangerous</w:t></w:ftr>""")
                )
            )
        );

    [Fact]
    public void Active_content_in_an_OpenDocument_file_is_refused()
    {
        AssertAccepted("a.odt", Odt(content: """<text:a xlink:href="https://example.org"/><draw:object xlink:href="./Object 1"/>"""));
        AssertRefused("file.has-macros", "a.odt", Odt(content: """<script:event-listener xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic"/>"""));
        AssertRefused("file.has-macros", "a.odt", Odt(more: ("Scripts/python/run.py", Picture)));
        AssertRefused(
            "file.has-object",
            "a.odt",
            Odt(manifest: """<manifest:file-entry manifest:media-type="application/vnd.sun.star.oleobject" manifest:full-path="Object 1"/>""")
        );
        AssertRefused("file.has-object", "a.odt", Odt(content: """<draw:object-ole xlink:href="./Object 1"/>"""));
        AssertRefused("file.loads-from-elsewhere", "a.odt", Odt(content: """<draw:image xlink:href="http://evil.example/pixel.png"/>"""));
        AssertRefused("file.loads-from-elsewhere", "a.odt", Odt(content: """<text:section-source xlink:href="https://evil.example/part.odt"/>"""));
        AssertRefused("file.loads-from-elsewhere", "a.odt", Odt(content: """<office:dde-source/>"""));
    }

    [Fact]
    public void An_encrypted_document_is_refused_with_that_reason()
    {
        AssertRefused("file.password", "a.odt", Odt(manifest: "<manifest:encryption-data/>"));
        AssertRefused(
            "file.password",
            "a.odt",
            Zip(
                false,
                [
                    ("mimetype", Utf8("application/vnd.oasis.opendocument.text"), false),
                    ("encrypted-package", Picture, false),
                    ("META-INF/manifest.xml", Utf8("<m/>"), true),
                ]
            )
        );
        AssertRefused("file.password", "a.docx", CompoundFile.Of("EncryptionInfo", "EncryptedPackage", "\u0006DataSpaces"));
        AssertRefused("file.password", "a.xlsx", CompoundFile.Of("1", "2", "3", "4", "5", "6", "EncryptedPackage"));
    }

    [Theory]
    [InlineData("old.doc", "WordDocument")]
    [InlineData("old.xls", "Workbook")]
    [InlineData("old.ppt", "PowerPoint Document")]
    public void An_old_office_format_is_refused_with_that_reason(string name, string stream) => AssertRefused("file.old-office", name, CompoundFile.Of(stream));

    [Fact]
    public void A_zip_bomb_is_refused_before_it_expands()
    {
        var bomb = Docx(more: ("word/media/zeros.bin", new byte[1_000_000]));
        Assert.Throws<UnpackLimitException>(() =>
        {
            using var archive = new ZipArchive(new MemoryStream(bomb));
            new UnpackLimit(999_999).ReadThrough(archive.GetEntry("word/media/zeros.bin")!);
        });

        // The central directory declares the uncompressed size of each entry.
        var directory = bomb.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(directory + 24), (uint)OfficeFiles.LargestUnpacked);
        AssertRefused("file.unpacks-to-too-much", "a.docx", bomb);
    }

    [Fact]
    public void A_damaged_archive_is_reported_as_damaged()
    {
        var damaged = Docx(50_000);
        AssertRefused("file.damaged", "a.docx", damaged[..^200]);
        damaged.AsSpan(30, 60).Fill(0xFF);
        AssertRefused("file.damaged", "a.docx", damaged);
    }

    [Fact]
    public void A_signed_container_is_accepted_with_its_content()
    {
        byte[] Container(string type, string signature, params (string, byte[], bool)[] more) =>
            Zip(false, [("mimetype", Utf8(type), false), ("decision.pdf", Utf8("%PDF-1.7"), true), (signature, Utf8("<x/>"), true), .. more]);

        AssertAccepted(
            "a.asice",
            Container("application/vnd.etsi.asic-e+zip", "META-INF/signatures0.xml", ("annex.doc", CompoundFile.Of("WordDocument"), true))
        );
        AssertAccepted("a.asics", Container("application/vnd.etsi.asic-s+zip", "META-INF/signature.p7s"));
        AssertAccepted("a.sce", Zip(false, [("decision.pdf", Utf8("%PDF-1.7"), true), ("META-INF/signature.p7s", Utf8("x"), true)]));
        AssertRefused(
            "file.has-program",
            "a.asice",
            Container("application/vnd.etsi.asic-e+zip", "META-INF/signatures0.xml", ("setup.exe", [.. "MZ"u8, 0x90], true))
        );
        AssertRefused("file.kind-not-taken", "a.asice", Zip(false, [("decision.pdf", Utf8("%PDF-1.7"), true)]));
    }

    private static void AssertAccepted(string name, byte[] content)
    {
        var verdict = FileKinds.Of(name, content);
        Assert.Null(verdict.Refusal);
        Assert.NotNull(verdict.Kind);
    }

    private static void AssertRefused(string reason, string name, byte[] content) => Assert.Equal(reason, FileKinds.Of(name, content).Refusal);
}
