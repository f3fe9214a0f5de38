using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Kernel.Foundation.Calendar;
using Imi.Testing;
using Xunit.Abstractions;
using static Imi.Web.Tests.Api.RequestOverApi;

namespace Imi.Web.Tests;

/// <summary>
/// Tests the life of a policy area that no code mentions, on a running platform over HTTP: upload, activation as a pilot, mandates, use,
/// a later version and withdrawal.
/// </summary>
public sealed class NewPolicyAreaTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly DemonstrationPlatform _platform = new();

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task A_policy_area_is_uploaded_activated_granted_and_used_to_the_end_without_a_restart()
    {
        var address = _platform.Host.Address;
        using var officer = await PageSession.SignInAsync(address, "marie.lefevre");
        var clock = Stopwatch.StartNew();
        var upload = await UploadAsync(officer, PolicyAreas.Files(PolicyAreas.Posting));
        Assert.Contains("Nouveau domaine", await officer.GetAsync(upload), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Posting of workers", await officer.GetAsync("/authorities"), StringComparison.Ordinal);
        Assert.DoesNotContain("posted-workers", await officer.GetAsync("/guide?q.scope=case&q.where=another-country"), StringComparison.Ordinal);
        await ActivateAsync(officer, upload);
        Assert.Contains(
            "Des travailleurs détachés dans un autre pays",
            await officer.GetAsync("/guide?q.scope=case&q.where=another-country"),
            StringComparison.Ordinal
        );

        var spain = await _platform.ApiAsync("carmen.ruiz");
        var cyprus = await _platform.ApiAsync("eleni.georgiou", "fr");
        var (sender, recipient) = (
            await DemonstrationPlatform.AuthorityAsync(spain, "ES", "es-dg-consumo"),
            await DemonstrationPlatform.AuthorityAsync(spain, "CY", "cy-consumer-protection")
        );
        using var spanishCoordinator = await PageSession.SignInAsync(address, "nuria.castano");
        using var cypriotCoordinator = await PageSession.SignInAsync(address, "stella.michailidou");
        await GrantAsync(spanishCoordinator, sender, "Carmen Ruiz");
        await GrantAsync(cypriotCoordinator, recipient, "Eleni Georgiou");
        await spanishCoordinator.GetAsync($"/authorities/{recipient}/mandates?module={PolicyAreas.Posting}", HttpStatusCode.NotFound);

        var draft = await DoneAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = PolicyAreas.Posting,
                    procedure = "request",
                    recipient,
                    language = "es",
                    answers = Answers(),
                }
            )
        );
        output.WriteLine($"From the upload to the first exchange: {clock.Elapsed.TotalSeconds:0.0} s");
        var sent = await ActAsync(spain, draft.Id(), "send");
        Assert.StartsWith("POST-R-", sent.GetProperty("number").GetString(), StringComparison.Ordinal);
        var inbox = await cyprus.GetFromJsonAsync<JsonElement>("exchanges?view=todo");
        Assert.Contains(inbox.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == draft.Id());
        using var officerOfCyprus = await PageSession.SignInAsync(address, "eleni.georgiou");
        Assert.Contains("Baltic Build Ltd", await officerOfCyprus.GetAsync($"/exchanges/{draft.Id()}"), StringComparison.Ordinal);
        await ActAsync(cyprus, draft.Id(), "answer", new { answers = new { established = "no", findings = "Letterbox only." } });
        var closed = await ActAsync(spain, draft.Id(), "close");
        Assert.Equal("closed", closed.GetProperty("phase").GetString());
        Assert.Contains(
            "Auskunftsersuchen",
            await spain.GetStringAsync($"modules/{PolicyAreas.Posting}/procedures/request?language=de"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_alert_of_a_new_policy_area_reaches_the_countries_that_it_names()
    {
        var address = _platform.Host.Address;
        using var officer = await PageSession.SignInAsync(address, "marie.lefevre");
        await ActivateAsync(officer, await UploadAsync(officer, PolicyAreas.Files(PolicyAreas.Posting)));
        var spain = await _platform.ApiAsync("carmen.ruiz");
        var cyprus = await _platform.ApiAsync("eleni.georgiou");
        using var spanishCoordinator = await PageSession.SignInAsync(address, "nuria.castano");
        using var cypriotCoordinator = await PageSession.SignInAsync(address, "stella.michailidou");
        await GrantAsync(spanishCoordinator, await DemonstrationPlatform.AuthorityAsync(spain, "ES", "es-dg-consumo"), "Carmen Ruiz", "alert");
        await GrantAsync(cypriotCoordinator, await DemonstrationPlatform.AuthorityAsync(spain, "CY", "cy-consumer-protection"), "Eleni Georgiou", "alert");
        var commission = await DemonstrationPlatform.AuthorityAsync(spain, "EU", "eu-commission", "notification");
        await GrantAsync(officer, commission, "Helena Lindqvist", "alert");

        var draft = await DoneAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = PolicyAreas.Posting,
                    procedure = "alert",
                    language = "es",
                    answers = new
                    {
                        serviceProvider = "Baltic Build Ltd",
                        sector = "construction",
                        concerned = new[] { "CY" },
                        facts = "Andamios sin seguridad.",
                    },
                }
            )
        );
        await ActAsync(spain, draft.Id(), "broadcast");

        await ActAsync(cyprus, draft.Id(), "comment", new { answers = new { comment = "Ελήφθη." } });
        var closed = await ActAsync(spain, draft.Id(), "close");
        Assert.Equal("closed", closed.GetProperty("phase").GetString());
    }

    [Fact]
    public async Task A_later_version_is_described_leaves_open_exchanges_unchanged_and_can_be_withdrawn()
    {
        var address = _platform.Host.Address;
        using var officer = await PageSession.SignInAsync(address, "marie.lefevre");
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        var first = await UploadAsync(officer, files);
        await ActivateAsync(officer, first);
        var spain = await _platform.ApiAsync("carmen.ruiz");
        var recipient = await DemonstrationPlatform.AuthorityAsync(spain, "CY", "cy-consumer-protection");
        using var spanishCoordinator = await PageSession.SignInAsync(address, "nuria.castano");
        using var cypriotCoordinator = await PageSession.SignInAsync(address, "stella.michailidou");
        await GrantAsync(spanishCoordinator, await DemonstrationPlatform.AuthorityAsync(spain, "ES", "es-dg-consumo"), "Carmen Ruiz");
        await GrantAsync(cypriotCoordinator, recipient, "Eleni Georgiou");
        var exchange = await DoneAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = PolicyAreas.Posting,
                    procedure = "request",
                    recipient,
                    answers = Answers(),
                }
            )
        );
        await ActAsync(spain, exchange.Id(), "send");

        files["procedures/request.yaml"] = files["procedures/request.yaml"].Replace("remindAfter: P14D", "remindAfter: P7D", StringComparison.Ordinal);
        files["forms/answer.yaml"] += "      - { field: since, type: date, required: true }\n";
        foreach (var language in (string[])["en", "fr", "de"])
            files[$"texts/{language}.yaml"] = files[$"texts/{language}.yaml"]
                .Replace("      findings: {", "      since: { label: Since }\n      findings: {", StringComparison.Ordinal);
        files["texts/fr.yaml"] = files["texts/fr.yaml"].Replace("\"Constatations\"", "\"Constats\"", StringComparison.Ordinal);
        var second = await UploadAsync(officer, files);

        var diff = await officer.GetAsync(second);
        Assert.Contains("rappel après: de «14 jours» à «7 jours»", diff, StringComparison.Ordinal);
        Assert.Contains("Nouveau champ «Since» dans le formulaire «Réponse»", diff, StringComparison.Ordinal);
        Assert.Contains("1 texte diffère en français", diff, StringComparison.Ordinal);
        await ActivateAsync(officer, second);

        // The request keeps the first version, whose answer asks for no date.
        var cyprus = await _platform.ApiAsync("eleni.georgiou");
        await ActAsync(cyprus, exchange.Id(), "answer", new { answers = new { established = "yes", findings = "Real." } });
        var (page, _) = await officer.PostAsync(second, $"{second}?handler=Withdraw");
        Assert.Contains("Retirée", page, StringComparison.Ordinal);
        Assert.Contains("En vigueur", await officer.GetAsync(first), StringComparison.Ordinal);

        await officer.PostAsync(first, $"{first}?handler=Withdraw");
        await ActAsync(spain, exchange.Id(), "close");
        await ProblemAsync(
            await spain.PostAsJsonAsync(
                "exchanges",
                new
                {
                    module = PolicyAreas.Posting,
                    procedure = "request",
                    recipient,
                    answers = Answers(),
                }
            ),
            HttpStatusCode.Conflict
        );
        var (exitCode, text, errors) = await _platform.Host.ImiAsync("audit", "verify");
        Assert.True(exitCode == 0, text + errors);
    }

    [Fact]
    public async Task Mistakes_in_an_archive_are_reported_and_nothing_is_installed()
    {
        using var officer = await PageSession.SignInAsync(_platform.Host.Address, "marie.lefevre");
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        files["procedures/request.yaml"] = files["procedures/request.yaml"].Replace("to: answered", "to: answred", StringComparison.Ordinal);

        var (mistaken, _) = await officer.UploadAsync("/modules/upload", "archive", PolicyAreas.Zip(files));
        var (programmed, _) = await officer.UploadAsync(
            "/modules/upload",
            "archive",
            PolicyAreas.Zip(new Dictionary<string, string>(StringComparer.Ordinal) { ["module.yaml"] = "", ["Rules.dll"] = "MZ" })
        );
        var (nonsense, _) = await officer.UploadAsync("/modules/upload", "archive", [1, 2, 3]);

        Assert.Contains("did you mean 'answered'?", mistaken, StringComparison.Ordinal);
        Assert.Contains("«posting-of-workers/Rules.dll» est un programme", programmed, StringComparison.Ordinal);
        Assert.Contains("n’est pas une archive ZIP", nonsense, StringComparison.Ordinal);
        Assert.Contains("Rien n’a encore été téléversé", await officer.GetAsync("/modules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_policy_officers_see_uploads()
    {
        using var officer = await PageSession.SignInAsync(_platform.Host.Address, "marie.lefevre");
        var upload = await UploadAsync(officer, PolicyAreas.Files(PolicyAreas.Posting));
        using var handler = await PageSession.SignInAsync(_platform.Host.Address, "carmen.ruiz");

        foreach (var page in (string[])["/modules/upload", upload, $"{upload}/forms/answer", $"/modules/uploads/{Guid.Empty}"])
            await handler.GetAsync(page, HttpStatusCode.NotFound);
        Assert.DoesNotContain("/modules/upload", await handler.GetAsync("/modules"), StringComparison.Ordinal);
        foreach (var reader in (string[])["writes", "reads", "monitors"])
        {
            var page = await officer.GetAsync($"{upload}/forms/information-request?language=de&reader={reader}");
            Assert.Contains("Zahl der entsandten Arbeitnehmer", page, StringComparison.Ordinal);
            Assert.Equal(reader == "monitors", page.Contains("ausgeblendet – personenbezogene", StringComparison.Ordinal));
        }
    }

    private static async Task<string> UploadAsync(PageSession officer, IReadOnlyDictionary<string, string> files)
    {
        var (page, address) = await officer.UploadAsync("/modules/upload", "archive", PolicyAreas.Zip(files));
        Assert.True(address.StartsWith("/modules/uploads/", StringComparison.Ordinal), page);
        return address;
    }

    private static async Task ActivateAsync(PageSession officer, string upload)
    {
        var (page, _) = await officer.PostAsync(
            upload,
            $"{upload}?handler=Activate",
            ("from", "2026-01-01"),
            ("until", ""),
            ("replaces", "true"),
            ("basis", "Regulation (EU) No 1024/2012, Article 4")
        );
        Assert.Contains("En vigueur", page, StringComparison.Ordinal);
    }

    private static async Task GrantAsync(PageSession coordinator, Guid authority, string person, string procedure = "request")
    {
        var page = $"/authorities/{authority}/mandates?module={PolicyAreas.Posting}";
        await coordinator.PostAsync(
            page,
            $"{page}&handler=Save",
            ("procedure", procedure),
            ($"capacities.{procedure}", "Sender"),
            ($"capacities.{procedure}", "Recipient")
        );
        var shown = await coordinator.GetAsync(page);
        var before = shown[..shown.IndexOf($"<legend>{person}</legend>", StringComparison.Ordinal)];
        var id = before[(before.LastIndexOf("name=\"person\" value=\"", StringComparison.Ordinal) + 21)..][..36];
        await coordinator.PostAsync(page, $"{page}&handler=Save", ("person", id), ($"roles.{id}", "Handler"));
    }

    private static object Answers() =>
        new
        {
            serviceProvider = "Baltic Build Ltd",
            contactPerson = "Jane Doe",
            sector = "construction",
            topics = new[] { "pay" },
            workers = "12",
            question = "¿Está realmente establecida?",
            urgent = "no",
            replyBy = DeadlineCalendar.Today(TimeProvider.System).AddDays(30).ToString("yyyy-MM-dd", null),
        };

    private static async Task<JsonElement> ActAsync(HttpClient api, string id, string action, object? body = null) =>
        await DoneAsync(await api.PostAsJsonAsync($"exchanges/{id}/actions/{action}", body ?? new { }));
}
