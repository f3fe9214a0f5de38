using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests attaching, checking and downloading files over the API.</summary>
[Collection(OnePlatform.Name)]
public class AttachmentTests(DemonstrationPlatform platform)
{
    private static readonly byte[] Pdf =
    [
        .. Encoding.ASCII.GetBytes("%PDF-1.7\n"),
        .. RandomNumberGenerator.GetBytes(700_000),
        .. Encoding.ASCII.GetBytes("\n%%EOF\n"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_downloaded_byte_for_byte_as_an_attachment(bool asForm)
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);

        var file = await DoneAsync(
            await spain.PostAsync(
                $"exchanges/{draft.Id()}/attachments{(asForm ? "" : "?name=απόφαση.pdf")}",
                asForm ? Form("απόφαση.pdf", Pdf) : new ByteArrayContent(Pdf)
            )
        );

        Assert.Equal(
            ("απόφαση.pdf", "application/pdf", Pdf.Length),
            (file.GetProperty("name").GetString(), file.GetProperty("contentType").GetString(), file.GetProperty("size").GetInt32())
        );
        using var response = await spain.GetAsync($"exchanges/{draft.Id()}/attachments/{file.Id()}");
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(Pdf, await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("report.pdf", "MZ\u0090\0\u0003\0\0\0 this program cannot be run in DOS mode", "not accepted")]
    [InlineData("scan.pdf", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "not what its name says")]
    [InlineData("run.exe", "MZ\u0090\0\u0003\0\0\0 this program cannot be run in DOS mode", "not accepted")]
    [InlineData("page.html", "<html><script>alert(1)</script></html>", "not accepted")]
    [InlineData("picture.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not accepted")]
    [InlineData("empty.pdf", "", "empty")]
    public async Task A_disguised_or_dangerous_file_is_refused_and_not_stored(string name, string content, string says)
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);

        var problem = await ProblemAsync(
            await spain.PostAsync($"exchanges/{draft.Id()}/attachments", Form(name, Encoding.Latin1.GetBytes(content))),
            HttpStatusCode.UnprocessableEntity
        );

        Assert.Contains(says, problem.GetProperty("errors").GetProperty("file")[0].GetString(), StringComparison.Ordinal);
        var kept = await DoneAsync(await spain.GetAsync($"exchanges/{draft.Id()}/attachments"));
        Assert.Equal(0, kept.GetArrayLength());
    }

    [Fact]
    public async Task A_file_of_more_than_20_MB_is_refused()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);
        var large = new byte[(20 * 1024 * 1024) + 1];
        Pdf.AsSpan(0, 1000).CopyTo(large);

        var problem = await ProblemAsync(
            await spain.PostAsync($"exchanges/{draft.Id()}/attachments", Form("large.pdf", large)),
            HttpStatusCode.UnprocessableEntity
        );

        Assert.Contains("20 MB", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/pdf")]
    [InlineData("application/json")]
    public async Task A_raw_file_body_may_have_any_content_type(string contentType)
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);
        using var bytes = new ByteArrayContent(Pdf);
        bytes.Headers.ContentType = new MediaTypeHeaderValue(contentType);

        var file = await DoneAsync(await spain.PostAsync($"exchanges/{draft.Id()}/attachments?name=a.pdf", bytes));

        Assert.Equal("application/pdf", file.GetProperty("contentType").GetString());
    }

    [Fact]
    public async Task A_truncated_multipart_body_is_refused()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);
        using var broken = new ByteArrayContent(
            Encoding.ASCII.GetBytes("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7")
        );
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=edge");

        await ProblemAsync(await spain.PostAsync($"exchanges/{draft.Id()}/attachments", broken), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_idempotency_key_attaches_a_file_once_and_refuses_different_bytes()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);
        spain.DefaultRequestHeaders.Add("Idempotency-Key", $"file-{draft.Id()}");

        var first = await DoneAsync(await spain.PostAsync($"exchanges/{draft.Id()}/attachments", Form("a.pdf", Pdf)));
        var again = await DoneAsync(await spain.PostAsync($"exchanges/{draft.Id()}/attachments", Form("a.pdf", Pdf)));
        await ProblemAsync(await spain.PostAsync($"exchanges/{draft.Id()}/attachments", Form("a.pdf", [.. Pdf, 1])), HttpStatusCode.Conflict);

        Assert.Equal(first.Id(), again.Id());
        Assert.Equal(1, (await DoneAsync(await spain.GetAsync($"exchanges/{draft.Id()}/attachments"))).GetArrayLength());
    }

    private static MultipartFormDataContent Form(string name, byte[] bytes)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { file, "file", name } };
    }
}
