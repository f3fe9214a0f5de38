namespace Imi.Modules.Contracts;

/// <summary>A legal precondition of an action that definitions cannot express. Registered by the module's Autofac module.</summary>
public interface IActionRule
{
    /// <summary>The procedure with its module, such as <c>road-transport/enquiry</c>.</summary>
    string Procedure { get; }

    /// <summary>The actions of the procedure that it stands before.</summary>
    IReadOnlyCollection<string> Actions { get; }

    /// <summary>Says whether the action may be taken. Called inside the action's transaction: reads only, no outside calls.</summary>
    /// <param name="exchange">The exchange as it is before the action.</param>
    /// <param name="answers">The answers to the form that the action asks; none where it asks nothing.</param>
    /// <param name="others">Reads linked exchanges.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    ValueTask<RuleOutcome> CheckAsync(ExchangeView exchange, Answers answers, IExchangeReader others, CancellationToken cancellationToken);
}
