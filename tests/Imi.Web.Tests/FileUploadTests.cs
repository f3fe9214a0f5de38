using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts;
using Imi.Testing;
using Imi.Web.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Web.Tests;

/// <summary>Tests files over the whole path by page and by API: upload, checks, encrypted storage, download.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class FileUploadTests(DemonstrationPlatform platform)
{
    private static readonly PlatformTexts Texts = new(NullLogger<PlatformTexts>.Instance);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_as_authorities_send_them_are_accepted_and_downloaded_byte_for_byte(bool byPage)
    {
        var api = await platform.ApiAsync("carmen.ruiz");
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = (await RequestOverApi.DraftAsync(api)).Id();
        var export = await session.DownloadAsync("/inbox?view=waiting&handler=Export&format=xlsx");
        var all = ReceivedFiles.Taken.Append(("export.xlsx", export, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).ToList();

        foreach (var (name, content, _) in all)
        {
            if (byPage)
                Assert.DoesNotContain(
                    "id=\"errors\"",
                    (await session.UploadAllAsync($"/exchanges/{draft}/files", $"/exchanges/{draft}/files", "file", (name, content))).Page,
                    StringComparison.Ordinal
                );
            else
                await RequestOverApi.DoneAsync(await api.PostAsync($"exchanges/{draft}/attachments", Form((name, content))));
        }

        var attached = (await RequestOverApi.DoneAsync(await api.GetAsync($"exchanges/{draft}/attachments"))).EnumerateArray().ToList();
        Assert.Equal(all.Select(file => file.Item1), attached.Select(file => file.GetProperty("name").GetString()));
        foreach (var ((name, content, servedAs), file) in all.Zip(attached))
        {
            using var answer = byPage
                ? await session.AnswerAsync($"/exchanges/{draft}/files/{file.Id()}")
                : await api.GetAsync($"exchanges/{draft}/attachments/{file.Id()}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((name, servedAs), (name, answer.Content.Headers.ContentType?.ToString()));
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            var handedOut = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(content.AsSpan().SequenceEqual(handedOut), name);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_with_active_content_is_refused_with_its_name_and_the_reason(bool byPage)
    {
        var api = await platform.ApiAsync("carmen.ruiz");
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = (await RequestOverApi.DraftAsync(api)).Id();
        (string Name, byte[] Content)[] files = [.. ReceivedFiles.Refused.Select(file => (file.Name, file.Content))];

        var rows = byPage
            ? Lines((await session.UploadAllAsync($"/exchanges/{draft}/files", $"/exchanges/{draft}/files", "file", files)).Page)
            :
            [
                .. (await RequestOverApi.ProblemAsync(await api.PostAsync($"exchanges/{draft}/attachments", Form(files)), HttpStatusCode.UnprocessableEntity))
                    .GetProperty("errors")
                    .GetProperty("file")
                    .EnumerateArray()
                    .Select(line => line.GetString()!),
            ];

        Assert.Equal(files.Length, rows.Count);
        foreach (var ((name, _, reason), line) in ReceivedFiles.Refused.Zip(rows))
        {
            Assert.Equal($"{name}: {Texts.Get(reason, byPage ? "es" : "en")}", line);
        }

        Assert.Equal(0, (await RequestOverApi.DoneAsync(await api.GetAsync($"exchanges/{draft}/attachments"))).GetArrayLength());
    }

    [Fact]
    public async Task Several_files_are_uploaded_at_once_and_a_refused_one_does_not_affect_the_others()
    {
        var api = await platform.ApiAsync("carmen.ruiz");
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = (await RequestOverApi.DraftAsync(api)).Id();

        var (page, _) = await session.UploadAllAsync(
            $"/exchanges/{draft}/edit?step=review",
            $"/exchanges/{draft}/files",
            "file",
            ("first.txt", "One"u8.ToArray()),
            ("macros.docx", ReceivedFiles.Refused[0].Content),
            ("second.txt", "Two"u8.ToArray())
        );

        Assert.Equal($"macros.docx: {Spanish("file.has-macros")}", Assert.Single(Lines(page)));
        Assert.Contains(Spanish("files.attached", ("count", 2)), page, StringComparison.Ordinal);
        var review = await session.GetAsync($"/exchanges/{draft}/edit?step=review");
        Assert.Contains("first.txt", review, StringComparison.Ordinal);
        Assert.Contains("second.txt", review, StringComparison.Ordinal);
        Assert.DoesNotContain("macros.docx", review, StringComparison.Ordinal);
        Assert.Contains("Carmen Ruiz", FileList(review), StringComparison.Ordinal);
        Assert.True(
            review.IndexOf("type=\"file\" name=\"file\" multiple", StringComparison.Ordinal)
                < review.IndexOf($"/exchanges/{draft}/act/send", StringComparison.Ordinal),
            "The field for files must precede the button that sends the draft."
        );
    }

    [Fact]
    public async Task A_file_is_removed_from_a_draft_on_the_page()
    {
        var api = await platform.ApiAsync("carmen.ruiz");
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = (await RequestOverApi.DraftAsync(api)).Id();
        var file = (await RequestOverApi.DoneAsync(await api.PostAsync($"exchanges/{draft}/attachments", Form(("wrong.txt", "Wrong"u8.ToArray()))))).Id();

        var (_, address) = await session.PostAsync($"/exchanges/{draft}/edit?step=review", $"/exchanges/{draft}/files?handler=Remove", ("file", file));

        Assert.Contains("step=review", address, StringComparison.Ordinal);
        var page = await session.GetAsync(address);
        Assert.Contains(Spanish("files.removed"), page, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong.txt", FileList(page), StringComparison.Ordinal);
        using var gone = await api.GetAsync($"exchanges/{draft}/attachments/{file}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_sent_file_is_withdrawn_with_a_reason_that_both_sides_see_on_the_page_and_over_the_API()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var cyprus = await platform.ApiAsync("andreas.christou");
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        using var other = await PageSession.SignInAsync(platform.Host.Address, "andreas.christou");
        var id = (await RequestOverApi.DraftAsync(spain)).Id();
        var file = (
            await RequestOverApi.DoneAsync(await spain.PostAsync($"exchanges/{id}/attachments", Form(("wrong.txt", "Of another case"u8.ToArray()))))
        ).Id();
        await RequestOverApi.DoneAsync(await spain.PostAsync($"exchanges/{id}/actions/send", new StringContent("{}", null, "application/json")));

        var withdraw = $"/exchanges/{id}/files/{file}/withdraw";
        Assert.Contains("id=\"f-reason-error\"", (await session.PostAsync(withdraw, withdraw, ("reason", " \u200B "))).Page, StringComparison.Ordinal);
        Assert.DoesNotContain(withdraw, await other.GetAsync($"/exchanges/{id}"), StringComparison.Ordinal);
        var (_, address) = await session.PostAsync(withdraw, withdraw, ("reason", "It belongs to another case."));
        Assert.Contains(Spanish("files.withdrawn"), await session.GetAsync(address), StringComparison.Ordinal);

        foreach (var (reader, api) in ((PageSession, HttpClient)[])[(session, spain), (other, cyprus)])
        {
            var page = FileList(await reader.GetAsync($"/exchanges/{id}"));
            Assert.Contains("wrong.txt", page, StringComparison.Ordinal);
            Assert.Contains("It belongs to another case.", page, StringComparison.Ordinal);
            Assert.DoesNotContain($"/files/{file}\"", page, StringComparison.Ordinal);
            var entry = Assert.Single((await RequestOverApi.DoneAsync(await api.GetAsync($"exchanges/{id}/attachments"))).EnumerateArray());
            Assert.Contains("It belongs to another case.", entry.GetRawText(), StringComparison.Ordinal);
            await RequestOverApi.ProblemAsync(await api.GetAsync($"exchanges/{id}/attachments/{file}"), HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task The_location_is_removed_from_a_photograph_and_the_page_reports_it()
    {
        var api = await platform.ApiAsync("carmen.ruiz");
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = (await RequestOverApi.DraftAsync(api)).Id();

        var (_, address) = await session.UploadAllAsync(
            $"/exchanges/{draft}/edit?step=review",
            $"/exchanges/{draft}/files?draft=true",
            "file",
            ("shop.jpg", PictureFile.Jpeg()),
            ("plain.jpg", PictureFile.PlainJpeg())
        );

        Assert.Contains("step=review", address, StringComparison.Ordinal);
        var page = await session.GetAsync(address);
        var file = Assert
            .Single(
                (await RequestOverApi.DoneAsync(await api.GetAsync($"exchanges/{draft}/attachments"))).EnumerateArray(),
                one => one.GetProperty("name").GetString() == "shop.jpg"
            )
            .Id();
        var kept = await session.DownloadAsync($"/exchanges/{draft}/files/{file}");
        Assert.Equal(PictureFile.Jpeg().Length, kept.Length);
        Assert.DoesNotContain("GPSLatitude=\"48", System.Text.Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Contains(PictureFile.Maker, System.Text.Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Contains(Spanish("files.position-removed", ("name", "shop.jpg")), page, StringComparison.Ordinal);
        Assert.DoesNotContain(Spanish("files.position-removed", ("name", "plain.jpg")), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_page_reports_that_no_malware_scanner_is_configured()
    {
        using var session = PageSession.Nobody(platform.Host.Address);
        Assert.Contains("not configured: files are not checked for malware", await session.GetAsync("/health"), StringComparison.Ordinal);
        Assert.Equal("not-configured", JsonDocument.Parse(await session.GetAsync("/health/ready")).RootElement.GetProperty("scanner").GetString());
    }

    private static MultipartFormDataContent Form(params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content), "file", name);
        return form;
    }

    /// <summary>Returns the lines of a page's error summary.</summary>
    private static List<string> Lines(string page) => [.. Line().Matches(Summary().Match(page).Value).Select(match => match.Groups["text"].Value)];

    /// <summary>Returns a text in the language of Carmen Ruiz.</summary>
    private static string Spanish(string key, params ReadOnlySpan<(string, object?)> values) => Texts.Get(key, "es", values);

    private static string FileList(string page) => List().Match(page).Value;

    [GeneratedRegex("id=\"errors\".*?</ul>", RegexOptions.Singleline, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex("<li>(?<text>.*?)</li>", RegexOptions.Singleline, 1000)]
    private static partial Regex Line();

    [GeneratedRegex("<ul class=\"files\">.*?</ul>", RegexOptions.Singleline, 1000)]
    private static partial Regex List();
}
