using System.IO.Compression;
using System.Text;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Files;
using Imi.Testing;
using Xunit;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>Files from scanners, old programs and mail programs, as authorities receive them as evidence.</summary>
public sealed class ReceivedFilesTests
{
    private const string Body = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    private const string Mail =
        "Received: from mx.example.org\r\n\tby mail.example.eu\r\nFrom: a@example.org\r\nSubject: Angebot\r\n\r\n<html><script>alert(1)</script></html>";
    private static readonly byte[] SignedData =
    [
        0x30,
        0x82,
        0x10,
        0x00,
        0x06,
        0x09,
        0x2A,
        0x86,
        0x48,
        0x86,
        0xF7,
        0x0D,
        0x01,
        0x07,
        0x02,
        0xA0,
        0x82,
        .. new byte[100],
    ];

    [Theory]
    [InlineData("\u00EF\u00BB\u00BF%PDF-1.4\n" + Body)]
    [InlineData("Scanner 3000\r\n\r\n%PDF-1.4\n" + Body)]
    [InlineData("%PDF-1.4\n" + Body + "\0\0\0 printed by Scanner 3000")]
    public void Bytes_before_and_after_a_PDF_are_accepted(string content) => AssertAccepted("application/pdf", "scan.pdf", Latin(content));

    [Theory]
    [InlineData("MZ\u0090\0 %PDF-1.4\n", "file.kind-not-taken")]
    [InlineData("<html>%PDF-1.4\n", "file.kind-not-taken")]
    [InlineData("#!/bin/sh\n%PDF-1.4\n", "file.kind-not-taken")]
    public void A_program_with_a_PDF_header_is_not_a_PDF(string beginning, string reason) => AssertRefused(reason, "scan.pdf", Latin(beginning + Body));

    [Theory]
    [InlineData("3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n")]
    [InlineData("3 0 obj<</S/J#61vaScript/JS(app.alert(1))>>endobj\n")]
    [InlineData("3 0 obj<</Type/Action/S /Launch /F(cmd.exe)>>endobj\n")]
    public void A_PDF_with_active_content_is_refused(string action) => AssertRefused("file.pdf-active", "form.pdf", Latin("%PDF-1.4\n" + action + Body));

    [Fact]
    public void Active_content_in_a_compressed_PDF_stream_is_refused()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write("3 0 <</S/JavaScript/JS(app.alert(1))>>"u8);
        AssertRefused(
            "file.pdf-active",
            "form.pdf",
            [
                .. Latin("%PDF-1.5\n4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\r\n"),
                .. packed.ToArray(),
                .. Latin("\nendstream endobj\n" + Body),
            ]
        );
        AssertAccepted("application/pdf", "form.pdf", Latin("%PDF-1.5\n3 0 obj(Names like /JavaScripted and /Launcher are no actions)endobj\n" + Body));
    }

    [Fact]
    public void An_encrypted_PDF_is_accepted_only_if_it_opens_without_a_password()
    {
        AssertAccepted("application/pdf", "extract.pdf", EncryptedPdf.Of(userPassword: ""));
        AssertRefused("file.password", "secret.pdf", EncryptedPdf.Of(userPassword: "secret"));
        AssertRefused("file.pdf-active", "form.pdf", EncryptedPdf.Of(userPassword: "", "/OpenAction<</S/JavaScript/JS(x)>>"));
    }

    [Fact]
    public void A_text_is_accepted_in_every_common_encoding()
    {
        const string Greek = "Καταγγελία: παράβαση\r\n\tάρθρο 6";
        AssertAccepted("text/plain", "a.txt", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Greek)]);
        AssertAccepted("text/plain; charset=utf-16", "a.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Greek)]);
        AssertAccepted("text/plain; charset=utf-16", "a.txt", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Greek)]);
        AssertAccepted("text/plain; charset=utf-16le", "a.txt", Encoding.Unicode.GetBytes(Greek));
        AssertAccepted("text/plain; charset=utf-16be", "a.txt", Encoding.BigEndianUnicode.GetBytes(Greek));
        AssertAccepted("text/plain; charset=unknown-8bit", "a.txt", [0xCA, 0xE1, 0xEB, 0xE7, 0xEC, 0xDD, 0xF1, 0xE1, 0x0D, 0x0A]); // Windows-1253.
        AssertAccepted("text/csv", "a.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("name\tποσό")]);
        AssertRefused("file.kind-not-taken", "a.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<script>alert(1)</script>")]);
        AssertRefused("file.kind-not-taken", "a.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a\u0007b")]);
    }

    [Fact]
    public void Emails_and_signatures_are_accepted_and_served_as_plain_bytes()
    {
        AssertAccepted("message/rfc822", "offer.eml", Latin(Mail));
        AssertAccepted("application/vnd.ms-outlook", "offer.msg", CompoundFile.Of("__nameid_version1.0", "__properties_version1.0"));
        AssertAccepted("application/pkcs7-mime", "decision.pdf.p7m", SignedData);
        AssertAccepted("application/pkcs7-signature", "decision.p7s", SignedData);
        AssertAccepted(
            "application/pkcs7-mime",
            "decision.p7m",
            Latin("-----BEGIN PKCS7-----\n" + Convert.ToBase64String(SignedData, Base64FormattingOptions.InsertLineBreaks) + "\n-----END PKCS7-----\n")
        );
        AssertAccepted("application/pkcs7-mime", "decision.p7m", Latin(Convert.ToBase64String(SignedData)));
        byte[] enveloped = [.. SignedData];
        enveloped[14] = 0x03;
        AssertRefused("file.password", "secret.p7m", enveloped);
        AssertRefused("file.not-what-its-name-says", "page.eml", Latin("Hello,\n\nthis is no e-mail."));
        AssertRefused("file.kind-not-taken", "page.eml", Latin("<html><script>alert(1)</script></html>"));
        foreach (var kind in FileKind.All.Where(kind => kind.TextKey is "email" or "signed" or "signature"))
            Assert.Equal(("application/octet-stream", false), (kind.ServedAs, kind.MayShowInline));
    }

    [Fact]
    public void The_location_is_removed_from_a_picture_and_nothing_else()
    {
        foreach (
            var picture in (byte[][])
                [
                    PictureFile.Jpeg(true),
                    PictureFile.Jpeg(false),
                    PictureFile.Png(bytes => PngSums.SumOf(bytes)),
                    PictureFile.WebP(),
                    PictureFile.Exif(true),
                    PictureFile.Exif(false),
                ]
        )
        {
            Assert.True(PicturePosition.IsIn(picture), "The test's picture says no position.");
            var changed = picture.ToArray();
            Assert.True(PicturePosition.Remove(changed));
            Assert.False(PicturePosition.IsIn(changed));
            Assert.Equal(picture.Length, changed.Length);
            Assert.True(changed.AsSpan().IndexOf(Encoding.ASCII.GetBytes(PictureFile.Maker)) > 0);
            Assert.Contains(
                MetadataExtractor.ImageMetadataReader.ReadMetadata(new MemoryStream(changed)).SelectMany(directory => directory.Tags),
                tag => tag.Name == "Make" && tag.Description == PictureFile.Maker
            );
            Assert.False(PicturePosition.Remove(changed));
        }

        var heic = PictureFile.Heic();
        Assert.True(PicturePosition.Remove(heic));
        Assert.False(PicturePosition.Remove(heic));
        var plain = PictureFile.PlainJpeg();
        Assert.False(PicturePosition.Remove(plain));
        Assert.Equal(PictureFile.PlainJpeg(), plain);
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private static void AssertAccepted(string contentType, string name, byte[] content)
    {
        var verdict = FileKinds.Of(name, content);
        Assert.Equal((null, contentType), (verdict.Refusal, verdict.Kind?.ContentType));
    }

    private static void AssertRefused(string reason, string name, byte[] content) => Assert.Equal(reason, FileKinds.Of(name, content).Refusal);
}
