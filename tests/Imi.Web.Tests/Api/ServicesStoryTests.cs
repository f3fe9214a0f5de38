using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Kernel.Foundation.Calendar;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests the procedures of Directive 2006/123/EC from draft to closure.</summary>
[Collection(OnePlatform.Name)]
public class ServicesStoryTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_request_for_information_is_answered_completed_and_rated()
    {
        var (germany, tourism) = (await platform.ApiAsync("jonas.hartmann", "de"), await platform.ApiAsync("yiannis.aristidou", "el"));
        var id = await DraftAsync(germany, "information-request", InformationRequest(), await AuthorityAsync(germany, "CY", "cy-tourism"));
        var sent = await ActAsync(germany, id, "send");
        Assert.StartsWith("SERV-I-", sent.GetProperty("number").GetString(), StringComparison.Ordinal);
        await ActAsync(tourism, id, "accept", new { replyBy = In(40) });
        var declined = await ActAsync(germany, id, "decline-date", new { reasons = "Die Saison beginnt vorher." });
        Assert.False(declined.GetProperty("replyByAgreed").GetBoolean());
        Assert.Equal(
            ["wanted", "proposed", "declined"],
            declined.GetProperty("replyDates").EnumerateArray().Select(date => date.GetProperty("kind").GetString())
        );
        Assert.Equal(["recipient"], declined.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("party").GetString()));
        await ActAsync(
            tourism,
            id,
            "reply",
            new
            {
                outcome = "partial",
                answers = "1. Ναι.",
                difficulty = "Αναμένεται το μητρώο.",
                measures = "none",
                measuresExplained = "Δεν απαιτούνται.",
            }
        );
        await ActAsync(germany, id, "ask-information", new { question = "Seit wann?", replyBy = In(60) });
        await ActAsync(tourism, id, "give-information", new { information = "Από το 2019." });

        var closed = await ActAsync(
            germany,
            id,
            "close",
            new
            {
                assessment = "sufficient",
                timeliness = "positive",
                effort = "positive",
            }
        );

        Assert.Equal(("closed", "closed"), StateOf(closed));
        await ActAsync(tourism, await SentAsync(germany), "refuse", new { reason = "not-substantiated", explanation = "Λείπουν οι λόγοι." });
        Assert.Equal(("withdrawn", "closed"), StateOf(await ActAsync(germany, await SentAsync(germany), "withdraw", new { reasons = "Erledigt." })));
    }

    [Fact]
    public async Task An_alert_is_broadcast_by_the_coordinator_and_stays_active_after_an_objection()
    {
        var (poland, coordinator) = (await platform.ApiAsync("katarzyna.mazur"), await platform.ApiAsync("agnieszka.wojcik"));
        var (germany, austria) = (await platform.ApiAsync("jonas.hartmann"), await platform.ApiAsync("lukas.steiner"));
        var id = await DraftAsync(poland, "alert", Alert("DE", "AT"));
        await ActAsync(poland, id, "submit-for-broadcast");
        await ActAsync(coordinator, id, "broadcast-for-authority");
        Assert.DoesNotContain("acknowledge", ActionsOf(await ActAsync(austria, id, "acknowledge")));
        await ActAsync(germany, id, "add-information", new { contributionKind = "asks", information = "Which model?" });
        var rectified = await ActAsync(poland, id, "rectify", new { reasons = "The model is known now." }, Alert("DE", "AT", "NL"));
        Assert.Equal(2, rectified.GetProperty("version").GetInt32());
        await ActAsync(await platform.ApiAsync("bas.hendriks"), id, "acknowledge");

        Assert.DoesNotContain("propose-closure", ActionsOf(await DoneAsync(await germany.GetAsync($"exchanges/{id}"))));
        var proposed = await ActAsync(poland, id, "propose-closure", new { reasons = "All were checked." });
        Assert.Equal(("closure-proposed", "open"), StateOf(proposed));
        var objected = await ActAsync(austria, id, "object", new { reasons = "One is still in use here." });
        Assert.Equal(("active", "open"), StateOf(objected));
        await ActAsync(poland, id, "propose-closure", new { reasons = "It was found and taken out of use." });
        await ActAsync(austria, id, "agree-to-closure");
        Assert.Equal(("withdrawn", "closed"), StateOf(await ActAsync(poland, id, "withdraw", new { reasons = "Another make was concerned." })));
    }

    [Fact]
    public async Task The_platform_closes_an_alert_after_ten_working_days_without_an_objection()
    {
        var france = await platform.ApiAsync("olivier.perrin");
        await platform.Host.ImiAsync("deadlines", "run");

        var list = await DoneAsync(await france.GetAsync("exchanges?limit=100"));
        var alerts = list.GetProperty("items")
            .EnumerateArray()
            .Where(item => item.GetProperty("number").GetString()?.StartsWith("SERV-A-", StringComparison.Ordinal) == true);
        var exchanges = await Task.WhenAll(alerts.Select(async item => await DoneAsync(await france.GetAsync($"exchanges/{item.Id()}"))));
        var closed = Assert.Single(
            exchanges,
            exchange => exchange.GetProperty("timeline").EnumerateArray().Any(entry => entry.GetProperty("action").GetString() == "close-unopposed")
        );
        Assert.Equal(("closed", "closed"), StateOf(closed));
    }

    [Fact]
    public async Task A_home_State_alerts_all_other_States_about_its_own_provider()
    {
        var poland = await platform.ApiAsync("pawel.zielinski");
        var id = await DraftAsync(poland, "alert", Alert(null));
        Assert.Equal(("active", "open"), StateOf(await ActAsync(poland, id, "broadcast")));
        await ActAsync(await platform.ApiAsync("jonas.hartmann"), id, "acknowledge");
        await ActAsync(await platform.ApiAsync("lukas.steiner"), id, "acknowledge");
        await ActAsync(poland, id, "withdraw", new { reasons = "Unfounded." });
    }

    [Fact]
    public async Task A_derogation_waits_fifteen_working_days_unless_it_is_urgent()
    {
        var (germany, cyprus, commission) = (
            await platform.ApiAsync("jonas.hartmann"),
            await platform.ApiAsync("despina.charalambous"),
            await platform.ApiAsync("helena.lindqvist")
        );
        var early = await DraftAsync(germany, "derogation", Derogation("no", "no-communication"));
        using var refused = await germany.PostAsJsonAsync($"exchanges/{early}/actions/notify", new { answers = new { } });
        var problem = await ProblemAsync(refused, System.Net.HttpStatusCode.UnprocessableEntity);
        Assert.True(problem.GetProperty("errors").TryGetProperty("homeMeasures", out _), problem.ToString());
        var ordinary = await DraftAsync(germany, "derogation", Derogation("no"));
        using var unproven = await germany.PostAsJsonAsync($"exchanges/{ordinary}/actions/notify", new { answers = new { } });
        Assert.False(unproven.IsSuccessStatusCode, "A request outside the platform needs a file.");
        await AttachAsync(germany, ordinary);
        var notified = await ActAsync(germany, ordinary, "notify");
        Assert.Equal(("standstill", "open"), StateOf(notified));
        Assert.DoesNotContain("close", ActionsOf(notified));
        await ActAsync(cyprus, ordinary, "comment", new { position = "none" });
        await ActAsync(commission, ordinary, "ask-to-refrain", new { findingDate = In(0), reasons = "The provisions are harmonised." });
        await ActAsync(germany, ordinary, "withdraw", new { reasons = "After the Commission's decision." });

        var urgent = await DraftAsync(germany, "derogation", Derogation("yes"));
        Assert.DoesNotContain("notify", ActionsOf(await DoneAsync(await germany.GetAsync($"exchanges/{urgent}"))));
        Assert.Equal(("measures-possible", "open"), StateOf(await ActAsync(germany, urgent, "notify-urgent")));
        await ActAsync(commission, urgent, "ask-question", new { question = "Until when?" });
        var asked = await DoneAsync(await germany.GetAsync($"exchanges/{urgent}"));
        Assert.Contains("answer-question", asked.GetProperty("yourTurns").EnumerateArray().Select(turn => turn.GetProperty("task").GetString()));
        var listed = (await DoneAsync(await germany.GetAsync("exchanges?view=todo&limit=100")))
            .GetProperty("items")
            .EnumerateArray()
            .Single(item => item.Id() == urgent);
        Assert.Equal(asked.GetProperty("turns").GetRawText(), listed.GetProperty("turns").GetRawText());
        var explained = await ActAsync(germany, urgent, "answer-question", new { information = "Until the equipment was tested." });
        Assert.DoesNotContain("answer-question", ActionsOf(explained));
        await ActAsync(commission, urgent, "find-compatible", new { findingDate = In(0), reasons = "Proportionate." });
        Assert.Equal(("closed", "closed"), StateOf(await ActAsync(germany, urgent, "close", new { outcome = "ended", takenOn = In(0) })));
    }

    [Fact]
    public async Task A_requirement_reaches_every_country_and_the_Commission_examines_it()
    {
        var (austria, ireland, commission) = (
            await platform.ApiAsync("lukas.steiner"),
            await platform.ApiAsync("ciaran.doyle"),
            await platform.ApiAsync("helena.lindqvist")
        );
        var id = await DraftAsync(austria, "requirement", Requirement("draft", "article-15-7"));
        Assert.Equal(("open-for-comments", "open"), StateOf(await ActAsync(austria, id, "notify")));
        await ActAsync(ireland, id, "comment", new { position = "concern", comment = "Voting rights would do." });
        var seen = ActionsOf(await DoneAsync(await commission.GetAsync($"exchanges/{id}")));
        Assert.Contains("ask-to-refrain", seen);
        Assert.DoesNotContain("ask-to-abolish", seen);
        var found = await ActAsync(commission, id, "ask-to-refrain", new { findingDate = In(0), reasons = "A less restrictive measure is available." });
        Assert.DoesNotContain("ask-to-refrain", ActionsOf(found));
        await ActAsync(
            austria,
            id,
            "modify",
            new { reasons = "Voting rights instead of shares." },
            Requirement("draft", "article-15-7", "A majority of the voting rights.")
        );
        Assert.Equal(("closed", "closed"), StateOf(await ActAsync(austria, id, "close")));

        var services = await DraftAsync(austria, "requirement", Requirement("adopted", "article-39-5"));
        var communicated = await ActAsync(austria, services, "communicate");
        Assert.Equal(("communicated", "open"), StateOf(communicated));
        Assert.Contains("close", ActionsOf(communicated));
        Assert.DoesNotContain("ask-to-abolish", ActionsOf(await DoneAsync(await commission.GetAsync($"exchanges/{services}"))));
        await ActAsync(austria, services, "withdraw", new { reasons = "Notified twice." });
    }

    private static string In(int days) => DeadlineCalendar.Today(TimeProvider.System).AddDays(days).ToString("yyyy-MM-dd", null);

    private static (string? State, string? Phase) StateOf(JsonElement exchange) =>
        (exchange.GetProperty("state").GetString(), exchange.GetProperty("phase").GetString());

    private static List<string> ActionsOf(JsonElement exchange) =>
        [.. exchange.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("name").GetString()!)];

    private static async Task<Guid> AuthorityAsync(HttpClient api, string country, string code)
    {
        var found = await DoneAsync(await api.GetAsync($"authorities?country={country}&module=services&procedure=information-request"));
        return found.GetProperty("items").EnumerateArray().First(authority => authority.GetProperty("code").GetString() == code).GetProperty("id").GetGuid();
    }

    private static async Task<string> DraftAsync(HttpClient api, string procedure, object answers, Guid? recipient = null) =>
        (
            await DoneAsync(
                await api.PostAsJsonAsync(
                    "exchanges",
                    new
                    {
                        module = "services",
                        procedure,
                        recipient,
                        language = "en",
                        answers,
                    }
                )
            )
        ).Id();

    private static async Task AttachAsync(HttpClient api, string id)
    {
        var letter = new ByteArrayContent("%PDF-1.7\n%%EOF\n"u8.ToArray());
        letter.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { letter, "file", "letter.pdf" } };
        await DoneAsync(await api.PostAsync($"exchanges/{id}/attachments", form));
    }

    private static async Task<string> SentAsync(HttpClient germany)
    {
        var id = await DraftAsync(germany, "information-request", InformationRequest(), await AuthorityAsync(germany, "CY", "cy-tourism"));
        await ActAsync(germany, id, "send");
        return id;
    }

    private static async Task<JsonElement> ActAsync(HttpClient api, string id, string action, object? answers = null, object? form = null) =>
        await DoneAsync(await api.PostAsJsonAsync($"exchanges/{id}/actions/{action}", new { answers = answers ?? new { }, form }));

    [Fact]
    public async Task Sanctions_in_a_reply_need_a_ground_and_are_returned_only_on_request()
    {
        const string Sanction = "Πρόστιμο 4.000 ευρώ.";
        var (germany, tourism) = (await platform.ApiAsync("jonas.hartmann"), await platform.ApiAsync("yiannis.aristidou"));
        var id = await DraftAsync(germany, "information-request", InformationRequest("good-repute"), await AuthorityAsync(germany, "CY", "cy-tourism"));
        await ActAsync(germany, id, "send");
        await ActAsync(tourism, id, "accept", new { replyBy = In(40) });
        using var refused = await tourism.PostAsJsonAsync(
            $"exchanges/{id}/actions/supply-information",
            new
            {
                answers = new
                {
                    outcome = "complete",
                    answers = "1.",
                    sanctions = Sanction,
                },
            }
        );
        var problem = await ProblemAsync(refused, System.Net.HttpStatusCode.UnprocessableEntity);
        Assert.True(problem.GetProperty("errors").TryGetProperty("sanctionsGround", out _), problem.ToString());
        await ActAsync(
            tourism,
            id,
            "supply-information",
            new
            {
                outcome = "complete",
                answers = "1.",
                sanctions = Sanction,
                sanctionsGround = "good-repute",
            }
        );

        Assert.False(ReplyOf(await DoneAsync(await germany.GetAsync($"exchanges/{id}"))).TryGetProperty("sanctions", out _));
        var full = ReplyOf(await DoneAsync(await germany.GetAsync($"exchanges/{id}?special=true")));
        Assert.Equal((Sanction, "good-repute"), (full.GetProperty("sanctions").GetString(), full.GetProperty("sanctionsGround").GetString()));
        await ActAsync(
            germany,
            id,
            "close",
            new
            {
                assessment = "sufficient",
                timeliness = "positive",
                effort = "positive",
            }
        );
        Assert.Equal(["inform-provider"], TasksOf(await DoneAsync(await tourism.GetAsync($"exchanges/{id}"))));
        Assert.Empty(TasksOf(await ActAsync(tourism, id, "record-informed", new { informedOn = In(0) })));

        static IEnumerable<string?> TasksOf(JsonElement exchange) =>
            exchange.GetProperty("yourTurns").EnumerateArray().Select(turn => turn.GetProperty("task").GetString());

        static JsonElement ReplyOf(JsonElement exchange) =>
            exchange
                .GetProperty("actionAnswers")
                .EnumerateArray()
                .Single(one => one.GetProperty("form").GetString() == "reply-on-repute")
                .GetProperty("answers");
    }

    [Fact]
    public async Task An_authority_corrects_its_own_fields_and_the_other_side_reads_the_new_version()
    {
        var (germany, tourism) = (await platform.ApiAsync("jonas.hartmann"), await platform.ApiAsync("yiannis.aristidou"));
        var id = await DraftAsync(germany, "information-request", InformationRequest("good-repute"), await AuthorityAsync(germany, "CY", "cy-tourism"));
        await ActAsync(germany, id, "send");
        await ActAsync(tourism, id, "accept", new { replyBy = In(40) });
        await ActAsync(
            tourism,
            id,
            "supply-information",
            new
            {
                outcome = "complete",
                answers = "1. Yes.",
                sanctions = "Fined.",
                sanctionsGround = "good-repute",
            }
        );
        using var unknown = await germany.PostAsJsonAsync($"exchanges/{id}/rectifications", new { answers = new { provider = "x" }, reason = "x" });
        Assert.True((await ProblemAsync(unknown, System.Net.HttpStatusCode.UnprocessableEntity)).GetProperty("errors").TryGetProperty("provider", out _));
        using var foreign = await tourism.PostAsJsonAsync($"exchanges/{id}/rectifications", new { answers = new { providerName = "x" }, reason = "x" });
        await ProblemAsync(foreign, System.Net.HttpStatusCode.Forbidden);

        var corrected = await DoneAsync(
            await germany.PostAsJsonAsync($"exchanges/{id}/rectifications", new { answers = new { providerName = "Blue Deep Ltd" }, reason = "Misspelt." })
        );
        Assert.Equal(
            ("Blue Deep Ltd", "Guided dives."),
            (
                corrected.GetProperty("answers").GetProperty("providerName").GetString(),
                corrected.GetProperty("answers").GetProperty("serviceDescription").GetString()
            )
        );
        var reply = corrected
            .GetProperty("actionAnswers")
            .EnumerateArray()
            .Single(one => one.GetProperty("form").GetString() == "reply-on-repute")
            .GetProperty("id")
            .GetString();
        await DoneAsync(
            await tourism.PostAsJsonAsync(
                $"exchanges/{id}/rectifications",
                new
                {
                    content = reply,
                    answers = new { sanctions = "" },
                    reason = "Another person was fined.",
                }
            )
        );
        var seen = await DoneAsync(await germany.GetAsync($"exchanges/{id}?special=true"));
        Assert.False(
            seen.GetProperty("actionAnswers")
                .EnumerateArray()
                .Single(one => one.GetProperty("form").GetString() == "reply-on-repute")
                .GetProperty("answers")
                .TryGetProperty("sanctions", out _)
        );
        Assert.Equal(
            ["Another person was fined.", "Misspelt."],
            seen.GetProperty("rectifications").EnumerateArray().Select(one => one.GetProperty("reason").GetString())
        );
        Assert.DoesNotContain("Fined.", seen.ToString(), StringComparison.Ordinal);
    }

    private static object InformationRequest(string purpose = "measures") =>
        new
        {
            purpose,
            grounds = "Two accidents this summer.",
            providerName = "Blue Deep Diving Events Ltd",
            establishmentCountry = "CY",
            serviceDescription = "Guided dives.",
            serviceCategory = "leisure",
            questions = new[] { new { topic = "safety", question = "Who tests the equipment?" } },
            replyBy = In(30),
        };

    private static object Alert(string? home, params string[] further) =>
        new
        {
            legalGround = home is null ? "article-29-3" : "article-32",
            providerName = "Hüpfland Verleih GmbH",
            serviceDescription = "Bouncy castles at public events.",
            serviceCategory = "leisure",
            damageNature = new[] { "safety" },
            facts = "A castle lifted off.",
            causality = "It was fastened at two points instead of six.",
            severity = "very-serious",
            probability = "occurred",
            establishmentCountry = home,
            furtherStates = further,
        };

    private static object Derogation(string urgency, string homeMeasures = "none") =>
        new
        {
            urgency,
            urgencyReasons = urgency == "yes" ? "Dives are booked for the weekend." : null,
            requestMade = "outside",
            requestedOn = In(-20),
            requestAddressee = "Deputy Ministry of Tourism",
            requestChannel = "letter",
            homeMeasures,
            communicatedOn = In(-5),
            homeExplanation = "The equipment needs no certificate.",
            whyInadequate = "No measures were taken.",
            providerName = "Blue Deep Diving Events Ltd",
            establishmentCountry = "CY",
            serviceDescription = "Guided dives.",
            serviceCategory = "leisure",
            facts = "Breathing regulators failed.",
            measureKind = new[] { "suspension" },
            measureDescription = "Suspension until the equipment is tested.",
            nationalProvisions = "Article 7 LStVG.",
            noHarmonisation = "None for rented equipment.",
            higherProtection = "A test before every season.",
            proportionality = "It ends with the test.",
        };

    private static object Requirement(string status, string article, string summary = "A majority of the shares.") =>
        new
        {
            notifiedUnder = new[] { article },
            excludedService = "none",
            additionalDerogation = article == "article-39-5" ? "none" : null,
            requirementTitle = "Planning companies",
            requirementStatus = status,
            summary,
            requirementKind = article == "article-15-7" ? new[] { "shareholding" } : null,
            serviceDescription = "Planning services.",
            serviceCategory = "construction",
            nonDiscrimination = "It applies to all.",
            publicInterest = new[] { "public-policy" },
            necessity = "Independence.",
            proportionality = "Disclosure is not enough.",
        };
}
