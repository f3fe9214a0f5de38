using Imi.Modules.Contracts;

namespace Imi.Modules.ECommerce;

/// <summary>
/// Checks that a Member State notifies measures only after it has asked the Member State of establishment to take measures against the given service, and that
/// State did not take such measures or they were inadequate (Directive 2000/31/EC, Article 3(4)(b), first indent). In the case of urgency, it may derogate from
/// that condition (Article 3(5)). The Directive does not say how to ask, so a request outside the platform counts if a file shows it. Also refuses a period for
/// comments that has already ended.
/// </summary>
internal sealed class PriorRequestRule(TimeProvider time) : IActionRule
{
    private const string Request = "ecommerce/request";
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <inheritdoc/>
    public string Procedure => "ecommerce/notification";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Actions { get; } = ["broadcast", "submit-for-broadcast", "submit-for-urgent-broadcast", "broadcast-for-authority"];

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Brussels).Date);

    /// <inheritdoc/>
    public async ValueTask<RuleOutcome> CheckAsync(ExchangeView exchange, Answers answers, IExchangeReader others, CancellationToken cancellationToken)
    {
        if (exchange.Answers.Date("commentsUntil") < Today)
            return RuleOutcome.Refused("comments-in-the-past", "commentsUntil");
        if (exchange.Answers.Text("urgency") == "yes")
            return RuleOutcome.Satisfied;
        return exchange.Answers.Text("priorRequest") == "outside"
            ? await CheckOutsideAsync(exchange, others, cancellationToken)
            : await CheckLinkedAsync(exchange, others, cancellationToken);
    }

    private static async ValueTask<RuleOutcome> CheckOutsideAsync(ExchangeView notification, IExchangeReader others, CancellationToken cancellationToken) =>
        await others.HasFilesAsync(notification.Id, cancellationToken) ? RuleOutcome.Satisfied : RuleOutcome.Refused("request-outside-needs-file");

    private async ValueTask<RuleOutcome> CheckLinkedAsync(ExchangeView notification, IExchangeReader others, CancellationToken cancellationToken)
    {
        var requests = (await others.LinkedAsync(notification.Id, cancellationToken))
            .Where(other => other.Procedure == Request && other.SenderCountry == notification.SenderCountry && other.Number is not null)
            .ToList();
        if (requests.Count == 0)
            return RuleOutcome.Refused("notification-needs-request");

        // While the draft does not name the country of establishment yet, any request may be the right one.
        var establishment = notification.Answers.Text("establishmentCountry");
        var addressed = requests.FindAll(request => establishment.Length == 0 || request.RecipientCountry == establishment);
        if (addressed.Count == 0)
            return RuleOutcome.Refused("request-to-another-state");
        var unhelpful = addressed.FindAll(DidNotHelp);
        if (unhelpful.Count == 0)
            return RuleOutcome.Refused("request-still-open");
        return notification.Answers.Has("sameService") || unhelpful.Exists(request => IsSameService(notification, request))
            ? RuleOutcome.Satisfied
            : RuleOutcome.Refused("request-about-another-service", "sameService");
    }

    /// <summary>Whether both describe the same given information society service (Article 3(4)(a)(ii)).</summary>
    private static bool IsSameService(ExchangeView notification, ExchangeView request) =>
        PartyComparison.IsSame(notification.Answers, request.Answers, "providerName", "webAddresses");

    /// <summary>Whether the Member State of establishment took no measures in time, or inadequate ones.</summary>
    private bool DidNotHelp(ExchangeView request) =>
        request.State switch
        {
            "refused" => true,
            "closed" => AnswerTo(request, "assessment", "assessment") is "inadequate" or "no-measures",
            "answered" => AnswerTo(request, "reply", "outcome") == "no-measures" || PromisedMeasuresAreLate(request),
            "awaiting-acceptance" or "accepted" or "awaiting-reply-approval" or "additional-information-requested" => IsLate(request),
            _ => false,
        };

    private bool PromisedMeasuresAreLate(ExchangeView request) =>
        AnswerTo(request, "reply", "outcome") == "measures-planned"
        && request.ActionAnswers.TryGetValue("reply", out var reply)
        && reply.Date("inForceFrom") < Today;

    /// <summary>Whether the reply-by date has passed. A later date that the recipient proposed counts until the sender has decided on it.</summary>
    private bool IsLate(ExchangeView request) => request.ReplyBy < Today && !(request.ReplyByProposed >= Today);

    private static string AnswerTo(ExchangeView request, string form, string field) =>
        request.ActionAnswers.TryGetValue(form, out var answers) ? answers.Text(field) : "";
}
