namespace Imi.Modules.Contracts;

/// <summary>Checks a legal precondition of actions that definitions cannot express. The policy module registers it in an Autofac module.</summary>
public interface IActionRule
{
    /// <summary>The names of module and procedure, such as <c>road-transport/enquiry</c>.</summary>
    string Procedure { get; }

    /// <summary>The names of the actions that the rule checks.</summary>
    IReadOnlyCollection<string> Actions { get; }

    /// <summary>Checks whether the action may be taken. Runs in the transaction of the action: it must only read and call no external service.</summary>
    /// <param name="exchange">The exchange before the action.</param>
    /// <param name="answers">The answers to the form of the action; empty if it has no form.</param>
    /// <param name="others">Reads linked exchanges.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    ValueTask<RuleOutcome> CheckAsync(ExchangeView exchange, Answers answers, IExchangeReader others, CancellationToken cancellationToken);
}
