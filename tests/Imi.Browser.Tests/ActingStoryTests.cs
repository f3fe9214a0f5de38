using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>Tests that a central authority acts in another authority's name until the arrangement ends.</summary>
[Collection(SharedPlatforms.Modules)]
public class ActingStoryTests(RunningPlatform platform)
{
    private const string Small = "Dirección General de Consumo";
    private const string Central = "Ministerio de Derechos Sociales, Consumo y Agenda 2030";

    [SkippableFact]
    public async Task The_central_authority_sends_in_another_authoritys_name_and_the_recipient_sees_both()
    {
        var teresa = await platform.SignInAsync("teresa.molina");
        await teresa.GotoAsync("/authorities?search=" + Uri.EscapeDataString(Small));
        await teresa.PressAsync($"main a:has-text('{Small}')");
        var authority = new Uri(teresa.Url).AbsolutePath;
        await teresa.GotoAsync($"{authority}/mandates?module=ecommerce");
        await teresa.PressAsync("#f-acted-for");
        Assert.Contains(Central, await teresa.InnerTextAsync("section[aria-labelledby=acting]"), StringComparison.Ordinal);
        await AssertPageAsync(teresa, "es");

        var javier = await platform.SignInAsync("javier.ortega");
        await javier.GotoAsync("/exchanges/new?search=" + Uri.EscapeDataString(Small));
        var choice = $"[role=group]:has(> p:has-text('{Small}')) input[value$='|ecommerce|request']";
        await javier.CheckAsync(choice);
        await AssertPageAsync(javier, "es");
        await javier.PressAsync("main form[method=post] button[type=submit]");
        await javier.FillAsync("#search", "προστασιας");
        await javier.PressAsync("button[name=go][value=search].ecl-button");
        await javier.CheckAsync("label.choice:has-text('Consumer Protection Service') input");
        await NextAsync(javier);
        while (await javier.Locator(".final").CountAsync() == 0)
        {
            await AnswerAsync(
                javier,
                ("excludedField", "none"),
                ("operatorKnown", "yes"),
                ("establishmentCertain", "yes"),
                ("providerName", "Sol y Ofertas Ltd"),
                ("establishmentCountry", "CY"),
                ("webAddresses", "https://solofertas.example"),
                ("serviceDescription", "Venta en línea."),
                ("serviceCategory", "marketplace"),
                ("ground", "consumers"),
                ("harm", "prejudices"),
                ("facts", "No entrega los pedidos."),
                ("rulesInfringed", "Directiva 2005/29/CE."),
                ("measures.0.kind", "cease"),
                ("measures.0.description", "Ordenar el cese."),
                ("proportionality", "No hay medio menos gravoso."),
                ("replyBy", Iso(Wanted)),
                ("urgent", "no"),
                ("proceedings", "no")
            );
            await NextAsync(javier);
        }

        var exchange = new Uri(javier.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
        var number = await SendAsync(javier);
        await javier.GotoAsync(exchange);
        await AssertPageAsync(javier, "es");
        Assert.Contains("Sol y Ofertas", await javier.InnerTextAsync("main"), StringComparison.Ordinal);
        await javier.GotoAsync("/inbox?view=waiting");
        Assert.Contains(Small, await javier.InnerTextAsync($"tr:has-text('{number}')"), StringComparison.Ordinal);

        var eleni = await platform.SignInAsync("eleni.georgiou");
        await eleni.GotoAsync(exchange);
        var course = await eleni.InnerTextAsync("ol.time");
        Assert.Contains(Small, course, StringComparison.Ordinal);
        Assert.Contains(Central, course, StringComparison.Ordinal);

        await teresa.PressAsync("#f-acted-for");
        await javier.GotoAsync(exchange); // It is also a coordinator and still sees the timeline.
        Assert.DoesNotContain("Sol y Ofertas", await javier.InnerTextAsync("main"), StringComparison.Ordinal);
        await teresa.GotoAsync(authority);
        await AssertPageAsync(teresa, "es");
        var carmen = await platform.SignInAsync("carmen.ruiz");
        await carmen.GotoAsync("/inbox?view=waiting");
        Assert.Contains(number, await carmen.InnerTextAsync("table.list"), StringComparison.Ordinal);
    }
}
