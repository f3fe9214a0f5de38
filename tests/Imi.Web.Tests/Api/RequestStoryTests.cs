using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Kernel.Foundation.Calendar;
using Imi.Testing;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests a request for measures between two national systems.</summary>
[Collection(OnePlatform.Name)]
public class RequestStoryTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_request_is_handled_from_draft_to_closure_over_the_API()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var allocator = await platform.ApiAsync("andreas.christou");
        var cyprus = await platform.ApiAsync("eleni.georgiou", "el");
        var draft = await DraftAsync(spain);
        Assert.Equal("draft", draft.GetProperty("phase").GetString());
        Assert.Contains(draft.GetProperty("actions").EnumerateArray(), action => action.GetProperty("name").GetString() == "send");

        var sent = await ActAsync(spain, draft.Id(), "send");
        Assert.StartsWith("ECOM-R-", sent.GetProperty("number").GetString(), StringComparison.Ordinal);
        var handler = await HandlerAsync(allocator, draft.Id());
        await ActAsync(allocator, draft.Id(), "allocate", new { assignees = new[] { handler } });
        var later = DeadlineCalendar.Today(TimeProvider.System).AddDays(70).ToString("yyyy-MM-dd", null);
        var accepted = await ActAsync(cyprus, draft.Id(), "accept", new { answers = new { replyBy = later } });
        Assert.Equal(later, accepted.GetProperty("replyByProposed").GetString());
        Assert.Equal("Έγινε δεκτό", accepted.GetProperty("stateTitle").GetString());

        var agreed = await ActAsync(spain, draft.Id(), "agree-date");
        Assert.Equal(later, agreed.GetProperty("replyBy").GetString());
        await ActAsync(
            cyprus,
            draft.Id(),
            "reply",
            new
            {
                answers = new
                {
                    competent = "yes",
                    outcome = "measures-taken",
                    measuresTaken = new[] { "cease" },
                    description = "Διατάξαμε την παύση της πρακτικής.",
                },
            }
        );
        var closed = await ActAsync(
            spain,
            draft.Id(),
            "close",
            new
            {
                answers = new
                {
                    assessment = "adequate",
                    timeliness = "positive",
                    effort = "positive",
                },
            }
        );

        Assert.Equal("closed", closed.GetProperty("phase").GetString());
        Assert.Equal(
            "Διατάξαμε την παύση της πρακτικής.",
            closed
                .GetProperty("actionAnswers")
                .EnumerateArray()
                .Single(answers => answers.GetProperty("action").GetString() == "reply")
                .GetProperty("answers")
                .GetProperty("description")
                .GetString()
        );
        Assert.Equal(
            ["create", "send", "allocate", "accept", "agree-date", "reply", "close"],
            closed.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("action").GetString())
        );

        // What is left is the question how the service went on.
        Assert.Equal(["report-service"], closed.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("inadequate", "No basta: la práctica sigue.")]
    [InlineData("adequate", null)]
    public async Task A_notification_copies_the_explanation_only_if_the_measures_are_inadequate(string assessment, string? copied)
    {
        var (spain, allocator, cyprus) = (
            await platform.ApiAsync("carmen.ruiz"),
            await platform.ApiAsync("andreas.christou"),
            await platform.ApiAsync("eleni.georgiou")
        );
        var id = (await DraftAsync(spain)).Id();
        var sent = await ActAsync(spain, id, "send");
        await ActAsync(allocator, id, "allocate", new { assignees = new[] { await HandlerAsync(allocator, id) } });
        await ActAsync(cyprus, id, "accept", new { answers = new { replyBy = sent.GetProperty("replyBy").GetString() } });
        await ActAsync(
            cyprus,
            id,
            "reply",
            new
            {
                answers = new
                {
                    competent = "yes",
                    outcome = "measures-taken",
                    measuresTaken = new[] { "cease" },
                    description = "Διατάξαμε την παύση.",
                },
            }
        );
        await ActAsync(
            spain,
            id,
            "close",
            new
            {
                answers = new
                {
                    assessment,
                    explanation = "No basta: la práctica sigue.",
                    timeliness = "positive",
                    effort = "positive",
                },
            }
        );

        var copy = await DoneAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = "ecommerce",
                    procedure = "notification",
                    copyFrom = id,
                }
            )
        );
        Assert.Equal(copied, copy.GetProperty("answers").TryGetProperty("whyInadequate", out var why) ? why.GetString() : null);
    }

    [Fact]
    public async Task A_call_on_an_outdated_version_is_refused_with_what_happened_meanwhile()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain);
        await ActAsync(spain, draft.Id(), "send");
        using var stale = new HttpRequestMessage(HttpMethod.Post, $"exchanges/{draft.Id()}/actions/withdraw")
        {
            Content = JsonContent.Create(new { answers = new { reason = "x" } }),
        };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"1\"");

        var problem = await ProblemAsync(await spain.SendAsync(stale), HttpStatusCode.PreconditionFailed);

        var entry = Assert.Single(problem.GetProperty("meanwhile").EnumerateArray());
        Assert.Equal(("Carmen Ruiz", "Sent"), (entry.GetProperty("person").GetString(), entry.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_repeated_call_with_the_same_key_has_one_effect_and_the_same_answer()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var first = await DraftAsync(spain, key: "system-4711");
        var second = await DraftAsync(spain, key: "system-4711");
        Assert.Equal(first.Id(), second.Id());

        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendKeyedAsync(spain, first.Id(), "send", "send-4711")));
        Assert.All(calls, call => Assert.Equal(HttpStatusCode.OK, call));
        var exchange = await DoneAsync(await spain.GetAsync($"exchanges/{first.Id()}"));
        Assert.Single(exchange.GetProperty("timeline").EnumerateArray(), entry => entry.GetProperty("action").GetString() == "send");

        using var other = new HttpRequestMessage(HttpMethod.Post, "exchanges")
        {
            Content = JsonContent.Create(
                new
                {
                    module = "ecommerce",
                    procedure = "request",
                    language = "es",
                    answers = Answers("Another provider"),
                }
            ),
        };
        other.Headers.Add("Idempotency-Key", "system-4711");
        await ProblemAsync(await spain.SendAsync(other), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_paged_list_has_no_gaps_or_repetitions()
    {
        var cyprus = await platform.ApiAsync("nikos.ioannou");
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await DoneAsync(await cyprus.GetAsync($"exchanges?limit=3&cursor={cursor}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.Id()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        var all = await DoneAsync(await cyprus.GetAsync("exchanges?limit=100"));
        Assert.True(seen.Count > 6);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(all.GetProperty("items").EnumerateArray().Select(one => one.Id()).Order(), seen.Order());
    }

    [Fact]
    public async Task A_monitoring_coordinator_sees_all_but_personal_fields()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var draft = await DraftAsync(spain, Answers("Perikles Secret"));
        await ActAsync(spain, draft.Id(), "send");
        await DoneAsync(await spain.PostAsJsonAsync($"exchanges/{draft.Id()}/messages", new { text = "Call Mrs Secret.", language = "en" }));
        var coordinator = await platform.ApiAsync("nikos.ioannou");

        var body = await coordinator.GetStringAsync($"exchanges/{draft.Id()}");

        Assert.DoesNotContain("Secret", body, StringComparison.Ordinal);
        Assert.Contains("without-personal", body, StringComparison.Ordinal);
        Assert.Contains("\"serviceCategory\":\"marketplace\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_document_describes_paths_and_tokens_and_its_viewer_starts()
    {
        using var nobody = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
        var document = await nobody.GetFromJsonAsync<JsonElement>("/api/v1/openapi.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/exchanges/{id}/actions/{action}", paths);
        Assert.Contains("/api/v1/exchanges/{id}/attachments", paths);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Token").GetProperty("scheme").GetString());

        var viewer = await nobody.GetAsync("/api/v1/docs/");
        var nonce = viewer.Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(await viewer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_contract_is_the_reviewed_one()
    {
        using var nobody = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
        var current = (await nobody.GetStringAsync("/api/v1/openapi.json")).ReplaceLineEndings("\n").Trim();
        var reviewed = PlatformProcess.Folder("docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("IMI_RENEW_OPENAPI") == "1")
            await File.WriteAllTextAsync(reviewed, current + "\n");

        Assert.True(
            current == (await File.ReadAllTextAsync(reviewed)).ReplaceLineEndings("\n").Trim(),
            "docs/openapi.json differs from what the API serves: run the test with IMI_RENEW_OPENAPI=1 and review the difference."
        );
    }

    private static async Task<JsonElement> ActAsync(HttpClient api, string id, string action, object? body = null) =>
        await DoneAsync(await api.PostAsJsonAsync($"exchanges/{id}/actions/{action}", body ?? new { }));

    private static async Task<HttpStatusCode> SendKeyedAsync(HttpClient api, string id, string action, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"exchanges/{id}/actions/{action}") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await api.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Returns the id of the handler, who is among the possible assignees of the action.</summary>
    private static async Task<string> HandlerAsync(HttpClient api, string id)
    {
        var exchange = await DoneAsync(await api.GetAsync($"exchanges/{id}"));
        var allocate = exchange.GetProperty("actions").EnumerateArray().Single(action => action.GetProperty("name").GetString() == "allocate");
        return allocate
            .GetProperty("assignees")
            .EnumerateArray()
            .Single(person => person.GetProperty("name").GetString() == "Eleni Georgiou")
            .GetProperty("id")
            .GetString()!;
    }
}
