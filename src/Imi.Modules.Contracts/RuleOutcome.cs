namespace Imi.Modules.Contracts;

/// <summary>The result of a rule: satisfied, or refused with a reason that the user sees in their language.</summary>
/// <param name="ReasonKey">The key of the reason in the module's texts, below <c>rules</c>; null if satisfied.</param>
/// <param name="Field">The form field beside which the reason is shown; null if it concerns the whole form.</param>
public sealed record RuleOutcome(string? ReasonKey, string? Field = null)
{
    /// <summary>The rule is satisfied.</summary>
    public static RuleOutcome Satisfied { get; } = new(null, null);

    /// <summary>Whether the rule is satisfied.</summary>
    public bool IsSatisfied => ReasonKey is null;

    /// <summary>Creates a refusal with its reason.</summary>
    public static RuleOutcome Refused(string reasonKey, string? field = null) => new(reasonKey, field);
}
