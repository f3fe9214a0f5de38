using Imi.Modules.Contracts;

namespace Imi.Modules.ECommerce;

/// <summary>
/// Checks that a Member State notifies measures only after it has asked the Member State of establishment to take measures, and that State did not take such
/// measures or they were inadequate (Directive 2000/31/EC, Article 3(4)(b), first indent). In the case of urgency, it may derogate from that condition (Article
/// 3(5)). Also refuses a period for comments that has already ended.
/// </summary>
internal sealed class PriorRequestRule(TimeProvider time) : IActionRule
{
    private const string Request = "ecommerce/request";
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <inheritdoc/>
    public string Procedure => "ecommerce/notification";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Actions { get; } = ["broadcast", "submit-for-broadcast", "broadcast-for-authority"];

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Brussels).Date);

    /// <inheritdoc/>
    public async ValueTask<RuleOutcome> CheckAsync(ExchangeView exchange, Answers answers, IExchangeReader others, CancellationToken cancellationToken)
    {
        if (exchange.Answers.Date("commentsUntil") < Today)
            return RuleOutcome.Refused("comments-in-the-past", "commentsUntil");
        if (exchange.Answers.Text("urgency") == "yes")
            return RuleOutcome.Satisfied;
        var requests = (await others.LinkedAsync(exchange.Id, cancellationToken))
            .Where(other => other.Procedure == Request && other.SenderCountry == exchange.SenderCountry && other.Number is not null)
            .ToList();
        if (requests.Count == 0)
            return RuleOutcome.Refused("notification-needs-request");

        // While the draft does not name the country of establishment yet, any request may be the right one.
        var establishment = exchange.Answers.Text("establishmentCountry");
        var addressed = requests.FindAll(request => establishment.Length == 0 || request.RecipientCountry == establishment);
        if (addressed.Count == 0)
            return RuleOutcome.Refused("request-to-another-state");
        return addressed.Exists(DidNotHelp) ? RuleOutcome.Satisfied : RuleOutcome.Refused("request-still-open");
    }

    /// <summary>Whether the Member State of establishment took no measures in time, or inadequate ones.</summary>
    private bool DidNotHelp(ExchangeView request) =>
        request.State switch
        {
            "refused" => true,
            "closed" => AnswerTo(request, "assessment", "assessment") is "inadequate" or "no-measures",
            "answered" => AnswerTo(request, "reply", "outcome") == "no-measures",
            "awaiting-acceptance" or "accepted" or "awaiting-reply-approval" or "additional-information-requested" => request.ReplyBy < Today,
            _ => false,
        };

    private static string AnswerTo(ExchangeView request, string form, string field) =>
        request.ActionAnswers.TryGetValue(form, out var answers) ? answers.Text(field) : "";
}
