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
    public async Task A_proposed_reply_date_counts_until_the_sender_has_decided_on_it()
    {
        var late = Request("accepted") with { ReplyBy = new DateOnly(2026, 11, 20) };

        Assert.Null(await RefusalAsync(Notification(), late));
        Assert.Equal("request-still-open", await RefusalAsync(Notification(), late with { ReplyByProposed = new DateOnly(2026, 11, 24) }));
        Assert.Null(await RefusalAsync(Notification(), late with { ReplyByProposed = new DateOnly(2026, 11, 23) }));
    }

    [Theory]
    [InlineData("2026-11-24", "request-still-open")]
    [InlineData("2026-11-23", null)]
    public async Task Promised_measures_that_did_not_come_count_as_none(string inForceFrom, string? refusal)
    {
        var reply = Answers.None.With("outcome", "measures-planned").With("inForceFrom", inForceFrom);

        Assert.Equal(
            refusal,
            await RefusalAsync(Notification(), Request("answered") with { ActionAnswers = new Dictionary<string, Answers> { ["reply"] = reply } })
        );
    }

    [Theory]
    [InlineData("https://www.aurora.example/offers?id=1", "", true)]
    [InlineData("http://AURORA.example", "", true)]
    [InlineData("https://other.example", "AURORA  Digital-Tráding Ltd.", true)]
    [InlineData("https://other.example", "Borealis Ltd", false)]
    [InlineData("https://aurora.example.org", "", false)]
    [InlineData("https://social.example/shops/borealis", "", false)] // Another page of a platform that many use.
    [InlineData("https://social.example/shops/aurora", "", true)]
    public async Task The_request_concerns_the_given_service_that_is_notified(string address, string provider, bool isSame)
    {
        var notification = Notification();
        notification = notification with { Answers = notification.Answers.With("webAddresses", [address]).With("providerName", provider) };

        Assert.Equal(isSame ? null : "request-about-another-service", await RefusalAsync(notification, Request("refused")));
        var explained = notification with { Answers = notification.Answers.With("sameService", "The provider has changed its name and its address.") };
        Assert.Null(await RefusalAsync(explained, Request("refused")));
    }

    [Fact]
    public async Task A_request_outside_the_platform_counts_if_a_file_shows_it()
    {
        var notification = Notification();
        notification = notification with { Answers = notification.Answers.With("priorRequest", "outside") };

        Assert.Equal("request-outside-needs-file", await RefusalAsync(notification));
        Assert.Null(await RefusalAsync(notification, hasFiles: true));
    }

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
    [InlineData("submit-for-urgent-broadcast")]
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
            [
                "notification-needs-request",
                "request-still-open",
                "request-to-another-state",
                "request-about-another-service",
                "request-outside-needs-file",
                "comments-in-the-past",
            ],
            reason => Assert.All(texts.Languages, language => Assert.NotNull(texts.Find($"rules.{reason}", language)))
        );
    }

    private static Task<string?> RefusalAsync(ExchangeView notification, params ExchangeView[] linked) => RefusalAsync(notification, false, linked);

    private static async Task<string?> RefusalAsync(ExchangeView notification, bool hasFiles, params ExchangeView[] linked)
    {
        using var container = Container();
        var rule = Assert.Single(container.Resolve<IEnumerable<IActionRule>>(), rule => rule.Actions.Contains("broadcast"));
        return (await rule.CheckAsync(notification, Answers.None, new Linked(linked, hasFiles), CancellationToken.None)).ReasonKey;
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
            null,
            Answers
                .None.With("urgency", urgency)
                .With("establishmentCountry", "CY")
                .With("commentsUntil", "2026-11-24")
                .With("webAddresses", ["https://aurora.example/"]),
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
            null,
            Answers
                .None.With("providerName", "Aurora Digital Trading Ltd")
                .With("webAddresses", ["https://aurora.example", "https://social.example/shops/aurora"]),
            new Dictionary<string, Answers>()
        );

    private static Dictionary<string, Answers> Asked(string form, string field, string answer) => new() { [form] = Answers.None.With(field, answer) };

    private sealed class Linked(IReadOnlyList<ExchangeView> exchanges, bool hasFiles) : IExchangeReader
    {
        public ValueTask<bool> HasFilesAsync(Guid exchange, CancellationToken cancellationToken) => new(hasFiles);

        public ValueTask<IReadOnlyList<ExchangeView>> LinkedAsync(Guid exchange, CancellationToken cancellationToken) => new(exchanges);
    }
}
