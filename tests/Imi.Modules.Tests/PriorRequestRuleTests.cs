using Autofac;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace Imi.Modules.Tests;

/// <summary>The module's rule for the request required before a notification (Directive 2000/31/EC, Article 3(4)(b) and (5)).</summary>
public sealed class PriorRequestRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_notification_without_a_prior_request_is_refused() => Assert.Equal("notification-needs-request", await RefusalAsync(Notification()));

    [Fact]
    public async Task An_urgent_notification_needs_no_prior_request() => Assert.Null(await RefusalAsync(Notification("yes")));

    [Theory]
    [InlineData("refused", null)]
    [InlineData("awaiting-acceptance", "request-still-open")]
    [InlineData("accepted", "request-still-open")]
    [InlineData("withdrawn", "request-still-open")]
    [InlineData("closed", "request-still-open")]
    public async Task A_refused_request_counts_as_a_prior_request(string state, string? refusal) =>
        Assert.Equal(refusal, await RefusalAsync(Notification(), Request(state)));

    [Theory]
    [InlineData("adequate", "request-still-open")]
    [InlineData("inadequate", null)]
    [InlineData("no-measures", null)]
    public async Task The_senders_assessment_determines_whether_a_closed_request_counts(string assessment, string? refusal) =>
        Assert.Equal(refusal, await RefusalAsync(Notification(), Request("closed") with { ActionAnswers = Asked("assessment", "assessment", assessment) }));

    [Theory]
    [InlineData("no-measures", null)]
    [InlineData("measures-taken", "request-still-open")]
    public async Task An_answered_request_counts_when_no_measures_are_taken(string outcome, string? refusal) =>
        Assert.Equal(refusal, await RefusalAsync(Notification(), Request("answered") with { ActionAnswers = Asked("reply", "outcome", outcome) }));

    [Theory]
    [InlineData("2026-11-24", "request-still-open")]
    [InlineData("2026-11-23", null)]
    public async Task An_unanswered_request_counts_after_its_reply_date(string replyBy, string? refusal) =>
        Assert.Equal(
            refusal,
            await RefusalAsync(
                Notification(),
                Request("accepted") with
                {
                    ReplyBy = DateOnly.Parse(replyBy, System.Globalization.CultureInfo.InvariantCulture),
                }
            )
        );

    [Fact]
    public async Task Only_own_requests_to_the_Member_State_of_establishment_count()
    {
        Assert.Equal("request-to-another-state", await RefusalAsync(Notification(), Request("refused") with { RecipientCountry = "DE" }));
        Assert.Equal("notification-needs-request", await RefusalAsync(Notification(), Request("refused") with { SenderCountry = "FR" }));
        Assert.Equal("notification-needs-request", await RefusalAsync(Notification(), Request("draft") with { Number = null }));
        Assert.Null(await RefusalAsync(Notification(), Request("accepted"), Request("refused")));
    }

    [Fact]
    public async Task The_period_for_comments_cannot_lie_in_the_past() =>
        Assert.Equal("comments-in-the-past", await RefusalAsync(Notification("yes") with { Answers = Answers.None.With("commentsUntil", "2026-11-23") }));

    [Theory]
    [InlineData("broadcast")]
    [InlineData("submit-for-broadcast")]
    [InlineData("broadcast-for-authority")]
    public void The_rule_guards_every_action_that_reaches_the_recipients(string action)
    {
        using var container = Container();
        Assert.Contains(container.Resolve<IEnumerable<IActionRule>>(), rule => rule.Procedure == "ecommerce/notification" && rule.Actions.Contains(action));
    }

    [Fact]
    public void Every_refusal_reason_has_a_text()
    {
        var texts = Catalogue().Find("ecommerce")!.Texts;
        Assert.All(
            ["notification-needs-request", "request-still-open", "request-to-another-state", "comments-in-the-past"],
            reason => Assert.All(texts.Languages, language => Assert.NotNull(texts.Find($"rules.{reason}", language)))
        );
    }

    private static async Task<string?> RefusalAsync(ExchangeView notification, params ExchangeView[] linked)
    {
        using var container = Container();
        var rule = Assert.Single(container.Resolve<IEnumerable<IActionRule>>(), rule => rule.Actions.Contains("broadcast"));
        return (await rule.CheckAsync(notification, Answers.None, new Linked(linked), CancellationToken.None)).ReasonKey;
    }

    private static IContainer Container()
    {
        var builder = new ContainerBuilder();
        builder.RegisterInstance(new FakeTimeProvider(Now)).As<TimeProvider>();
        foreach (var plugin in Catalogue().PluginModules)
            builder.RegisterModule(plugin);
        return builder.Build();
    }

    private static ModuleCatalogue Catalogue() => ModuleCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "modules"));

    private static ExchangeView Notification(string urgency = "no") =>
        new(
            Guid.CreateVersion7(Now),
            null,
            "ecommerce/notification",
            "draft",
            "ES",
            null,
            null,
            Answers.None.With("urgency", urgency).With("establishmentCountry", "CY").With("commentsUntil", "2026-11-24"),
            new Dictionary<string, Answers>()
        );

    private static ExchangeView Request(string state) =>
        new(
            Guid.CreateVersion7(Now),
            "ECOM-R-2026-000001",
            "ecommerce/request",
            state,
            "ES",
            "CY",
            new DateOnly(2026, 12, 31),
            Answers.None,
            new Dictionary<string, Answers>()
        );

    private static Dictionary<string, Answers> Asked(string form, string field, string answer) => new() { [form] = Answers.None.With(field, answer) };

    private sealed class Linked(IReadOnlyList<ExchangeView> exchanges) : IExchangeReader
    {
        public ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken) => new(exchanges);
    }
}
