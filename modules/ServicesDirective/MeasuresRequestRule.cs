using Imi.Modules.Contracts;

namespace Imi.Modules.ServicesDirective;

/// <summary>
/// Checks that a derogation whose request was made on the platform is linked to that request: a request for measures from the same Member State to the Member
/// State of establishment (Directive 2006/123/EC, Article 35(2)). In the case of urgency, no request is necessary (Article 35(6)).
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
        if (exchange.Answers.Text("urgency") == "yes" || exchange.Answers.Text("requestMade") != "platform")
            return RuleOutcome.Satisfied;
        var establishment = exchange.Answers.Text("establishmentCountry");
        return (await others.LinkedAsync(exchange.Id, cancellationToken)).Any(other =>
            other is { Procedure: Request, Number: not null }
            && other.SenderCountry == exchange.SenderCountry
            && other.RecipientCountry == establishment
            && other.Answers.Text("purpose") == "measures"
        )
            ? RuleOutcome.Satisfied
            : RuleOutcome.Refused("derogation-needs-request");
    }
}
