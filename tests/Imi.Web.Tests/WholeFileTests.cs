using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imi.Testing;
using Imi.Web.Tests.Api;

namespace Imi.Web.Tests;

/// <summary>Tests that the real host sends a file as a whole and takes the answer at its own address, with the stand-in for eTranslation.</summary>
public sealed class WholeFileTests
{
    [Fact]
    public async Task A_file_goes_as_a_whole_and_only_its_right_answer_is_taken_once()
    {
        await using var engine = new ETranslationServer();
        await engine.StartAsync();
        var platform = new DemonstrationPlatform(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Imi__PublicAddress"] = "{address}",
                ["Imi__Translation__Engines__0__Kind"] = "ETranslation",
                ["Imi__Translation__Engines__0__Address"] = engine.Address,
                ["Imi__Translation__Engines__0__Application"] = ETranslationServer.Application,
                ["Imi__Translation__Engines__0__ApiKey"] = ETranslationServer.Password,
                ["Imi__Translation__Engines__0__Documents"] = "true",
            }
        );
        await platform.InitializeAsync();
        try
        {
            var spain = await platform.ApiAsync("carmen.ruiz");
            var request = (await RequestOverApi.DraftAsync(spain)).Id();
            await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"exchanges/{request}/actions/send", new { }));
            var original = Encoding.UTF8.GetBytes("El paraguas es negro.\n");
            var file = await RequestOverApi.DoneAsync(await spain.PostAsync($"exchanges/{request}/attachments?name=nota.txt", new ByteArrayContent(original)));
            var translations = $"exchanges/{request}/attachments/{file.Id()}/translations";
            var asked = await RequestOverApi.DoneAsync(await spain.PostAsync($"{translations}?target=en&source=es", null));
            Assert.Equal("waiting", asked.GetProperty("state").GetString());
            var sent = Assert.Single(engine.Requests);
            Assert.Equal(original, ETranslationServer.FileOf(sent));

            using var client = new HttpClient();
            var address = ETranslationServer.AddressOf(sent);
            var answer = ETranslationServer.FileAnswer(sent, Encoding.UTF8.GetBytes("The umbrella is black.\n"));
            var wrong = new Uri(address.ToString().Replace("/file", "0/file", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(client, wrong, answer));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(client, address, new byte[30 * 1024 * 1024]));
            Assert.Equal("waiting", await StateAsync(spain, translations));

            Assert.Equal(HttpStatusCode.OK, await PostAsync(client, address, answer));
            Assert.Equal("ready", await StateAsync(spain, translations));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(client, address, answer));
            var translated = await spain.GetStringAsync($"{translations}/content?target=en");
            Assert.Contains("Machine translation", translated, StringComparison.Ordinal);
            Assert.Contains("Engine: ETranslation.", translated, StringComparison.Ordinal);
            Assert.EndsWith("The umbrella is black.", translated.TrimEnd(), StringComparison.Ordinal);
            Assert.DoesNotContain(address.Segments[^2].TrimEnd('/'), platform.Host.Output, StringComparison.Ordinal);
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task<string?> StateAsync(HttpClient api, string translations) =>
        (await api.GetFromJsonAsync<JsonElement>($"{translations}?target=en")).GetProperty("state").GetString();

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, Uri address, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.ExpectContinue = true; // Otherwise the client still sends when the refusal arrives.
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
