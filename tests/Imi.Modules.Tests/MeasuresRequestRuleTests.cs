using Autofac;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Modules.Tests;

/// <summary>The module's rule for the request required before a derogation (Directive 2006/123/EC, Article 35(2), (3) and (6)).</summary>
public sealed class MeasuresRequestRuleTests
{
    [Fact]
    public async Task A_derogation_without_the_request_made_on_the_platform_is_refused() =>
        Assert.Equal("derogation-needs-request", await RefusalAsync(Derogation("platform")));

    [Fact]
    public async Task An_answered_request_for_measures_to_the_Member_State_of_establishment_counts() =>
        Assert.Null(await RefusalAsync(Derogation("platform"), Request()));

    [Theory]
    [InlineData("supervision", "CY", "DE", "derogation-needs-request")]
    [InlineData("measures", "CY", "FR", "derogation-needs-request")]
    [InlineData("measures", "EL", "DE", "request-to-another-state")]
    public async Task Another_request_does_not_count(string purpose, string recipient, string sender, string refusal) =>
        Assert.Equal(
            refusal,
            await RefusalAsync(
                Derogation("platform"),
                Request() with
                {
                    Answers = Request().Answers.With("purpose", purpose),
                    RecipientCountry = recipient,
                    SenderCountry = sender,
                }
            )
        );

    [Fact]
    public async Task A_request_that_was_not_sent_does_not_count() =>
        Assert.Equal("derogation-needs-request", await RefusalAsync(Derogation("platform"), Request() with { Number = null }));

    [Theory]
    [InlineData("awaiting-acceptance", "request-not-answered")]
    [InlineData("accepted", "request-not-answered")]
    [InlineData("withdrawn", "request-not-answered")]
    [InlineData("refused", null)] // A refusal says why no measures are taken.
    public async Task The_Member_State_of_establishment_has_communicated_its_measures_or_why_it_took_none(string state, string? refusal) =>
        Assert.Equal(refusal, await RefusalAsync(Derogation("platform"), Request() with { State = state, ActionAnswers = new Dictionary<string, Answers>() }));

    [Theory]
    [InlineData("Blue Deep Diving Events Ltd", "https://other.example", null)]
    [InlineData("Deep Blue Holding Ltd", "https://bluedeep.example/tours", null)]
    [InlineData("Deep Blue Holding Ltd", "https://other.example", "request-about-another-provider")]
    [InlineData("", "", "request-about-another-provider")]
    public async Task The_request_concerns_the_provider_that_is_notified(string provider, string address, string? refusal)
    {
        var derogation = Derogation("platform");
        derogation = derogation with { Answers = derogation.Answers.With("providerName", provider).With("webAddresses", [address]) };

        Assert.Equal(refusal, await RefusalAsync(derogation, Request()));
        var explained = derogation with { Answers = derogation.Answers.With("sameProvider", "The company was merged into another in the summer.") };
        Assert.Null(await RefusalAsync(explained, Request()));
    }

    [Fact]
    public async Task One_right_request_among_several_is_enough() =>
        Assert.Null(await RefusalAsync(Derogation("platform"), Request() with { RecipientCountry = "EL" }, Request()));

    [Fact]
    public async Task An_explanation_does_not_replace_the_reply() =>
        Assert.Equal(
            "request-not-answered",
            await RefusalAsync(
                Derogation("platform") with
                {
                    Answers = Derogation("platform").Answers.With("sameProvider", "It is the same company."),
                },
                Request() with
                {
                    State = "accepted",
                    ActionAnswers = new Dictionary<string, Answers>(),
                }
            )
        );

    [Fact]
    public async Task A_request_made_outside_the_platform_counts_if_a_file_shows_it()
    {
        Assert.Equal("request-outside-needs-file", await RefusalAsync(Derogation("outside")));
        Assert.Null(await RefusalAsync(Derogation("outside"), hasFiles: true));
    }

    [Fact]
    public async Task An_urgent_derogation_needs_no_request() =>
        Assert.Null(await RefusalAsync(Derogation("platform") with { Answers = Answers.None.With("urgency", "yes") }));

    [Fact]
    public void Every_refusal_has_a_text_in_every_language()
    {
        var texts = Catalogue().Find("services")!.Texts;
        Assert.All(
            ["derogation-needs-request", "request-to-another-state", "request-not-answered", "request-about-another-provider", "request-outside-needs-file"],
            reason => Assert.All(texts.Languages, language => Assert.NotNull(texts.Find($"rules.{reason}", language)))
        );
    }

    private static Task<string?> RefusalAsync(ExchangeView derogation, params ExchangeView[] linked) => RefusalAsync(derogation, false, linked);

    private static async Task<string?> RefusalAsync(ExchangeView derogation, bool hasFiles, params ExchangeView[] linked)
    {
        var builder = new ContainerBuilder();
        builder.RegisterInstance(TimeProvider.System);
        foreach (var plugin in Catalogue().PluginModules)
            builder.RegisterModule(plugin);
        using var container = builder.Build();
        var rule = Assert.Single(container.Resolve<IEnumerable<IActionRule>>(), rule => rule.Procedure == "services/derogation");
        return (await rule.CheckAsync(derogation, Answers.None, new Linked(linked, hasFiles), CancellationToken.None)).ReasonKey;
    }

    private static ModuleCatalogue Catalogue() => ModuleCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "modules"));

    private static ExchangeView Derogation(string requestMade) =>
        new(
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            null,
            "services/derogation",
            "draft",
            "DE",
            null,
            null,
            null,
            Answers
                .None.With("urgency", "no")
                .With("requestMade", requestMade)
                .With("establishmentCountry", "CY")
                .With("providerName", "Blue Deep Diving Events Ltd"),
            new Dictionary<string, Answers>()
        );

    private static ExchangeView Request() =>
        new(
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            "SERV-I-2026-000001",
            "services/information-request",
            "closed",
            "DE",
            "CY",
            null,
            null,
            Answers.None.With("purpose", "measures").With("providerName", "Blue Deep Diving Events Ltd").With("webAddresses", ["https://bluedeep.example"]),
            new Dictionary<string, Answers> { ["reply"] = Answers.None.With("measures", "none") }
        );

    private sealed class Linked(IReadOnlyList<ExchangeView> exchanges, bool hasFiles) : IExchangeReader
    {
        public ValueTask<bool> HasFilesAsync(Guid exchange, CancellationToken cancellationToken) => new(hasFiles);

        public ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken) => new(exchanges);
    }
}
