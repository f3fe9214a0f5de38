using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests the procedures of Directive 2006/123/EC, each side in its own language.</summary>
[Collection(SharedPlatforms.Modules)]
public class ServicesStoryTests(RunningPlatform platform)
{
    private static readonly (string Field, string Answer)[] Danger =
    [
        ("legalGround", "article-32"),
        ("providerName", "Hüpfland Verleih GmbH"),
        ("serviceDescription", "Location de châteaux gonflables."),
        ("serviceCategory", "leisure"),
        ("damageNature", "safety"),
        ("facts", "Une structure s’est envolée à Nancy; quatre enfants ont été blessés."),
        ("causality", "Elle n’était fixée qu’en deux points."),
        ("severity", "very-serious"),
        ("probability", "occurred"),
        ("establishmentCountry", "DE"),
        ("furtherStates", "EL"),
        ("furtherStates", "AT"),
    ];

    private static readonly (string Field, string Answer)[] Diving =
    [
        ("providerName", "Blue Deep Diving Events Ltd"),
        ("establishmentCountry", "CY"),
        ("serviceDescription", "Begleitete Tauchgänge in deutschen Seen."),
        ("serviceCategory", "leisure"),
    ];

    [SkippableTheory]
    [InlineData(true)]
    public async Task An_alert_is_rectified_objected_to_and_withdrawn(bool javaScript)
    {
        var france = await platform.SignInAsync("claire.martin", javaScript: javaScript);
        var alert = await DraftAsync(france, "services|alert", null, Danger);
        await AssertPageAsync(france, "fr", javaScript);
        var number = await SendAsync(france);
        await AssertPageAsync(france, "fr", javaScript);

        var germany = await platform.SignInAsync("jonas.hartmann", javaScript: javaScript);
        Assert.Contains(number, await germany.InnerTextAsync("table.list"), StringComparison.Ordinal);
        await AssertPageAsync(germany, "de", javaScript);
        await germany.GotoAsync($"{alert}/act/add-information");
        await AssertPageAsync(germany, "de", javaScript);
        await ActAsync(germany, alert, "add-information", ("contributionKind", "asks"), ("information", "Welche Bauart war es?"));
        await AssertPageAsync(germany, "de", javaScript);

        var greece = await platform.SignInAsync("dimitris.alexiou", javaScript: javaScript);
        await ActAsync(greece, alert, "acknowledge");
        await AssertPageAsync(greece, "el", javaScript);
        await france.GotoAsync($"{alert}/act/rectify");
        await AssertPageAsync(france, "fr", javaScript);
        await ActAsync(
            france,
            alert,
            "rectify",
            ("reasons", "Le nombre de blessés a été vérifié."),
            ("facts", "Une structure s’est envolée à Nancy; trois enfants ont été blessés.")
        );
        await greece.GotoAsync(alert);
        Assert.Equal("trois", await greece.InnerTextAsync("#versions ins"));
        await AssertPageAsync(greece, "el", javaScript);

        await ActAsync(france, alert, "propose-closure", ("reasons", "Tous les appareils ont été contrôlés."));
        Assert.Equal(0, await france.Locator(".turn .ecl-button--primary").CountAsync());
        await AssertPageAsync(france, "fr", javaScript);
        await greece.GotoAsync(alert);
        await AssertPageAsync(greece, "el", javaScript);
        await ActAsync(greece, alert, "object");
        Assert.Equal("#f-reasons", await greece.GetAttributeAsync("#errors a", "href"));
        await greece.FillAsync("#f-reasons", "Ένα από αυτά χρησιμοποιείται ακόμη στην Πάτρα.");
        await SubmitAsync(greece);
        await AssertPageAsync(greece, "el", javaScript);
        await france.GotoAsync(alert);
        Assert.Contains("Ένα από αυτά χρησιμοποιείται ακόμη στην Πάτρα.", await france.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(france, "fr", javaScript);
        await ActAsync(france, alert, "propose-closure", ("reasons", "Le dernier appareil a été mis hors service."));
        await ActAsync(greece, alert, "agree-to-closure");
        await AssertPageAsync(greece, "el", javaScript);

        await ActAsync(france, alert, "withdraw", ("reasons", "L’accident concernait un autre fabricant."));
        await AssertPageAsync(france, "fr", javaScript);
        await greece.GotoAsync($"{alert}/print");
        await AssertPageAsync(greece, "el", javaScript);
        await greece.GotoAsync("/notices");
        await AssertPageAsync(greece, "el", javaScript);
        var outsider = await platform.SignInAsync("carmen.ruiz", javaScript: javaScript);
        Assert.Equal(404, (await outsider.GotoAsync(alert))!.Status);
        await AssertPageAsync(outsider, "es", javaScript);
    }

    [SkippableFact]
    public async Task The_platform_closes_an_alert_without_objections()
    {
        await platform.ImiAsync("deadlines", "run");
        var netherlands = await platform.SignInAsync("olivier.perrin");
        await netherlands.GotoAsync("/inbox?view=closed");
        await netherlands.PressAsync("tr:has-text('Clean Air') a");
        await AssertPageAsync(netherlands, "fr");
    }

    [SkippableFact]
    public async Task A_request_that_leads_to_no_measures_becomes_a_derogation_that_the_Commission_examines()
    {
        var germany = await platform.SignInAsync("jonas.hartmann");
        var request = await DraftAsync(
            germany,
            "services|information-request",
            "Τουρισμού",
            [
                .. Diving,
                ("purpose", "measures"),
                ("grounds", "Zwei Unfälle in diesem Sommer."),
                ("questions.0.topic", "safety"),
                ("questions.0.question", "Wer prüft die Atemregler?"),
                ("replyBy", Iso(Wanted)),
            ]
        );
        await AssertPageAsync(germany, "de");
        await SendAsync(germany);
        await AssertPageAsync(germany, "de");
        var tourism = await platform.SignInAsync("yiannis.aristidou");
        await AssertPageAsync(tourism, "el");
        await ActAsync(tourism, request, "accept", ("replyBy", Iso(Wanted)));
        await tourism.GotoAsync($"{request}/act/reply");
        await AssertPageAsync(tourism, "el");
        Assert.Equal(0, await tourism.Locator("#f-sanctions").CountAsync());
        await ActAsync(
            tourism,
            request,
            "reply",
            ("outcome", "complete"),
            ("answers", "1. Ο προμηθευτής."),
            ("measures", "none"),
            ("measuresExplained", "Δεν προβλέπονται.")
        );
        await ActAsync(germany, request, "close", ("assessment", "insufficient"), ("timeliness", "positive"), ("effort", "neutral"));
        await AssertPageAsync(germany, "de");

        await germany.PressAsync("form:has(input[value='services/derogation']) button");
        var derogation = new Uri(germany.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
        while (await germany.Locator(".final").CountAsync() == 0)
        {
            await AnswerAsync(
                germany,
                ("urgency", "no"),
                ("whyInadequate", "Es wurden keine Maßnahmen ergriffen."),
                ("requestMade", "platform"),
                ("communicatedOn", Iso(Wanted.AddDays(-60))),
                ("facts", "Zwei Atemregler fielen aus."),
                ("measureKind", "suspension"),
                ("measureDescription", "Aussetzung bis zum Nachweis einer Prüfung."),
                ("nationalProvisions", "Artikel 7 LStVG."),
                ("noHarmonisation", "Keine für verliehene Ausrüstung."),
                ("higherProtection", "Prüfung vor jeder Saison."),
                ("proportionality", "Sie endet mit dem Nachweis.")
            );
            await AssertPageAsync(germany, "de");
            await NextAsync(germany);
        }

        await SendAsync(germany);
        await AssertPageAsync(germany, "de");
        var cyprus = await platform.SignInAsync("despina.charalambous");
        await ActAsync(cyprus, derogation, "comment", ("position", "concern"), ("comment", "Ο έλεγχος έγινε ήδη."));
        await AssertPageAsync(cyprus, "el");
        var commission = await platform.SignInAsync("helena.lindqvist");
        await commission.GotoAsync(derogation);
        await AssertPageAsync(commission, "en");
        await ActAsync(commission, derogation, "ask-to-refrain", ("findingDate", Iso(Wanted.AddDays(-60))), ("reasons", "The equipment has been tested."));
        await AssertPageAsync(commission, "en");
        await ActAsync(germany, derogation, "withdraw", ("reasons", "Nach dem Beschluss der Kommission."));
        await AssertPageAsync(germany, "de");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sanctions_need_a_ground_and_are_shown_only_on_request(bool javaScript)
    {
        const string Sanction = "Πρόστιμο 4.000 ευρώ, τελεσίδικη απόφαση 112/2025.";
        var germany = await platform.SignInAsync("jonas.hartmann", javaScript: javaScript);
        var request = await DraftAsync(
            germany,
            "services|information-request",
            "Τουρισμού",
            [
                .. Diving,
                ("purpose", "good-repute"),
                ("grounds", "Er will Schulen anbieten."),
                ("questions.0.topic", "good-repute"),
                ("questions.0.question", "Ist er zuverlässig?"),
                ("replyBy", Iso(Wanted)),
            ]
        );
        await SendAsync(germany);
        var tourism = await platform.SignInAsync("yiannis.aristidou", javaScript: javaScript);
        await ActAsync(tourism, request, "accept", ("replyBy", Iso(Wanted)));
        await ActAsync(tourism, request, "supply-information", ("outcome", "complete"), ("answers", "1. Βλ. πιο κάτω."), ("sanctions", Sanction));
        Assert.Equal("#f-sanctionsGround", await tourism.GetAttributeAsync("#errors a", "href"));
        await AssertPageAsync(tourism, "el", javaScript);
        await tourism.CheckAsync("[name='a.sanctionsGround'][value=good-repute]");
        await SubmitAsync(tourism);

        await germany.GotoAsync(request);
        await AssertPageAsync(germany, "de", javaScript);
        Assert.DoesNotContain(Sanction, await germany.ContentAsync(), StringComparison.Ordinal);
        await germany.PressAsync("button[name=open]");
        Assert.Contains(Sanction, await germany.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Protokoll", await germany.InnerTextAsync("#special"), StringComparison.Ordinal);
        await AssertPageAsync(germany, "de", javaScript);
        await germany.GotoAsync($"{request}/print");
        Assert.DoesNotContain(Sanction, await germany.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Besondere Kategorie", await germany.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(germany, "de", javaScript);
        await germany.GotoAsync("/privacy");
        await AssertPageAsync(germany, "de", javaScript);
    }

    [SkippableFact]
    public async Task A_requirement_reaches_every_country_and_is_closed_after_its_examination()
    {
        var austria = await platform.SignInAsync("lukas.steiner");
        var requirement = await DraftAsync(
            austria,
            "services|requirement",
            null,
            ("notifiedUnder", "article-15-7"),
            ("excludedService", "none"),
            ("requirementTitle", "Novelle über Planungsgesellschaften"),
            ("requirementStatus", "draft"),
            ("summary", "Mehrheit der Anteile."),
            ("requirementKind", "shareholding"),
            ("serviceDescription", "Planungsleistungen."),
            ("serviceCategory", "construction"),
            ("nonDiscrimination", "Gilt für alle."),
            ("publicInterest", "service-recipients"),
            ("necessity", "Unabhängigkeit."),
            ("proportionality", "Offenlegung genügt nicht.")
        );
        await AssertPageAsync(austria, "de");
        await SendAsync(austria);
        await AssertPageAsync(austria, "de");
        var spain = await platform.SignInAsync("javier.ortega");
        await spain.GotoAsync(requirement);
        var commission = await platform.SignInAsync("helena.lindqvist");
        await commission.GotoAsync(requirement);
        await AssertPageAsync(commission, "en");
        await ActAsync(commission, requirement, "find-compatible", ("findingDate", Iso(Wanted.AddDays(-60))), ("reasons", "Proportionate."));
        await AssertPageAsync(commission, "en");
        await ActAsync(austria, requirement, "close");
        await AssertPageAsync(austria, "de");
    }
}
