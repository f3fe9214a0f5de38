using Imi.Modules.Contracts;

namespace Imi.Modules.ServicesDirective;

/// <summary>
/// Checks that a Member State notifies a derogation only after it has asked the Member State of establishment to take measures with regard to the same
/// provider, and after that State has communicated its measures or why it took none (Directive 2006/123/EC, Article 35(2) and (3)). In the case of urgency,
/// no request is necessary (Article 35(6)). The Directive does not say how to ask, so a request outside the platform counts if a file shows it.
/// </summary>
internal sealed class MeasuresRequestRule : IActionRule
{
    private const string Request = "services/information-request";

    /// <inheritdoc/>
    public string Procedure => "services/derogation";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Actions { get; } = ["notify", "submit-for-notification", "notify-for-authority"];

    /// <inheritdoc/>
    public async ValueTask<RuleOutcome> CheckAsync(ExchangeView exchange, Answers answers, IExchangeReader others, CancellationToken cancellationToken)
    {
        if (exchange.Answers.Text("urgency") == "yes")
            return RuleOutcome.Satisfied;
        return exchange.Answers.Text("requestMade") switch
        {
            "platform" => CheckLinked(exchange, await others.LinkedAsync(exchange.Id, cancellationToken)),
            "outside" when !await others.HasFilesAsync(exchange.Id, cancellationToken) => RuleOutcome.Refused("request-outside-needs-file"),
            _ => RuleOutcome.Satisfied,
        };
    }

    private static RuleOutcome CheckLinked(ExchangeView derogation, IEnumerable<ExchangeView> linked)
    {
        var requests = linked
            .Where(other => other is { Procedure: Request, Number: not null } && other.SenderCountry == derogation.SenderCountry)
            .Where(request => request.Answers.Text("purpose") == "measures")
            .ToList();
        if (requests.Count == 0)
            return RuleOutcome.Refused("derogation-needs-request");

        // While the draft does not name the Member State of establishment yet, any request may be the right one.
        var establishment = derogation.Answers.Text("establishmentCountry");
        var addressed = requests.FindAll(request => establishment.Length == 0 || request.RecipientCountry == establishment);
        if (addressed.Count == 0)
            return RuleOutcome.Refused("request-to-another-state");
        var answered = addressed.FindAll(HasCommunicated);
        if (answered.Count == 0)
            return RuleOutcome.Refused("request-not-answered");
        return derogation.Answers.Has("sameProvider") || answered.Exists(request => IsAboutProviderOf(derogation, request))
            ? RuleOutcome.Satisfied
            : RuleOutcome.Refused("request-about-another-provider", "sameProvider");
    }

    /// <summary>
    /// Whether the Member State of establishment has communicated its measures or why it took none (Article 35(2), second subparagraph). A refusal gives such
    /// reasons too.
    /// </summary>
    private static bool HasCommunicated(ExchangeView request) =>
        request.State == "refused" || (request.ActionAnswers.TryGetValue("reply", out var reply) && reply.Has("measures"));

    private static bool IsAboutProviderOf(ExchangeView derogation, ExchangeView request) =>
        PartyComparison.IsSame(derogation.Answers, request.Answers, "providerName", "webAddresses");
}
