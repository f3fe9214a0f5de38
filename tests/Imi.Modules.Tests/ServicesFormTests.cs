using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Modules.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Modules.Tests;

/// <summary>What the forms of the services module refuse by Directive 2006/123/EC.</summary>
public sealed class ServicesFormTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    private static readonly PolicyModule Module = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", "ServicesDirective")).Module!;

    [Theory]
    [InlineData("none", null)]
    [InlineData("gambling", "outside-directive")]
    [InlineData("healthcare", "outside-directive")]
    [InlineData("taxation", "taxation")]
    public void A_requirement_on_a_service_outside_the_Directive_is_refused(string service, string? reason)
    {
        foreach (var article in (string[])["article-15-7", "article-39-5"])
            Assert.Equal(reason, ReasonAt("requirement", "excludedService", Answers.None.With("notifiedUnder", [article]).With("excludedService", service)));
    }

    [Fact]
    public void Every_excluded_service_and_every_additional_derogation_is_refused_for_exactly_one_reason()
    {
        foreach (var name in (string[])["excludedService", "additionalDerogation"])
        {
            var field = (Field)Module.Forms["requirement"].Elements[name];
            Assert.All(
                field.Options.Where(option => option != "none"),
                option => Assert.NotNull(ReasonAt("requirement", name, Answers.None.With("notifiedUnder", ["article-39-5"]).With(name, option)))
            );
        }
    }

    [Theory]
    [InlineData("article-39-5", "lawyers", "outside-article-16")]
    [InlineData("article-39-5", "none", null)]
    [InlineData("article-15-7", "lawyers", null)]
    public void An_additional_derogation_excludes_only_the_notification_of_requirements_on_services(string article, string derogation, string? reason) =>
        Assert.Equal(
            reason,
            ReasonAt("requirement", "additionalDerogation", Answers.None.With("notifiedUnder", [article]).With("additionalDerogation", derogation))
        );

    [Theory]
    [InlineData("article-39-5", "public-policy", null)]
    [InlineData("article-39-5", "public-security", null)]
    [InlineData("article-39-5", "public-health", null)]
    [InlineData("article-39-5", "environment", null)]
    [InlineData("article-39-5", "service-recipients", "reason-of-another-article")]
    [InlineData("article-39-5", "workers", "reason-of-another-article")]
    [InlineData("article-39-5", "environment other", "reason-of-another-article")]
    [InlineData("article-15-7", "service-recipients", null)]
    [InlineData("article-15-7 article-39-5", "service-recipients", "no-reason-of-article-16")]
    [InlineData("article-15-7 article-39-5", "service-recipients environment", null)]
    public void A_requirement_on_services_has_only_the_reasons_of_Article_16(string articles, string reasons, string? reason) =>
        Assert.Equal(
            reason,
            ReasonAt("requirement", "publicInterest", Answers.None.With("notifiedUnder", articles.Split(' ')).With("publicInterest", reasons.Split(' ')))
        );

    [Theory]
    [InlineData("excludedService", "outside-directive", "2(2)")]
    [InlineData("excludedService", "taxation", "2(3)")]
    [InlineData("additionalDerogation", "outside-article-16", "17")]
    [InlineData("publicInterest", "reason-of-another-article", "16(1) and (3)")]
    [InlineData("publicInterest", "no-reason-of-article-16", "16(1) and (3)")]
    public void Each_refusal_names_the_provision(string field, string reason, string provision) =>
        Assert.Contains($" {provision}", Module.Texts.Find($"forms.requirement.fields.{field}.refuse.{reason}", "en"), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, null)]
    [InlineData("notify", null)]
    [InlineData("notify-urgent", "was-urgent")]
    [InlineData("notify-urgent-for-authority", "was-urgent")]
    public void An_urgent_derogation_cannot_become_an_ordinary_one_without_request_and_standstill(string? sentBy, string? reason) =>
        Assert.Equal(reason, ReasonAt("derogation", "urgency", Answers.None.With("urgency", "no"), sentBy));

    [Theory]
    [InlineData("2026-11-30", true)]
    [InlineData("2026-12-01", false)]
    public void The_Member_State_of_establishment_has_communicated_before_the_notification(string communicatedOn, bool isAccepted)
    {
        var answers = Answers.None.With("urgency", "no").With("homeMeasures", "none").With("communicatedOn", communicatedOn);
        Assert.Equal(isAccepted, !ErrorsIn("derogation", answers, null).Any(error => error.Field == "communicatedOn"));
    }

    [Theory]
    [InlineData("requestedOn")]
    [InlineData("requestAddressee")]
    [InlineData("requestChannel")]
    [InlineData("homeMeasures")]
    public void A_request_outside_the_platform_needs_date_authority_way_and_outcome(string field)
    {
        var errors = ErrorsIn("derogation", Answers.None.With("urgency", "no").With("requestMade", "outside"), null);
        Assert.Contains(errors, error => error.Field == field && error.MessageKey == FieldError.Required(field).MessageKey);
    }

    private static string? ReasonAt(string form, string field, Answers answers, string? sentBy = null) =>
        ErrorsIn(form, answers, sentBy)
            .Where(error => error.Field == field && error.MessageKey.Contains(".refuse.", StringComparison.Ordinal))
            .Select(error => error.MessageKey.Split('.')[^1])
            .SingleOrDefault();

    private static IEnumerable<FieldError> ErrorsIn(string form, Answers answers, string? sentBy) =>
        new FormEngine(new PlatformTexts(NullLogger<PlatformTexts>.Instance)).Check(
            Module.Forms[form],
            answers,
            new FormContext(new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), Today, new SentBy(sentBy))
        );

    /// <summary>An exchange that an action has sent; a draft if none has.</summary>
    private sealed record SentBy(string? Action) : IConditionContext
    {
        public IReadOnlyList<string> AnswersTo(string field) => [];

        public bool HasSetting(Party party, string setting) => false;

        public string? CountryOf(Party party) => null;

        public bool IsPending(string name) => false;

        public DateOnly? DayOf(string bound) => null;

        public bool WasDone(string action) => action == Action;
    }
}
