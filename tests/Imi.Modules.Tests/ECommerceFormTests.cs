using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Modules.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Modules.Tests;

/// <summary>What the e-commerce forms refuse by Directive 2000/31/EC.</summary>
public sealed class ECommerceFormTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    private static readonly PolicyModule Module = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", "ECommerce")).Module!;

    [Theory]
    [InlineData("none", null)]
    [InlineData("taxation", "outside-directive")]
    [InlineData("court-representation", "outside-directive")]
    [InlineData("data-protection", "outside-data-protection")]
    [InlineData("gambling", "outside-gambling")]
    [InlineData("intellectual-property", "annex")]
    [InlineData("unsolicited-mail", "annex")]
    public void A_case_in_an_excluded_field_is_refused(string field, string? reason)
    {
        foreach (var form in (string[])["request-for-measures", "notification-of-measures"])
            Assert.Equal(reason, ReasonAt(form, "excludedField", ("excludedField", field)));
    }

    [Fact]
    public void Every_excluded_field_is_refused_for_exactly_one_reason()
    {
        var field = (Field)Module.Forms["request-for-measures"].Elements["excludedField"];
        Assert.All(
            field.Options.Where(option => option != "none"),
            option => Assert.NotNull(ReasonAt("request-for-measures", field.Name, (field.Name, option)))
        );
    }

    [Theory]
    [InlineData("ES", "yes", "own-country")]
    [InlineData("CY", "yes", null)]
    [InlineData("MT", "yes", "recipient-elsewhere")]
    [InlineData("MT", "no", null)]
    public void The_request_goes_to_the_Member_State_of_establishment_unless_it_is_uncertain(string country, string certain, string? reason) =>
        Assert.Equal(reason, ReasonAt("request-for-measures", "establishmentCountry", ("establishmentCountry", country), ("establishmentCertain", certain)));

    [Theory]
    [InlineData("2026-12-06", "no", "too-soon")]
    [InlineData("2026-12-06", "yes", null)]
    [InlineData("2026-12-07", "no", null)]
    public void A_short_time_for_the_reply_needs_urgency(string replyBy, string urgent, string? reason) =>
        Assert.Equal(reason, ReasonAt("request-for-measures", "replyBy", ("replyBy", replyBy), ("urgent", urgent)));

    [Theory]
    [InlineData("no", "taken", "2026-11-30", "taken-before-notice")]
    [InlineData("no", "intended", "2026-11-30", null)]
    [InlineData("yes", "taken", "2026-11-30", null)]
    public void Measures_are_notified_before_they_are_taken_except_in_urgency(string urgency, string status, string date, string? reason) =>
        Assert.Equal(reason, ReasonAt("notification-of-measures", "measureStatus", ("urgency", urgency), ("measureStatus", status), ("measureDate", date)));

    [Theory]
    [InlineData("intended", "2026-11-29", "intended-in-the-past")]
    [InlineData("intended", "2026-12-01", null)]
    [InlineData("taken", "2026-12-01", "taken-in-the-future")]
    [InlineData("taken", "2026-11-29", null)]
    public void The_date_of_the_measures_agrees_with_their_status(string status, string date, string? reason) =>
        Assert.Equal(reason, ReasonAt("notification-of-measures", "measureDate", ("urgency", "yes"), ("measureStatus", status), ("measureDate", date)));

    [Theory]
    [InlineData("2026-11-26", "", "delay-without-reasons")]
    [InlineData("2026-11-26", "The weekend lay between.", null)]
    [InlineData("2026-11-27", "", null)]
    public void An_urgent_notification_that_comes_late_says_why(string taken, string reasons, string? reason) =>
        Assert.Equal(
            reason,
            ReasonAt(
                "notification-of-measures",
                "delayReasons",
                ("urgency", "yes"),
                ("measureStatus", "taken"),
                ("measureDate", taken),
                ("delayReasons", reasons)
            )
        );

    [Fact]
    public void Measures_taken_after_the_notification_can_be_reported_by_modifying_it()
    {
        Assert.Null(
            ReasonAt(
                "notification-of-measures",
                "measureStatus",
                new Sent("broadcast", new DateOnly(2026, 11, 20)),
                ("urgency", "no"),
                ("measureStatus", "taken"),
                ("measureDate", "2026-11-25")
            )
        );
    }

    private static string? ReasonAt(string form, string field, params (string Field, string Text)[] answers) =>
        ReasonAt(form, field, new Sent(null, null), answers);

    private static string? ReasonAt(string form, string field, IConditionContext exchange, params (string Field, string Text)[] answers)
    {
        var countries = new HashSet<string>(StringComparer.Ordinal) { "CY", "ES", "MT" };
        var errors = new FormEngine(new PlatformTexts(NullLogger<PlatformTexts>.Instance)).Check(
            Module.Forms[form],
            answers.Aggregate(Answers.None, (all, one) => all.With(one.Field, one.Text)),
            new FormContext(countries, new HashSet<string>(StringComparer.Ordinal), Today, exchange)
        );
        return errors
            .Where(error => error.Field == field && error.MessageKey.Contains(".refuse.", StringComparison.Ordinal))
            .Select(error => error.MessageKey.Split('.')[^1])
            .SingleOrDefault();
    }

    /// <summary>An exchange from Spain to Cyprus: a draft, or sent by an action on a day.</summary>
    private sealed record Sent(string? By, DateOnly? On) : IConditionContext
    {
        public IReadOnlyList<string> AnswersTo(string field) => [];

        public bool HasSetting(Party party, string setting) => false;

        public string? CountryOf(Party party) => party == Party.Sender ? "ES" : "CY";

        public bool IsPending(string name) => false;

        public DateOnly? DayOf(string bound) => bound == DateBound.Sent ? On : null;

        public bool WasDone(string action) => action == By;
    }
}
