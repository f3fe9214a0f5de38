using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Imi.Testing;
using Imi.Web.Pages.Shared;
using PdfSharp.Fonts;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests that files are translated over the API and on the page, with a stand-in for an engine that marks each sentence.</summary>
public sealed class FileTranslationTests : IAsyncLifetime
{
    private const string Greek = "Η εταιρεία πούλησε ομπρέλες που δεν ανοίγουν. Ο καταναλωτής ζήτησε πίσω τα χρήματά του.";
    private const string Bulgarian = "Дружеството продаде чадъри, които не се отварят. Потребителят поиска парите си обратно.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly XNamespace Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private readonly LibreTranslateServer _engine = new() { MoreSources = ["el", "bg", "es"] };
    private DemonstrationPlatform _platform = null!;

    public async Task InitializeAsync()
    {
        await _engine.StartAsync();
        _platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__Translation__Engines__0__Kind"] = "LibreTranslate",
                ["Imi__Translation__Engines__0__Address"] = _engine.Address,
            }
        );
        await _platform.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task The_text_of_a_pdf_in_Greek_and_in_Bulgarian_arrives_whole_in_the_translation()
    {
        var spain = await _platform.ApiAsync("carmen.ruiz");
        var cyprus = await _platform.ApiAsync("eleni.georgiou");
        var request = (await DraftAsync(spain)).Id();
        await DoneAsync(await spain.PostAsJsonAsync($"exchanges/{request}/actions/send", new { }));

        foreach (var (language, text) in ((string, string)[])[("el", Greek), ("bg", Bulgarian)])
        {
            var file = await DoneAsync(
                await spain.PostAsync($"exchanges/{request}/attachments?name={language}.pdf", new ByteArrayContent(PdfOf(language, text)))
            );
            var address = $"exchanges/{request}/attachments/{file.Id()}/translations";
            Assert.Equal("none", (await spain.GetFromJsonAsync<JsonElement>($"{address}?target=en")).GetProperty("state").GetString());
            using var asked = await cyprus.PostAsync($"{address}?target=en&source={language}", null);
            Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
            await ReadyAsync(cyprus, $"{address}?target=en");

            using var answer = await cyprus.GetAsync($"{address}/content?target=en");
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.Equal($"{language}.en.docx", answer.Content.Headers.ContentDisposition?.FileNameStar);
            var paragraphs = ParagraphsOf(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal("Machine translation", paragraphs[0]);
            Assert.Contains("Engine: LibreTranslate.", paragraphs[1], StringComparison.Ordinal);
            Assert.Contains(string.Join(' ', text.Split(". ").Select(sentence => $"en:{sentence.TrimEnd('.')}.")), paragraphs);
        }
    }

    [Fact]
    public async Task A_person_asks_on_the_page_and_downloads_the_translation_and_a_stranger_finds_nothing()
    {
        var spain = await _platform.ApiAsync("carmen.ruiz");
        var request = (await DraftAsync(spain)).Id();
        await DoneAsync(await spain.PostAsJsonAsync($"exchanges/{request}/actions/send", new { }));
        var text = await AttachAsync(spain, request, "nota.txt", "El paraguas es negro."u8.ToArray());
        var picture = await AttachAsync(spain, request, "foto.jpg", PictureFile.PlainJpeg());
        using var eleni = await PageSession.SignInAsync(_platform.Host.Address, "eleni.georgiou");
        var page = $"/exchanges/{request}";

        var before = await eleni.GetAsync(page);
        Assert.Contains($"/files/{text}/translate\"", before, StringComparison.Ordinal);
        Assert.Contains("δεν υπάρχει κείμενο", before, StringComparison.Ordinal);
        Assert.DoesNotContain($"/files/{picture}/translate\"", before, StringComparison.Ordinal);
        var (wrong, _) = await eleni.PostAsync(page, $"{page}/files/{text}/translate", ("source", ""));
        Assert.Contains("id=\"errors\"", wrong, StringComparison.Ordinal);
        await eleni.PostAsync(page, $"{page}/files/{text}/translate", ("source", "es"));
        await Eventually.TrueAsync(
            Patience,
            async () => (await eleni.GetAsync(page)).Contains($"/files/{text}/translation?target=", StringComparison.Ordinal),
            () => _platform.Host.Output
        );

        using var answer = await eleni.AnswerAsync($"{page}/files/{text}/translation");
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.EndsWith("el:en:El paraguas es negro.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nikos = await PageSession.SignInAsync(_platform.Host.Address, "nikos.ioannou");
        using var hidden = await nikos.AnswerAsync($"{page}/files/{text}/translation?target=el");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        var stranger = await _platform.ApiAsync("nikos.ioannou");
        foreach (var address in (string[])["", "/content"])
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await stranger.GetAsync($"exchanges/{request}/attachments/{text}/translations{address}?target=el")).StatusCode
            );
    }

    private static async Task<string> AttachAsync(HttpClient api, string request, string name, byte[] content) =>
        (await DoneAsync(await api.PostAsync($"exchanges/{request}/attachments?name={name}", new ByteArrayContent(content)))).Id();

    private static async Task ReadyAsync(HttpClient api, string address)
    {
        JsonElement state = default;
        await Eventually.TrueAsync(
            Patience,
            async () => (state = await api.GetFromJsonAsync<JsonElement>(address)).GetProperty("state").GetString() == "ready",
            () => state.ToString()
        );
    }

    private static byte[] PdfOf(string language, string text)
    {
        GlobalFontSettings.FontResolver ??= new ProgramFonts();
        using var sheets = new PdfSheets("1", language);
        return sheets.WriteTitle("1").WriteParagraph(text).End("2");
    }

    private static List<string> ParagraphsOf(byte[] docx)
    {
        using var archive = new ZipArchive(new MemoryStream(docx));
        using var body = archive.GetEntry("word/document.xml")!.Open();
        return [.. XDocument.Load(body).Descendants(Word + "p").Select(paragraph => paragraph.Value)];
    }

    /// <summary>The fonts of the program, as it embeds them into its own PDF documents.</summary>
    private sealed class ProgramFonts : IFontResolver
    {
        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? "DejaVuSans-Bold" : "DejaVuSans");

        public byte[]? GetFont(string faceName) =>
            File.ReadAllBytes(Path.Combine(PlatformProcess.Folder("src"), "Imi.Web", "wwwroot", "lib", "dejavu", $"{faceName}.ttf"));
    }
}
