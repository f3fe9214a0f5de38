using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests that invalid input and callers without access get a clear answer and change nothing.</summary>
[Collection(OnePlatform.Name)]
public class RefusalTests(DemonstrationPlatform platform)
{
    [Theory]
    [InlineData("GET", "exchanges/0199aaaa-0000-7000-8000-000000000000", null, 404, "This does not exist")]
    [InlineData("GET", "exchanges/not-an-id", null, 404, "This does not exist")]
    [InlineData("DELETE", "exchanges", null, 405, "does not support that method")]
    [InlineData("GET", "exchanges?view=everything", null, 400, "todo, waiting")]
    [InlineData("GET", "exchanges?limit=1000", null, 400, "1 to 100")]
    [InlineData("GET", "exchanges?limit=many", null, 400, "could not be understood")]
    [InlineData("GET", "exchanges?cursor=abc", null, 400, "cursor")]
    [InlineData("GET", "authorities?capacity=king", null, 400, "sender, recipient, coordinator")]
    [InlineData("GET", "modules/ecommerce/procedures/unknown", null, 404, "This does not exist")]
    [InlineData("POST", "exchanges", "{\"module\":\"ecommerce\",", 400, "line 1, column 22")]
    [InlineData("POST", "exchanges", "[]", 400, "not JSON of the expected shape")]
    [InlineData("POST", "exchanges", "{}", 422, "Enter an answer.")]
    [InlineData(
        "POST",
        "exchanges",
        "{\"module\":\"cpc\",\"procedure\":\"x\",\"sender\":\"0199aaaa-0000-7000-8000-000000000000\"}",
        422,
        "There is no policy area or procedure of this name."
    )]
    [InlineData("POST", "exchanges", "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"answers\":{\"nope\":1}}", 422, "The form has no such field.")]
    [InlineData("POST", "exchanges", "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"answers\":{\"measures\":\"x\"}}", 422, "array of objects")]
    [InlineData(
        "POST",
        "exchanges",
        "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"answers\":{\"facts\":{\"a\":1}}}",
        400,
        "Answers are a JSON object"
    )]
    [InlineData(
        "POST",
        "exchanges",
        "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"answers\":{\"facts\":\"\\ud800\"}}",
        400,
        "Answers are a JSON object"
    )]
    [InlineData("POST", "exchanges", "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"answers\":[1]}", 400, "Answers are a JSON object")]
    [InlineData("POST", "exchanges", "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"language\":\"xx\"}", 422, "such as en or el")]
    [InlineData("POST", "exchanges", "{\"module\":\"ecommerce\",\"procedure\":\"request\",\"sender\":\"0199aaaa-0000-7000-8000-000000000000\"}", 403, "")]
    public async Task Invalid_input_is_answered_with_a_problem_that_names_the_error(string method, string address, string? body, int status, string says)
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = await ProblemAsync(await spain.SendAsync(request), (HttpStatusCode)status);

        Assert.Contains(says, problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsupported_content_type_is_refused()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        await ProblemAsync(
            await spain.PostAsync("exchanges", new StringContent("module=ecommerce", Encoding.UTF8, "text/plain")),
            HttpStatusCode.UnsupportedMediaType
        );
        using var unknownCharacters = new StringContent("{}");
        unknownCharacters.Headers.Remove("Content-Type");
        unknownCharacters.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=nonsense");
        var refused = await spain.PostAsync("exchanges", unknownCharacters);
        await ProblemAsync(refused, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("nosniff", Assert.Single(refused.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("imi_0000")]
    public async Task A_call_without_a_valid_token_is_refused(string? token)
    {
        var nobody = await platform.ApiAsync(null);
        if (token is not null)
            nobody.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var response = await nobody.GetAsync("exchanges");

        await ProblemAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task An_exchange_that_the_caller_may_not_see_answers_exactly_like_a_nonexistent_one()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var stranger = await platform.ApiAsync("eleni.georgiou");
        var draft = await DraftAsync(spain);
        (HttpMethod, string, object?)[] calls =
        [
            (HttpMethod.Get, "", null),
            (HttpMethod.Put, "/answers", new { answers = new { } }),
            (HttpMethod.Post, "/actions/send", new { }),
            (HttpMethod.Post, "/actions/nonsense", new { }),
            (HttpMethod.Post, "/messages", new { text = "x" }),
            (HttpMethod.Post, "/links", new { number = "x" }),
            (HttpMethod.Get, "/attachments", null),
            (HttpMethod.Get, $"/attachments/{Guid.Empty}", null),
        ];

        Assert.Equal(await AnswerAsync("0199aaaa-0000-7000-8000-000000000000"), await AnswerAsync(draft.Id()));

        async Task<string> AnswerAsync(string id)
        {
            var answers = new StringBuilder();
            foreach (var (method, below, body) in calls)
            {
                using var request = new HttpRequestMessage(method, $"exchanges/{id}{below}") { Content = body is null ? null : JsonContent.Create(body) };
                using var response = await stranger.SendAsync(request);
                var problem = await ProblemAsync(response, HttpStatusCode.NotFound);
                answers.AppendLine(
                    $"{method} {below}: {problem.GetProperty("title")} {string.Join(',', problem.EnumerateObject().Select(member => member.Name))}"
                );
            }

            return answers.ToString();
        }
    }

    [Fact]
    public async Task An_incomplete_draft_is_kept_but_not_sent_and_each_field_states_its_error()
    {
        var spain = await platform.ApiAsync("carmen.ruiz", "de");
        var draft = await DraftAsync(
            spain,
            new
            {
                providerName = "",
                webAddresses = new[] { "no address" },
                replyBy = "2020-01-01",
                measures = new[] { new { kind = "cease" } },
            }
        );

        var problem = await ProblemAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }), HttpStatusCode.UnprocessableEntity);

        var errors = problem.GetProperty("errors");
        Assert.Equal("Geben Sie eine Antwort.", errors.GetProperty("providerName")[0].GetString());
        Assert.Contains("Leerzeichen", errors.GetProperty("webAddresses")[0].GetString(), StringComparison.Ordinal);
        Assert.True(errors.TryGetProperty("replyBy", out _));
        Assert.True(errors.TryGetProperty("measures.0.description", out _));
        var kept = await DoneAsync(await spain.GetAsync($"exchanges/{draft.Id()}"));
        Assert.Equal("no address", kept.GetProperty("answers").GetProperty("webAddresses")[0].GetString());
    }

    [Fact]
    public async Task Text_in_any_script_and_direction_is_returned_as_typed()
    {
        var typed = "Ελληνικά العربية עברית 日本語 👩‍⚖️ é ‮evil‬ <script>alert(1)</script> \"quoted\" " + new string('ж', 3000);
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain, new { facts = typed, providerName = new string('x', 100_000) });

        var kept = await DoneAsync(await spain.GetAsync($"exchanges/{draft.Id()}"));

        Assert.Equal(typed, kept.GetProperty("answers").GetProperty("facts").GetString());
        Assert.Equal(100_000, kept.GetProperty("answers").GetProperty("providerName").GetString()!.Length);
        var problem = await ProblemAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/actions/send", new { }), HttpStatusCode.UnprocessableEntity);
        Assert.Contains(
            "100000",
            problem.GetProperty("errors").GetProperty("providerName")[0].GetString()!.Replace(",", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }
}
