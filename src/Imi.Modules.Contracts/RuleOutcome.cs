namespace Imi.Modules.Contracts;

/// <summary>What a rule says of an action: satisfied, or refused with a reason that the reader gets in their language.</summary>
/// <param name="ReasonKey">Null when satisfied; else the key of the reason in the module's texts, below <c>rules</c>.</param>
/// <param name="Field">The form's field that the reason is about, shown beside it; null where it is about the whole.</param>
public sealed record RuleOutcome(string? ReasonKey, string? Field = null)
{
    /// <summary>The rule has no objection.</summary>
    public static RuleOutcome Satisfied { get; } = new(null, null);

    /// <summary>Whether the rule has no objection.</summary>
    public bool IsSatisfied => ReasonKey is null;

    /// <summary>The rule refuses the action.</summary>
    public static RuleOutcome Refused(string reasonKey, string? field = null) => new(reasonKey, field);
}
