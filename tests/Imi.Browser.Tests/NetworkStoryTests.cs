using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using OtpNet;
using Xunit;
using static Imi.Browser.Tests.Steps;

namespace Imi.Browser.Tests;

/// <summary>
/// Tests how a country joins: the Commission registers the national coordinator, which delegates a policy area to a ministry, which
/// invites an agency, which registers itself and receives its first request. Everybody signs in with a password and an authenticator.
/// </summary>
[Collection(SharedPlatforms.People)]
public class NetworkStoryTests(RunningPlatform platform)
{
    private const string Password = "vier Ziegel trocknen im Regen";
    private const string Area = "ecommerce";

    [SkippableFact]
    public async Task An_agency_of_a_country_that_joined_receives_its_first_request()
    {
        var commission = await platform.SignInAsync("marie.lefevre");
        var coordinator = await RegisterAsync(
            commission,
            "NationalCoordinator",
            "Stabsstelle für Verwaltungszusammenarbeit",
            "Office for Administrative Cooperation"
        );
        await AddPersonAsync(commission, coordinator, "Ada Frick", "ada.frick", "Administrator");
        var ada = await SetUpAsync("ada.frick");

        var ministry = await RegisterAsync(ada, "DelegatedCoordinator", "Ministerium für digitale Märkte", "Ministry for Digital Markets");
        await ada.GotoAsync($"{ministry}/scope");
        await ada.SelectOptionAsync("#f-module", Area);
        await ada.PressAsync("form[action$='/scope'] button.ecl-button--primary");
        Assert.Equal(1, await ada.Locator("#errors a[href='#f-functions']").CountAsync());
        await AssertPageAsync(ada, "de");
        foreach (var function in (string[])["Validating", "Access", "Content"])
            await ada.CheckAsync($"input[name=functions][value={function}]");
        await ada.PressAsync("form[action$='/scope'] button.ecl-button--primary");
        await AssertPageAsync(ada, "de");
        await AddPersonAsync(ada, ministry, "Benno Marxer", "benno.marxer", "Administrator");
        var benno = await SetUpAsync("benno.marxer");

        var agency = await JoinAsync(benno);
        await GrantAsync(benno, agency);
        var clara = await SetUpAsync("clara.beck");
        await AddPersonAsync(clara, agency, "Dario Wolf", "dario.wolf", "Handler");
        var dario = await SetUpAsync("dario.wolf");
        await clara.GotoAsync("/authorities/review");
        await AssertPageAsync(clara, "de");

        var spain = await platform.SignInAsync("carmen.ruiz");
        var exchange = await DraftAsync(
            spain,
            $"{Area}|request",
            "verbraucheramt liechtenstein",
            ("excludedField", "none"),
            ("operatorKnown", "yes"),
            ("providerName", "Rheintal Deals AG"),
            ("establishmentCountry", "LI"),
            ("establishmentCertain", "yes"),
            ("webAddresses", "https://rheintal.example"),
            ("serviceDescription", "Venta en línea de relojes."),
            ("serviceCategory", "online-shop"),
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
        var number = await SendAsync(spain);
        await dario.GotoAsync("/inbox");
        Assert.Contains(number, await dario.InnerTextAsync("table.list"), StringComparison.Ordinal);
        await dario.GotoAsync(exchange);
        await AssertPageAsync(dario, "de");
        Assert.Equal(404, (await ada.Context.APIRequest.GetAsync(platform.Address + exchange)).Status);
    }

    /// <summary>Registers an authority of the country that joins.</summary>
    /// <returns>The address of its page.</returns>
    private static async Task<string> RegisterAsync(IPage page, string kind, string name, string title)
    {
        await page.GotoAsync("/authorities/register?country=LI");
        if (await page.Locator($"input[name=kind][value={kind}]").CountAsync() > 0)
            await page.CheckAsync($"input[name=kind][value={kind}]");
        await page.FillAsync("#f-names-de", name);
        await page.FillAsync("#f-informal-title", title);
        await page.FillAsync("#f-email", "office@authority.li.example");
        await AssertPageAsync(page, null);
        await page.PressAsync("form.narrow button.ecl-button--primary");
        if (await page.Locator("button[name=another]").CountAsync() > 0)
            await page.PressAsync("button[name=another]"); // Confirms that it is another authority despite the same e-mail address.
        await AssertPageAsync(page, null);
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task AddPersonAsync(IPage page, string authority, string name, string userName, string role)
    {
        await page.GotoAsync($"{authority}/mandates?module={Area}");
        await page.FillAsync("#f-person-name", name);
        await page.FillAsync("#f-email", $"{userName}@authority.li.example");
        await page.FillAsync("#f-user-name", userName);
        await page.SelectOptionAsync("#f-language", "de");
        await page.CheckAsync($"#f-roles input[value={role}]");
        await page.PressAsync("form[action*='=Person'] button.ecl-button--primary");
        await AssertPageAsync(page, null);
    }

    /// <summary>Lets the ministry invite the agency, the agency enter its data and answer a question, and the ministry validate it.</summary>
    /// <returns>The address of the agency's page.</returns>
    private async Task<string> JoinAsync(IPage ministry)
    {
        const string Office = "amt@verbraucher.li.example";
        await ministry.GotoAsync("/authorities/invitations");
        await ministry.FillAsync("#f-email", Office);
        await ministry.SelectOptionAsync("#f-module", Area);
        await ministry.PressAsync("main form.narrow button.ecl-button--primary");
        await AssertPageAsync(ministry, "de");

        var agency = await platform.OpenAsync();
        await agency.GotoAsync(await platform.LinkAsync(Office, "/join/[\\w-]+"));
        await agency.PressAsync("main form.narrow button.ecl-button--primary");
        await AssertPageAsync(agency, "de");
        await agency.FillAsync("#f-names-de", "Verbraucheramt Liechtenstein");
        await agency.FillAsync("#f-informal-title", "Consumer Office");
        await agency.FillAsync("#f-person-name", "Clara Beck");
        await agency.FillAsync("#f-person-email", "clara.beck@authority.li.example");
        await agency.FillAsync("#f-user-name", "clara.beck");
        await agency.PressAsync("main form.narrow button.ecl-button--primary");
        await AssertPageAsync(agency, "de");

        await ministry.PressAsync("table.list a[href*='/invitations/']");
        await AssertPageAsync(ministry, "de");
        var invitation = new Uri(ministry.Url).AbsolutePath;
        await ministry.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await ministry.FillAsync("#f-question", "Wie erreicht man Sie telefonisch?");
        await ministry.PressAsync("form[action$='=Ask'] button");
        await agency.GotoAsync(
            await platform.LinkAsync(Office, "/join/[\\w-]+", mail => mail.TextBody?.Contains("Rückfrage", StringComparison.Ordinal) == true)
        );
        await agency.FillAsync("#f-answer", "Über die Zentrale.");
        await agency.FillAsync("#f-phone", "+423 000 000");
        await AssertPageAsync(agency, "de");
        await agency.PressAsync("main form.narrow button.ecl-button--primary");

        await ministry.GotoAsync(invitation);
        Assert.Contains("Über die Zentrale.", await ministry.InnerTextAsync("main"), StringComparison.Ordinal);
        await ministry.PressAsync("form[action$='=Validate'] button.ecl-button--primary");
        await AssertPageAsync(ministry, "de");
        return Regex.Match(ministry.Url, "/authorities/[0-9a-f-]{36}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }

    private static async Task GrantAsync(IPage ministry, string agency)
    {
        await ministry.GotoAsync($"{agency}/mandates?module={Area}");
        await ministry.CheckAsync("section[aria-labelledby='p-request-title'] input[value=Recipient]");
        await ministry.PressAsync("#grants button");
        await AssertPageAsync(ministry, "de");
    }

    /// <summary>Sets up an account with the link in the mail: password, authenticator, recovery codes.</summary>
    private async Task<IPage> SetUpAsync(string userName)
    {
        var page = await platform.OpenAsync();
        await page.GotoAsync(await platform.LinkAsync($"{userName}@authority.li.example", "/account/[\\w-]+"));
        await page.FillAsync("#f-password", Password);
        await AssertPageAsync(page, null);
        await page.PressAsync("main form.narrow button");
        var key = (await page.InnerTextAsync("#key")).Replace(" ", "", StringComparison.Ordinal);
        await AssertPageAsync(page, null);
        await page.FillAsync("#f-code", new Totp(Base32Encoding.ToBytes(key)).ComputeTotp());
        await page.PressAsync("main form.narrow button");
        await AssertPageAsync(page, null);
        await page.PressAsync("main a.ecl-button");
        Assert.NotEqual("/sign-in", new Uri(page.Url).AbsolutePath);
        return page;
    }
}
