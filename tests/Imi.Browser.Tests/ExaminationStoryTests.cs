using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>An urgent notification, its examination by the Commission to the end, and a notification after a request by letter.</summary>
[Collection(SharedPlatforms.Requests)]
public class ExaminationStoryTests(RunningPlatform platform)
{
    private static readonly (string Field, string Answer)[] Case =
    [
        ("excludedField", "none"),
        ("operatorKnown", "yes"),
        ("providerName", "Rendite Sicher Ltd"),
        ("establishmentCountry", "CY"),
        ("establishmentCertain", "yes"),
        ("webAddresses", "https://rendite-sicher.example"),
        ("serviceDescription", "Supuestos depósitos a plazo fijo."),
        ("serviceCategory", "financial"),
        ("ground", "consumers"),
        ("harm", "prejudices"),
        ("facts", "Treinta y siete inversores han perdido su dinero."),
        ("rulesInfringed", "Ley 10/2014."),
        ("measureKind", "removal-or-blocking"),
        ("measureDescription", "Bloqueo del sitio."),
        ("addressees", "access"),
        ("nationalLegalBasis", "Ley 34/2002, artículo 8."),
        ("measureStatus", "intended"),
        ("measureDate", Iso(Wanted)),
        ("remedies", "Recurso contencioso-administrativo en dos meses."),
        ("duration", "permanent"),
        ("proportionality", "No hay medio menos gravoso."),
        ("commentsUntil", Iso(Wanted)),
    ];

    [SkippableFact]
    public async Task The_Commission_examines_an_urgent_notification_until_the_State_has_reacted()
    {
        var spain = await platform.SignInAsync("beatriz.campos");
        var notification = await DraftAsync(
            spain,
            "ecommerce|notification",
            null,
            [.. Case, ("urgency", "yes"), ("urgencyReasons", "Cada día pagan nuevos inversores.")]
        );
        await SendAsync(spain);

        var coordinator = await platform.SignInAsync("isabel.moreno");
        await coordinator.GotoAsync(notification);
        Assert.Contains("Treinta y siete inversores", await coordinator.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(coordinator, "es");
        await ActAsync(coordinator, notification, "broadcast-for-authority");
        await coordinator.GotoAsync(notification);
        Assert.DoesNotContain("Treinta y siete inversores", await coordinator.InnerTextAsync("main"), StringComparison.Ordinal);

        var commission = await platform.SignInAsync("helena.lindqvist");
        await ActAsync(commission, notification, "examine");
        await ActAsync(commission, notification, "ask-question", ("question", "Who supervises the provider in Cyprus?"));
        await spain.GotoAsync(notification);
        await AssertPageAsync(spain, "es");
        await ActAsync(spain, notification, "answer-question", ("answer", "Ninguna autoridad: no está autorizado."));
        await ActAsync(commission, notification, "ask-to-refrain", ("findingDate", Iso(Today)), ("reasons", "Blocking the whole site goes too far."));
        await ActAsync(spain, notification, "report-taken", ("takenOn", Iso(Today)), ("decisionReference", "R-2026/17"));
        Assert.Equal(0, await ActionsAsync(commission, notification, "ask-to-refrain"));
        await ActAsync(commission, notification, "ask-to-end", ("findingDate", Iso(Today)), ("reasons", "The offers alone can be blocked."));
        await AssertPageAsync(commission, "en");

        await ActAsync(spain, notification, "close", ("earlyReason", "La medida ha terminado."));
        Assert.Contains("queda una tarea", await spain.InnerTextAsync(".turn"), StringComparison.Ordinal);
        await ActAsync(spain, notification, "react", ("reaction", "ended"), ("reactionDate", Iso(Today)), ("explanation", "El bloqueo se ha levantado."));
        await AssertPageAsync(spain, "es");
        Assert.DoesNotContain("queda una tarea", await spain.InnerTextAsync(".turn"), StringComparison.Ordinal);
        await commission.GotoAsync(notification);
        Assert.Contains("El bloqueo se ha levantado.", await commission.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(1, await ActionsAsync(commission, notification, "reopen-examination"));
    }

    [SkippableFact]
    public async Task A_request_by_letter_opens_the_way_to_a_notification_once_a_file_shows_it()
    {
        var spain = await platform.SignInAsync("carmen.ruiz");
        var notification = await DraftAsync(
            spain,
            "ecommerce|notification",
            null,
            [
                .. Case,
                ("urgency", "no"),
                ("priorRequest", "outside"),
                ("askedOn", Iso(Today.AddDays(-20))),
                ("askedAuthority", "Κυπριακή Επιτροπή Κεφαλαιαγοράς"),
                ("askedBy", "letter"),
                ("askedOutcome", "no-answer"),
                ("whyInadequate", "No hubo respuesta."),
            ]
        );
        Assert.Contains("Adjunte un archivo que muestre la solicitud", await spain.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(spain, "es");

        await spain.SetInputFilesAsync(
            "#file",
            new FilePayload
            {
                Name = "carta.txt",
                MimeType = "text/plain",
                Buffer = Encoding.UTF8.GetBytes("Carta del 1 de noviembre."),
            }
        );
        await spain.PressAsync("form.drop button[type=submit]");
        await spain.Locator("ul.files >> text=carta.txt").WaitForAsync();
        await spain.GotoAsync($"{notification}/edit?step=review");
        await SendAsync(spain);

        var home = await platform.SignInAsync("despina.charalambous");
        await home.GotoAsync(notification);
        Assert.Contains("Κυπριακή Επιτροπή Κεφαλαιαγοράς", await home.InnerTextAsync("main"), StringComparison.Ordinal);
        await AssertPageAsync(home, "el");
    }

    private static async Task<int> ActionsAsync(IPage page, string exchange, string action)
    {
        await page.GotoAsync(exchange);
        return await page.Locator($"a[href$='/act/{action}']").CountAsync();
    }
}
