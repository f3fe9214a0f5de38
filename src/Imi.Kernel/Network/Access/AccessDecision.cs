namespace Imi.Kernel.Network.Access;

/// <summary>The decision whether a person may do something, with the reasons for a refusal as texts that can be shown.</summary>
/// <param name="Party">The authority in whose name the person may act; null if refused.</param>
/// <param name="Reasons">The reasons for a refusal: text keys below <c>access</c> with their values; empty if allowed.</param>
public sealed record AccessDecision(Guid? Party, IReadOnlyList<AccessReason> Reasons)
{
    /// <summary>Whether the decision is to allow.</summary>
    public bool IsAllowed => Party is not null;

    /// <summary>Creates a decision that allows acting in the name of an authority.</summary>
    public static AccessDecision Allowed(Guid party) => new(party, []);

    /// <summary>Creates a refusal.</summary>
    public static AccessDecision Refused(params IReadOnlyList<AccessReason> reasons) => new(null, reasons);
}

/// <summary>A reason for a refusal.</summary>
/// <param name="Key">The text key, such as <c>access.assigned-to-others</c>.</param>
/// <param name="Values">The values of the text's placeholders.</param>
public sealed record AccessReason(string Key, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>Creates a reason without placeholders.</summary>
    public AccessReason(string key)
        : this(key, new Dictionary<string, object?>(StringComparer.Ordinal)) { }

    /// <summary>Creates a reason with one placeholder.</summary>
    public AccessReason(string key, string name, object? value)
        : this(key, new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value }) { }
}
