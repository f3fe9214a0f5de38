using System.Text.RegularExpressions;
using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests the page for mandates and roles.</summary>
public sealed partial class MandatesPageTests : IAsyncLifetime
{
    private readonly DemonstrationPlatform _platform = new();

    public Task InitializeAsync() => _platform.InitializeAsync();

    public Task DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task One_button_saves_set_up_mandates_and_roles_and_a_late_save_is_a_conflict()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        var found = await coordinator.GetAsync("/authorities?country=ES&search=Agencia%20Espa%C3%B1ola%20de%20Medicamentos");
        var page = $"{Authority().Match(found[found.IndexOf("<tbody", StringComparison.Ordinal)..]).Value}/mandates?module=ecommerce";
        var shown = Fields(await coordinator.GetAsync(page));
        var person = shown.First(field => field.Name == "person").Value;
        Assert.Contains(("capacities.request", "Sender"), shown);
        Assert.DoesNotContain(("allocates", "true"), shown);

        var colleague = shown.Where(field => field != ("capacities.request", "Sender")).ToArray();
        Assert.Contains("Guardado", (await coordinator.PostAsync(page, $"{page}&handler=Save", colleague)).Page, StringComparison.Ordinal);

        (string, string)[] late = [.. shown, ("allocates", "true"), ($"roles.{person}", "Allocator")];
        var conflict = (await coordinator.PostAsync(page, $"{page}&handler=Save", late)).Page;
        Assert.Contains("Alguien ha modificado estos datos", conflict, StringComparison.Ordinal);
        Assert.DoesNotContain(("allocates", "true"), Fields(await coordinator.GetAsync(page)));

        // The page shows what the colleague saved and what was typed; saving it again is deliberate.
        Assert.Contains(("allocates", "true"), Fields(conflict));
        Assert.DoesNotContain(("capacities.request", "Sender"), Fields(conflict));
        await coordinator.PostAsync(page, $"{page}&handler=Save", [.. Fields(conflict)]);
        var kept = Fields(await coordinator.GetAsync(page));
        Assert.Contains(("allocates", "true"), kept);
        Assert.Contains(($"roles.{person}", "Allocator"), kept);
        Assert.Contains(($"roles.{person}", "Handler"), kept);
        Assert.DoesNotContain(("capacities.request", "Sender"), kept);
    }

    [Fact]
    public async Task The_page_starts_with_the_coordinators_own_policy_area()
    {
        // She works in e-commerce and grants mandates for the whole country.
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        var page = await coordinator.GetAsync($"{Authority().Match(await coordinator.GetAsync("/my-authority")).Value}/mandates");
        Assert.Contains("<option value=\"ecommerce\" selected", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"cpc\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_added_without_a_user_name_gets_one_from_the_name_and_a_namesake_gets_another()
    {
        using var coordinator = await PageSession.SignInAsync(_platform.Host.Address, "nuria.castano");
        var page = $"{Authority().Match(await coordinator.GetAsync("/my-authority")).Value}/mandates?module=ecommerce";
        foreach (var email in (string[])["zorbas@es.example", "zorbas2@es.example"])
        {
            var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
            var added = await coordinator.PostAsync(
                page,
                $"{page}&handler=Person",
                ("person", id),
                ("person-name", "Αλέξης Ζορμπάς"),
                ("email", email),
                ("user-name", ""),
                ("language", "el"),
                ("roles", "Handler")
            );
            Assert.Contains(email, added.Page[..added.Page.IndexOf("set-up", StringComparison.Ordinal)], StringComparison.Ordinal);
        }

        foreach (var userName in (string[])["alexis.zorbas", "alexis.zorbas2"])
            (await PageSession.SignInAsync(_platform.Host.Address, userName)).Dispose();
    }

    /// <summary>Returns the fields that a browser would send for the form of mandates and roles.</summary>
    internal static List<(string Name, string Value)> Fields(string page)
    {
        var inputs = Input()
            .Matches(page)
            .Select(match => match.Value)
            .Where(input =>
                input.Contains("form=\"grants\"", StringComparison.Ordinal)
                && (!input.Contains("checkbox", StringComparison.Ordinal) || input.Contains("checked", StringComparison.Ordinal))
            )
            .Select(input => (Part(input, "name"), Part(input, "value")));
        var selects = Select().Matches(page).Select(match => (match.Groups["name"].Value, Chosen().Match(match.Value).Groups["value"].Value));
        return [.. inputs, .. selects];
    }

    private static string Part(string element, string name) =>
        System.Net.WebUtility.HtmlDecode(
            Regex.Match(element, $" {name}=\"(?<value>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["value"].Value
        );

    [GeneratedRegex("/authorities/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Authority();

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Input();

    [GeneratedRegex("<select[^>]*form=\"grants\"[^>]*name=\"(?<name>[^\"]*)\".*?</select>", RegexOptions.Singleline, 1000)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\" selected", RegexOptions.None, 1000)]
    private static partial Regex Chosen();
}
