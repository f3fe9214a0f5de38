using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Kernel.Foundation.Calendar;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests.Api;

/// <summary>Tests the procedures of Regulation (EU) 2017/2394, which consist only of definitions, from draft to closure.</summary>
[Collection(OnePlatform.Name)]
public class ConsumerProtectionStoryTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task Enforcement_measures_are_due_in_six_months_unless_the_authority_extends_the_period_with_reasons()
    {
        var germany = await platform.ApiAsync("klaus.weber", "de");
        var ireland = await platform.ApiAsync("aoife.byrne");
        var draft = await DraftAsync(
            germany,
            "enforcement-request",
            "IE",
            "ie-ccpc",
            Case(("connection", new[] { "trader-established" }), ("evidence", "Zwölf Testkäufe."), ("proceedings", "no"))
        );
        var sent = await ActAsync(germany, draft.Id(), "send");
        Assert.StartsWith("CPC-E-", sent.GetProperty("number").GetString(), StringComparison.Ordinal);
        Assert.Equal("Bei der ersuchten Behörde", sent.GetProperty("stateTitle").GetString());
        var due = DateOnly.Parse(sent.GetProperty("dueOn").GetString()!, null);
        Assert.InRange(due, Day(0).AddMonths(6), Day(4).AddMonths(6));

        var accepted = await ActAsync(ireland, draft.Id(), "accept", new { stepsIntended = "We hear the trader." });
        Assert.Equal(Text(due), accepted.GetProperty("dueOn").GetString());
        Assert.DoesNotContain("accept", Offered(accepted));
        await ActAsync(ireland, draft.Id(), "report-progress", new { stepsTaken = "The trader was heard.", stepsIntended = "Commitments." });
        await RefusedAsync(ireland, draft.Id(), "extend", new { until = Text(due), reasons = "More time." });
        await RefusedAsync(ireland, draft.Id(), "extend", new { until = Text(due.AddDays(60)) });
        var extended = await ActAsync(ireland, draft.Id(), "extend", new { until = Text(due.AddDays(60)), reasons = "The trader rebuilds its shop." });
        Assert.Equal(Text(due.AddDays(60)), extended.GetProperty("dueOn").GetString());

        await ActAsync(
            ireland,
            draft.Id(),
            "report-measures",
            new
            {
                interimMeasures = "no",
                ceased = "partly",
                measures = new[] { "commitments" },
                implemented = "partly",
                remedies = "some",
                description = "Commitments were accepted.",
            }
        );
        await ActAsync(germany, draft.Id(), "ask-additional-information", new { question = "Bis wann?", replyBy = Text(Day(20)) });
        await ActAsync(ireland, draft.Id(), "answer-additional-information", new { information = "By the end of the month." });
        await RefusedAsync(
            germany,
            draft.Id(),
            "close",
            new
            {
                assessment = "partly-effective",
                timeliness = "neutral",
                effort = "positive",
            }
        );
        var closed = await ActAsync(
            germany,
            draft.Id(),
            "close",
            new
            {
                assessment = "effective",
                timeliness = "neutral",
                effort = "positive",
            }
        );

        Assert.Equal("closed", closed.GetProperty("phase").GetString());
        Assert.Equal(
            [
                "create",
                "send",
                "accept",
                "report-progress",
                "extend",
                "report-measures",
                "ask-additional-information",
                "answer-additional-information",
                "close",
            ],
            Steps(closed)
        );
    }

    [Fact]
    public async Task A_request_forwarded_by_a_single_liaison_office_keeps_its_deadline()
    {
        var germany = await platform.ApiAsync("klaus.weber");
        var draft = await DraftAsync(
            germany,
            "enforcement-request",
            "IT",
            "it-mimit",
            Case(("connection", new[] { "took-place" }), ("evidence", "Testkäufe."), ("proceedings", "no"))
        );
        var due = (await ActAsync(germany, draft.Id(), "send")).GetProperty("dueOn").GetString();
        var authority = await AuthorityAsync(germany, "enforcement-request", "IT", "it-agcm");

        await ActAsync(await platform.ApiAsync("francesca.galli"), draft.Id(), "forward", new { authority, reason = "Competent for unfair practices." });
        var accepted = await ActAsync(await platform.ApiAsync("giulia.ferraro"), draft.Id(), "accept", new { stepsIntended = "Inspection." });

        Assert.Equal(due, accepted.GetProperty("dueOn").GetString());
        var suspended = await ActAsync(
            await platform.ApiAsync("giulia.ferraro"),
            draft.Id(),
            "refuse-for-commitments",
            new
            {
                consultation = "By telephone.",
                commitments = "The trader ends the practice.",
                commitmentsUntil = Text(Day(90)),
            }
        );

        Assert.Equal(("suspended-by-commitments", Text(Day(90))), (suspended.GetProperty("state").GetString(), suspended.GetProperty("dueOn").GetString()));
        Assert.DoesNotContain("refuse", Offered(suspended));
        var commission = await platform.ApiAsync("helena.lindqvist");
        await ActAsync(await platform.ApiAsync("giulia.ferraro"), draft.Id(), "refer-to-commission", new { disagreement = "The time limit is too long." });
        Assert.Contains("give-opinion", Offered(await DoneAsync(await commission.GetAsync($"exchanges/{draft.Id()}"))));
        await ActAsync(commission, draft.Id(), "give-opinion", new { opinion = "refusal-justified", reasons = "The time limit is proportionate." });
    }

    [Fact]
    public async Task Only_a_single_liaison_office_can_receive_a_request()
    {
        var germany = await platform.ApiAsync("klaus.weber");
        var recipient = await AuthorityAsync(germany, "enforcement-request", "IT", "it-agcm");

        var problem = await ProblemAsync(
            await germany.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = "cpc",
                    procedure = "enforcement-request",
                    recipient,
                    language = "de",
                    answers = Case(),
                }
            ),
            HttpStatusCode.UnprocessableEntity
        );

        Assert.Contains("coordinates this procedure", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_for_information_is_refused_only_on_grounds_of_Article_14()
    {
        var spain = await platform.ApiAsync("carmen.ruiz", "es");
        var france = await platform.ApiAsync("claire.martin", "fr");
        var draft = await DraftAsync(spain, "information-request", "FR", "fr-dgccrf", Information());
        var sent = await ActAsync(spain, draft.Id(), "send");
        Assert.Equal(Text(Day(30)), sent.GetProperty("dueOn").GetString());

        await RefusedAsync(france, draft.Id(), "refuse", new { ground = new[] { "not-competent" }, reasons = "Nous ne sommes pas compétents." });
        await RefusedAsync(france, draft.Id(), "refuse", new { ground = new[] { "not-needed" }, reasons = "Pas nécessaire." });
        var refused = await ActAsync(
            france,
            draft.Id(),
            "refuse",
            new { ground = new[] { "proceedings-initiated" }, reasons = "Une procédure est pendante devant le tribunal de Lyon." }
        );

        Assert.Equal(("closed", "Refusée"), (refused.GetProperty("phase").GetString(), refused.GetProperty("stateTitle").GetString()));
    }

    [Fact]
    public async Task The_parties_agree_on_a_period_other_than_thirty_days_before_the_information_is_provided()
    {
        var spain = await platform.ApiAsync("carmen.ruiz");
        var france = await platform.ApiAsync("claire.martin");
        var draft = await DraftAsync(spain, "information-request", "FR", "fr-dgccrf", Information());
        await ActAsync(spain, draft.Id(), "send");
        await ActAsync(france, draft.Id(), "accept", new { replyBy = Text(Day(45)) });
        Assert.Equal(Text(Day(45)), (await ActAsync(spain, draft.Id(), "agree-date")).GetProperty("replyBy").GetString());
        await ActAsync(france, draft.Id(), "partial-reply", new { stepsTaken = "Contrôle sur place.", stepsIntended = "Analyse des contrats." });
        await ActAsync(
            france,
            draft.Id(),
            "provide-information",
            new
            {
                outcome = "complete",
                information = "1 200 contrats.",
                gathering = new[] { "investigation" },
            }
        );

        var closed = await ActAsync(
            spain,
            draft.Id(),
            "close",
            new
            {
                assessment = "sufficient",
                timeliness = "positive",
                effort = "positive",
            }
        );

        Assert.Equal(["create", "send", "accept", "agree-date", "partial-reply", "provide-information", "close"], Steps(closed));
    }

    [Fact]
    public async Task An_alert_is_issued_disseminated_answered_and_closed_with_its_outcome()
    {
        var italy = await platform.ApiAsync("giulia.ferraro");
        var office = await platform.ApiAsync("francesca.galli");
        var draft = await DraftAsync(
            italy,
            "alert",
            null,
            null,
            Case(
                ("infringementKind", "widespread"),
                ("external", "no"),
                ("concernedStates", new[] { "ES", "CY" }),
                ("verification", "yes"),
                ("repliesUntil", Text(Day(21)))
            )
        );
        Assert.DoesNotContain("issue", Offered(draft));
        await ActAsync(italy, draft.Id(), "submit-for-issue");
        var issued = await ActAsync(office, draft.Id(), "issue-for-authority");
        Assert.StartsWith("CPC-A-", issued.GetProperty("number").GetString(), StringComparison.Ordinal);

        var cyprus = await platform.ApiAsync("petros.loizou", "el");
        var tourism = await AuthorityAsync(cyprus, "alert", "CY", "cy-tourism");
        await ActAsync(cyprus, draft.Id(), "disseminate", new { authority = tourism, note = "Για τουρίστες." });
        await ActAsync(
            await platform.ApiAsync("yiannis.aristidou", "el"),
            draft.Id(),
            "reply",
            new
            {
                similar = "unknown",
                measuresAlready = "no",
                takesPart = "undecided",
            }
        );
        await RefusedAsync(
            await platform.ApiAsync("javier.ortega"),
            draft.Id(),
            "reply",
            new
            {
                similar = "yes",
                measuresAlready = "no",
                takesPart = "yes",
            }
        );
        await ActAsync(
            await platform.ApiAsync("javier.ortega"),
            draft.Id(),
            "reply",
            new
            {
                similar = "yes",
                evidence = "96 reclamaciones.",
                measuresAlready = "no",
                takesPart = "yes",
            }
        );
        await ActAsync(
            await platform.ApiAsync("helena.lindqvist"),
            draft.Id(),
            "reply",
            new
            {
                similar = "unknown",
                measuresAlready = "unknown",
                takesPart = "yes",
            }
        );
        var closed = await ActAsync(italy, draft.Id(), "close", new { outcome = "coordinated-action" });

        Assert.Equal("closed", closed.GetProperty("phase").GetString());
        Assert.Equal(["create", "submit-for-issue", "issue-for-authority", "disseminate", "reply", "reply", "reply", "close"], Steps(closed));
    }

    private static Dictionary<string, object> Case(params (string Field, object Answer)[] more)
    {
        var answers = new Dictionary<string, object>
        {
            ["traderName"] = "Finto Sconto S.r.l.",
            ["webAddresses"] = new[] { "https://finto-sconto.example" },
            ["practice"] = "The discounts were never real.",
            ["stage"] = "occurring",
            ["product"] = "Shoes.",
            ["lawsInfringed"] = new[] { "unfair-commercial-practices", "price-indications" },
            ["provisions"] = "Article 6a of Directive 98/6/EC.",
            ["collectiveInterests"] = "80 complaints.",
        };
        foreach (var (field, answer) in more)
            answers[field] = answer;
        return answers;
    }

    private static Dictionary<string, object> Information() =>
        Case(
            ("connection", new[] { "evidence-or-assets" }),
            ("informationWanted", "Número de contratos."),
            ("whyNecessary", "Solo la empresa lo sabe."),
            ("accompany", "no"),
            ("secrecy", "yes"),
            ("replyBy", Text(Day(30))),
            ("proceedings", "no")
        );

    private static async Task<JsonElement> DraftAsync(HttpClient sender, string procedure, string? country, string? code, object answers)
    {
        Guid? recipient = country is null ? null : await AuthorityAsync(sender, procedure, country, code!);
        return await DoneAsync(
            await sender.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = "cpc",
                    procedure,
                    recipient,
                    language = "en",
                    answers,
                }
            )
        );
    }

    private static async Task<Guid> AuthorityAsync(HttpClient api, string procedure, string country, string code)
    {
        var found = await DoneAsync(await api.GetAsync($"authorities?country={country}&module=cpc&procedure={procedure}"));
        return found.GetProperty("items").EnumerateArray().Single(authority => authority.GetProperty("code").GetString() == code).GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> ActAsync(HttpClient api, string id, string action, object? answers = null) =>
        await DoneAsync(await api.PostAsJsonAsync($"exchanges/{id}/actions/{action}", new { answers = answers ?? new { } }));

    private static async Task RefusedAsync(HttpClient api, string id, string action, object answers) =>
        await ProblemAsync(await api.PostAsJsonAsync($"exchanges/{id}/actions/{action}", new { answers }), HttpStatusCode.UnprocessableEntity);

    private static IEnumerable<string?> Offered(JsonElement exchange) =>
        exchange.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("name").GetString());

    private static IEnumerable<string?> Steps(JsonElement exchange) =>
        exchange.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("action").GetString());

    private static DateOnly Day(int later) => DeadlineCalendar.Today(TimeProvider.System).AddDays(later);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", null);
}
