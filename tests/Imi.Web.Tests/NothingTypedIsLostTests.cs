using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>
/// Tests that no input is lost, even without JavaScript: every button saves, errors appear at their fields, and other people's actions
/// destroy nothing.
/// </summary>
[Collection(OnePlatform.Name)]
public sealed partial class NothingTypedIsLostTests(DemonstrationPlatform platform)
{
    private const string Typed = "Aurora, typed just now: κείμενο <b>";

    [Fact]
    public async Task A_draft_is_saved_automatically_and_the_answer_states_the_time()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=provider";

        var (answer, _) = await carmen.PostAsync(
            step,
            step,
            ("revision", Revision(await carmen.GetAsync(step))),
            ("go", "autosave"),
            ("a.providerName", Typed)
        );

        var json = JsonDocument.Parse(answer).RootElement;
        Assert.Matches("[0-9]{2}:[0-9]{2}", json.GetProperty("said").GetString()!);
        var page = await carmen.GetAsync(step);
        Assert.Contains(Typed, page, StringComparison.Ordinal);
        Assert.Equal(json.GetProperty("revision").GetInt32().ToString(null, null), Revision(page));
    }

    [Fact]
    public async Task The_menu_of_steps_saves_and_a_repeated_save_causes_no_conflict()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=provider";
        var revision = Revision(await carmen.GetAsync(step));

        await carmen.PostAsync(step, step, ("revision", revision), ("go", "timing"), ("a.providerName", Typed));
        var (again, address) = await carmen.PostAsync(step, step, ("revision", revision), ("go", "save"), ("a.providerName", Typed));

        Assert.Contains(Typed, again, StringComparison.Ordinal);
        Assert.Contains("saved=true", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_shows_each_error_at_its_field_and_keeps_the_input()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=provider";

        var (page, address) = await carmen.PostAsync(
            step,
            step,
            ("revision", Revision(await carmen.GetAsync(step))),
            ("go", "next"),
            ("a.contactEmail", "no address"),
            ("a.legalForm", new string('x', 101)),
            ("a.webAddresses", "javascript:alert(1)")
        );

        Assert.Contains("step=provider", address, StringComparison.Ordinal); // Errors keep the person at the step.
        foreach (var field in (string[])["contactEmail", "legalForm", "webAddresses"])
            Assert.Contains($"id=\"f-{field}-error\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("f-providerName-error", page, StringComparison.Ordinal); // Missing answers are reported only at the review.
        Assert.Contains("javascript:alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("step-wrong", page, StringComparison.Ordinal);
        Assert.Contains("contiene errores", page, StringComparison.Ordinal);

        var review = await carmen.GetAsync($"{draft}?step=review");
        var link = Regex.Match(review, "href=\"(?<to>[^\"]+)#f-providerName\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["to"].Value;
        Assert.Contains("id=\"f-providerName-error\"", await carmen.GetAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_for_a_deleted_draft_is_shown_with_who_deleted_it_and_strangers_learn_nothing()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        using var stranger = await PageSession.SignInAsync(platform.Host.Address, "klaus.weber");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=provider";
        var page = await carmen.GetAsync(step);
        await carmen.PostAsync(step, $"{draft[..^5]}/act/delete-draft", ("revision", Revision(page)));

        var (kept, _) = await carmen.PostAsync(
            "/exchanges/new",
            step,
            ("revision", Revision(page)),
            ("of", "ecommerce|request"),
            ("a.providerName", Typed),
            ("go", "next")
        );

        Assert.Equal(HttpStatusCode.Conflict, carmen.LastStatus);
        Assert.Contains("Carmen Ruiz", MainOf(kept), StringComparison.Ordinal);
        Assert.Contains(Typed, kept, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            stranger.PostAsync("/exchanges/new", step, ("of", "ecommerce|request"), ("a.providerName", Typed), ("go", "next"))
        );
        Assert.Equal(HttpStatusCode.NotFound, stranger.LastStatus);
    }

    [Fact]
    public async Task A_change_of_language_keeps_the_input_and_does_nothing_else()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=measures";
        var form = Place(await carmen.GetAsync(step), "draft");
        try
        {
            var (german, _) = await carmen.PostAsync(
                step,
                $"{step}&switch-language=de",
                ("__Form", form),
                ("a.measures.0.kind", "cease"),
                ("a.measures.0.description", Typed)
            );
            Assert.Contains("lang=\"de\"", german, StringComparison.Ordinal);
            Assert.Contains(Typed, german, StringComparison.Ordinal);
            Assert.DoesNotContain(Typed, await carmen.GetAsync(step), StringComparison.Ordinal); // The change of language does not save.

            // Other forms keep their input in the same way and are not executed.
            var profile = await carmen.GetAsync("/exchanges/new");
            var (french, address) = await carmen.PostAsync(
                "/exchanges/new",
                "/exchanges/new?switch-language=fr",
                ("__Form", Place(profile, "form-0")),
                ("language", "el")
            );
            Assert.Contains("<option value=\"el\" lang=\"el\" selected=\"selected\"", french, StringComparison.Ordinal);
            Assert.StartsWith("/exchanges/new", address, StringComparison.Ordinal);
        }
        finally
        {
            await carmen.PostAsync("/profile", "/language", ("language", "es"));
        }
    }

    [Fact]
    public async Task An_unsent_answer_and_an_unsent_message_are_kept_for_their_author()
    {
        using var eleni = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        var exchange = await RefusableAsync(eleni);
        var act = $"{exchange}/act/refuse";

        var (page, address) = await eleni.PostAsync(act, act, ("go", "save"), ("a.explanation", Typed));

        Assert.Equal(act, address);
        Assert.Contains(Typed, page, StringComparison.Ordinal);
        Assert.Contains($"{exchange}/act/refuse", await eleni.GetAsync(exchange), StringComparison.Ordinal);

        await eleni.PostAsync(exchange, $"{exchange}?handler=Message", ("text", "A message that waits."), ("go", "save"));
        Assert.Contains("A message that waits.", await eleni.GetAsync(exchange), StringComparison.Ordinal);

        // Sending removes the draft of the message, and a late automatic save does not restore it.
        await eleni.PostAsync(exchange, $"{exchange}?handler=Message", ("text", "A message that goes."), ("submission", "message-1"));
        await eleni.PostAsync(exchange, $"{exchange}?handler=Message", ("text", "Typed before it went."), ("submission", "message-1"), ("go", "autosave"));
        var sent = await eleni.GetAsync(exchange);
        Assert.DoesNotContain("A message that waits.", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("Typed before it went.", sent, StringComparison.Ordinal);
        await eleni.PostAsync(act, act, ("go", "discard"));
        Assert.DoesNotContain(Typed, await eleni.GetAsync(act), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_an_item_shows_it_and_keeps_the_input()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=measures";

        var (page, _) = await carmen.PostAsync(
            step,
            step,
            ("revision", Revision(await carmen.GetAsync(step))),
            ("add", "measures"),
            ("a.measures.0.kind", "cease"),
            ("a.measures.0.description", Typed)
        );

        Assert.Contains("id=\"f-measures-1\"", page, StringComparison.Ordinal);
        Assert.Contains(Typed, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recipient_search_starts_in_the_country_of_establishment_and_the_review_reports_another_one()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "request");
        var step = $"{draft}?step=provider";
        await carmen.PostAsync(step, step, ("revision", Revision(await carmen.GetAsync(step))), ("go", "save"), ("a.establishmentCountry", "EL"));

        var recipient = $"{draft}?step=recipient";
        var greek = await carmen.GetAsync(recipient);
        Assert.Matches("<option value=\"EL\" selected", greek);

        var cyprus = await carmen.GetAsync($"{recipient}&country=CY");
        var asked = Regex.Match(cyprus, "name=\"recipient\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        await carmen.PostAsync(recipient, recipient, ("revision", Revision(cyprus)), ("go", "next"), ("recipient", asked), ("country", "CY"));
        Assert.Contains("El formulario indica Grecia", await carmen.GetAsync($"{draft}?step=review"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_step_and_the_review_of_a_notification_state_what_the_law_requires_before_it()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var draft = await DraftAsync(carmen, "notification");

        foreach (var step in (string[])["scope", "review"])
            Assert.Contains("primer guion", MainOf(await carmen.GetAsync($"{draft}?step={step}")), StringComparison.Ordinal);

        // Without JavaScript the page always shows the reasons for urgency, which are required only for an urgent notification.
        var first = await carmen.GetAsync($"{draft}?step=procedure");
        Assert.Contains("obligatorio si procede", first, StringComparison.Ordinal);
        await carmen.PostAsync($"{draft}?step=procedure", $"{draft}?step=procedure", ("revision", Revision(first)), ("go", "save"), ("a.urgency", "yes"));
        Assert.DoesNotContain("primer guion", MainOf(await carmen.GetAsync($"{draft}?step=review")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_exchange_has_no_preselected_procedure_and_names_the_sender_once()
    {
        using var carmen = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var page = MainOf(await carmen.GetAsync("/exchanges/new"));
        Assert.DoesNotMatch("name=\"choice\"[^>]* checked", page);
        Assert.Single(Regex.Matches(page, "En nombre de", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_action_shows_the_request_beside_its_form()
    {
        using var eleni = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        var exchange = await RefusableAsync(eleni);
        var page = MainOf(await eleni.GetAsync($"{exchange}/act/refuse"));
        Assert.Contains("<section class=\"box\">", page.Split("class=\"beside\"")[1], StringComparison.Ordinal);
        Assert.Contains("value=\"files\"", page, StringComparison.Ordinal);
    }

    private static async Task<string> DraftAsync(PageSession officer, string procedure)
    {
        var page = await officer.GetAsync("/exchanges/new");
        var choice = Regex
            .Match(page, $"value=\"(?<choice>[0-9a-f-]{{36}}\\|ecommerce\\|{procedure})\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["choice"]
            .Value;
        var (_, address) = await officer.PostAsync("/exchanges/new", "/exchanges/new", ("choice", choice), ("language", "en"));
        return address.Split('?')[0];
    }

    /// <summary>Returns the address of a request that the officer can refuse.</summary>
    private static async Task<string> RefusableAsync(PageSession officer)
    {
        foreach (
            var link in Regex
                .Matches(await officer.GetAsync("/inbox"), "/exchanges/[0-9a-f-]{36}", RegexOptions.None, TimeSpan.FromSeconds(1))
                .Select(link => link.Value)
                .Distinct()
        )
        {
            if ((await officer.GetAsync(link)).Contains($"{link}/act/refuse", StringComparison.Ordinal))
                return link;
        }

        throw new InvalidOperationException("The inbox contains no request that can be refused.");
    }

    private static string MainOf(string page) => page.Split("<main")[1];

    private static string Revision(string page) => RevisionField().Match(page).Groups["value"].Value;

    /// <summary>Returns the value with which the page identifies one of its forms.</summary>
    private static string Place(string page, string id) =>
        Regex
            .Match(page.Split($"id=\"{id}\"")[1], "name=\"__Form\" value=\"(?<place>[0-9]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["place"]
            .Value;

    [GeneratedRegex("name=\"revision\" value=\"(?<value>[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex RevisionField();
}
