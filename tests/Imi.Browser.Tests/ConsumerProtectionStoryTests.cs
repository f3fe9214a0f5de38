using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests mutual assistance and an alert under Regulation (EU) 2017/2394, each side in its own language.</summary>
[Collection(SharedPlatforms.Modules)]
public class ConsumerProtectionStoryTests(RunningPlatform platform)
{
    private static readonly (string Field, string Answer)[] Infringement =
    [
        ("traderName", "Strandkorb Reisen GmbH"),
        ("traderCountry", "DE"),
        ("webAddresses", "https://strandkorb-reisen.example"),
        ("practice", "Η εταιρεία χρεώνει κρατήσεις ξενοδοχείων που ο πελάτης έχει ακυρώσει εγκαίρως."),
        ("stage", "occurring"),
        ("product", "Οργανωμένα ταξίδια στην Κύπρο."),
        ("lawsInfringed", "package-travel"),
        ("lawsInfringed", "unfair-terms"),
        ("provisions", "Άρθρο 12 της οδηγίας (ΕΕ) 2015/2302."),
        ("collectiveInterests", "Καταγγελίες από 74 καταναλωτές που διαμένουν στην Κύπρο."),
    ];

    private static readonly (string Field, string Answer)[] Request = [.. Infringement, ("connection", "trader-established"), ("proceedings", "no")];

    [SkippableTheory]
    [InlineData(false)]
    public async Task Enforcement_measures_are_requested_through_the_liaison_offices_and_extended_with_reasons(bool javaScript)
    {
        var tourism = await platform.SignInAsync("yiannis.aristidou", javaScript: javaScript);
        var request = await DraftAsync(
            tourism,
            "cpc|enforcement-request",
            "Umweltbundesamt",
            [
                .. Request,
                ("evidence", "Δώδεκα δοκιμαστικές κρατήσεις με τα στιγμιότυπα οθόνης."),
                ("measuresSuggested", "commitments"),
                ("suggestion", "Επιστροφή των χρημάτων."),
            ]
        );
        await AssertPageAsync(tourism, "el", javaScript);
        var number = await SendAsync(tourism);
        await AssertPageAsync(tourism, "el", javaScript);

        var cyprus = await platform.SignInAsync("petros.loizou", javaScript: javaScript);
        Assert.Contains(number, await cyprus.InnerTextAsync("table.list"), StringComparison.Ordinal);
        await cyprus.GotoAsync(request);
        await AssertPageAsync(cyprus, "el", javaScript);
        await ActAsync(cyprus, request, "approve");

        var germany = await platform.SignInAsync("greta.lorenz", javaScript: javaScript);
        await germany.GotoAsync(request);
        await AssertPageAsync(germany, "de", javaScript);
        await germany.GotoAsync($"{request}/act/forward");
        await AssertPageAsync(germany, "de", javaScript);
        await ActAsync(germany, request, "forward", ("authority", "Bundesnetzagentur"), ("reason", "Zuständig ist die Bundesnetzagentur."));

        var agency = await platform.SignInAsync("klaus.weber", javaScript: javaScript);
        await AssertPageAsync(agency, "de", javaScript);
        await ActAsync(agency, request, "accept", ("stepsIntended", "Wir hören das Unternehmen an."));
        Assert.EndsWith("/act/report-measures", await agency.GetAttributeAsync(".turn .ecl-button--primary", "href"), StringComparison.Ordinal);
        await AssertPageAsync(agency, "de", javaScript);
        await ActAsync(
            agency,
            request,
            "report-progress",
            ("stepsTaken", "Das Unternehmen wurde angehört."),
            ("stepsIntended", "Verpflichtungszusagen bis zum Quartalsende.")
        );
        await ActAsync(agency, request, "extend", ("until", Iso(Wanted.AddMonths(9))));
        Assert.Equal("#f-reasons", await agency.GetAttributeAsync("#errors a", "href"));
        await AssertPageAsync(agency, "de", javaScript);
        await agency.FillAsync("#f-reasons", "Das Unternehmen stellt sein Buchungssystem um.");
        await SubmitAsync(agency);
        await AssertPageAsync(agency, "de", javaScript);

        await tourism.GotoAsync(request);
        Assert.Contains("Das Unternehmen stellt sein Buchungssystem um.", await tourism.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(tourism, "el", javaScript);
        await tourism.GotoAsync("/inbox?view=waiting");
        await AssertPageAsync(tourism, "el", javaScript);

        await agency.GotoAsync($"{request}/act/report-measures");
        await AssertPageAsync(agency, "de", javaScript);
        await ActAsync(
            agency,
            request,
            "report-measures",
            ("interimMeasures", "no"),
            ("ceased", "yes"),
            ("measures", "commitments"),
            ("implemented", "yes"),
            ("remedies", "all"),
            ("description", "Die Verpflichtungszusagen sind bindend; alle Beträge wurden erstattet.")
        );
        await tourism.GotoAsync($"{request}/act/close");
        await AssertPageAsync(tourism, "el", javaScript);
        await ActAsync(tourism, request, "close", ("assessment", "effective"), ("timeliness", "neutral"), ("effort", "positive"));
        await AssertPageAsync(tourism, "el", javaScript);
        Assert.Equal(0, await tourism.Locator(".turn .acts").CountAsync());

        await agency.GotoAsync($"{request}/print");
        await AssertPageAsync(agency, "de", javaScript);
        await agency.GotoAsync("/notices");
        await AssertPageAsync(agency, "de", javaScript);
        await cyprus.GotoAsync($"{request}/why");
        await AssertPageAsync(cyprus, "el", javaScript);
        var outsider = await platform.SignInAsync("nikos.ioannou", javaScript: javaScript);
        foreach (var page in (string[])["", "/why", "/print", "/files", "/act/close"])
            Assert.Equal(404, (await outsider.GotoAsync($"{request}{page}"))!.Status);
    }

    [SkippableFact]
    public async Task Information_is_requested_provided_and_assessed()
    {
        var tourism = await platform.SignInAsync("yiannis.aristidou");
        var request = await DraftAsync(
            tourism,
            "cpc|information-request",
            "Umweltbundesamt",
            [
                .. Request,
                ("informationWanted", "Οι γενικοί όροι από τον Ιανουάριο."),
                ("whyNecessary", "Μόνο η εταιρεία τους γνωρίζει."),
                ("accompany", "no"),
                ("secrecy", "yes"),
                ("replyBy", Iso(Wanted.AddDays(-30))),
            ]
        );
        await AssertPageAsync(tourism, "el");
        await SendAsync(tourism);
        var office = await platform.SignInAsync("petros.loizou");
        await ActAsync(office, request, "approve");

        var germany = await platform.SignInAsync("greta.lorenz");
        await ActAsync(germany, request, "accept", ("replyBy", Iso(Wanted)));
        await tourism.GotoAsync(request);
        await AssertPageAsync(tourism, "el");
        await ActAsync(tourism, request, "agree-date");
        await ActAsync(
            germany,
            request,
            "provide-information",
            ("outcome", "complete"),
            ("information", "Die Bedingungen liegen bei."),
            ("gathering", "investigation")
        );
        await AssertPageAsync(germany, "de");
        await ActAsync(tourism, request, "close", ("assessment", "sufficient"), ("timeliness", "positive"), ("effort", "positive"));
        await AssertPageAsync(tourism, "el");
    }

    [SkippableFact]
    public async Task Recipients_reply_to_an_alert_and_its_sender_closes_it_with_an_outcome()
    {
        var greece = await platform.SignInAsync("dimitris.alexiou");
        var alert = await DraftAsync(
            greece,
            "cpc|alert",
            null,
            [
                .. Infringement,
                ("infringementKind", "widespread"),
                ("external", "no"),
                ("concernedStates", "ES"),
                ("concernedStates", "CY"),
                ("verification", "yes"),
                ("repliesUntil", Iso(Wanted)),
            ]
        );
        await AssertPageAsync(greece, "el");
        await SendAsync(greece);
        await AssertPageAsync(greece, "el");

        var spain = await platform.SignInAsync("javier.ortega");
        await AssertPageAsync(spain, "es");
        await ActAsync(spain, alert, "reply", ("similar", "yes"), ("measuresAlready", "no"), ("takesPart", "yes"));
        Assert.Equal("#f-evidence", await spain.GetAttributeAsync("#errors a", "href"));
        await AssertPageAsync(spain, "es");
        await spain.FillAsync("#f-evidence", "Hemos recibido 31 reclamaciones.");
        await SubmitAsync(spain);
        await AssertPageAsync(spain, "es");

        var cyprus = await platform.SignInAsync("petros.loizou");
        await cyprus.GotoAsync($"{alert}/act/disseminate");
        Assert.Equal(["Υφυπουργείο Τουρισμού"], (await cyprus.Locator("#f-authority option").AllInnerTextsAsync()).Skip(1));
        await ActAsync(cyprus, alert, "disseminate", ("authority", "Τουρισμού"));
        await AssertPageAsync(cyprus, "el");

        await ActAsync(greece, alert, "close", ("outcome", "coordinated-action"));
        await AssertPageAsync(greece, "el");
    }

    [SkippableFact]
    public async Task An_alert_becomes_a_coordinated_action_of_three_States()
    {
        var greece = await platform.SignInAsync("dimitris.alexiou");
        var alert = await DraftAsync(
            greece,
            "cpc|alert",
            null,
            [
                .. Infringement,
                ("infringementKind", "widespread"),
                ("external", "no"),
                ("concernedStates", "ES"),
                ("concernedStates", "CY"),
                ("verification", "yes"),
                ("repliesUntil", Iso(Wanted)),
            ]
        );
        await SendAsync(greece);
        await greece.PressAsync("form:has(input[name=into][value='cpc/coordinated-action']) button");
        var action = await CompleteAsync(
            greece,
            ("actionName", "Strandkorb"),
            ("actionKind", "widespread"),
            ("designation", "agreed"),
            ("agreedOn", Iso(Today)),
            ("agreement", "Συμφώνησαν οι αρχές της Ελλάδας, της Ισπανίας και της Κύπρου."),
            ("answersUntil", Iso(Wanted))
        );
        Assert.Contains("Strandkorb Reisen GmbH", await greece.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(greece, "el");
        await SendAsync(greece);
        await AssertPageAsync(greece, "el");
        await ActAsync(greece, alert, "close", ("outcome", "coordinated-action"));

        var (spain, cyprus) = (await platform.SignInAsync("javier.ortega"), await platform.SignInAsync("petros.loizou"));
        await spain.GotoAsync($"{action}/act/answer");
        await AssertPageAsync(spain, "es");
        await ActAsync(spain, action, "answer", ("takesPart", "yes"));
        await ActAsync(cyprus, action, "answer", ("takesPart", "yes"));
        await ActAsync(greece, action, "begin-investigation");
        await ActAsync(spain, action, "share-findings", ("findings", "Los cargos se repiten en 31 reservas."));
        await ActAsync(greece, action, "adopt-position", ("agreedOn", Iso(Today)), ("position", "Οι όροι ακύρωσης είναι καταχρηστικοί."), ("published", "no"));
        await AssertPageAsync(greece, "el");
        await ActAsync(
            greece,
            action,
            "agree-measures",
            ("occasion", "no-commitments"),
            ("explanation", "Η εταιρεία δεν πρότεινε δεσμεύσεις."),
            ("reportBy", Iso(Wanted))
        );
        foreach (var member in new[] { spain, cyprus })
        {
            await member.GotoAsync(action);
            Assert.EndsWith("/act/report-measures", await member.GetAttributeAsync(".turn .ecl-button--primary", "href"), StringComparison.Ordinal);
            await ActAsync(
                member,
                action,
                "report-measures",
                ("interimMeasures", "no"),
                ("ceased", "yes"),
                ("measures", "cessation-order"),
                ("implemented", "yes"),
                ("remedies", "all"),
                ("description", "Cessation order of today.")
            );
        }

        await AssertPageAsync(cyprus, "el");
        await ActAsync(greece, action, "close", ("outcome", "ceased"), ("agreedOn", Iso(Today)));
        await AssertPageAsync(greece, "el");
        Assert.Equal(0, await greece.Locator(".turn .acts").CountAsync());

        // The Commission is informed (Article 17(1)) and reads the measures; an authority of another State does not see the action.
        var commission = await platform.SignInAsync("helena.lindqvist");
        await commission.GotoAsync(action);
        Assert.Contains("Cessation order of today.", await commission.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(commission, "en");
        var italy = await platform.SignInAsync("stefano.moretti");
        Assert.Equal(404, (await italy.GotoAsync(action))!.Status);
    }
}
