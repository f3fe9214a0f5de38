using Autofac;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Modules.Tests;

/// <summary>The module's rule for the request required before a derogation (Directive 2006/123/EC, Article 35(2) and (6)).</summary>
public sealed class MeasuresRequestRuleTests
{
    [Fact]
    public async Task A_derogation_without_the_request_made_on_the_platform_is_refused() =>
        Assert.Equal("derogation-needs-request", await RefusalAsync(Derogation("platform")));

    [Fact]
    public async Task A_request_for_measures_to_the_Member_State_of_establishment_counts() =>
        Assert.Null(await RefusalAsync(Derogation("platform"), Request()));

    [Theory]
    [InlineData("supervision", "CY", "DE")]
    [InlineData("measures", "EL", "DE")]
    [InlineData("measures", "CY", "FR")]
    public async Task Another_request_does_not_count(string purpose, string recipient, string sender) =>
        Assert.Equal(
            "derogation-needs-request",
            await RefusalAsync(
                Derogation("platform"),
                Request() with
                {
                    Answers = Answers.None.With("purpose", purpose),
                    RecipientCountry = recipient,
                    SenderCountry = sender,
                }
            )
        );

    [Fact]
    public async Task A_request_that_was_not_sent_does_not_count() =>
        Assert.Equal("derogation-needs-request", await RefusalAsync(Derogation("platform"), Request() with { Number = null }));

    [Fact]
    public async Task A_request_made_outside_the_platform_is_in_the_form() => Assert.Null(await RefusalAsync(Derogation("outside")));

    [Fact]
    public async Task An_urgent_derogation_needs_no_request() =>
        Assert.Null(await RefusalAsync(Derogation("platform") with { Answers = Answers.None.With("urgency", "yes") }));

    [Fact]
    public void The_refusal_has_a_text_in_every_language()
    {
        var texts = Catalogue().Find("services")!.Texts;
        Assert.All(texts.Languages, language => Assert.NotNull(texts.Find("rules.derogation-needs-request", language)));
    }

    private static async Task<string?> RefusalAsync(ExchangeView derogation, params ExchangeView[] linked)
    {
        var builder = new ContainerBuilder();
        builder.RegisterInstance(TimeProvider.System);
        foreach (var plugin in Catalogue().PluginModules)
            builder.RegisterModule(plugin);
        using var container = builder.Build();
        var rule = Assert.Single(container.Resolve<IEnumerable<IActionRule>>(), rule => rule.Procedure == "services/derogation");
        return (await rule.CheckAsync(derogation, Answers.None, new Linked(linked), CancellationToken.None)).ReasonKey;
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
            Answers.None.With("urgency", "no").With("requestMade", requestMade).With("establishmentCountry", "CY"),
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
            Answers.None.With("purpose", "measures"),
            new Dictionary<string, Answers>()
        );

    private sealed class Linked(IReadOnlyList<ExchangeView> exchanges) : IExchangeReader
    {
        public ValueTask<bool> HasFilesAsync(Guid exchange, CancellationToken cancellationToken) => new(false);

        public ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken) => new(exchanges);
    }
}
