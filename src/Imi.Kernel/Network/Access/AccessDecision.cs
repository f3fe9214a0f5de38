namespace Imi.Kernel.Network.Access;

/// <summary>Whether somebody may do something, and why not, in words that a coordinator can be shown.</summary>
/// <param name="Party">The authority in whose name it may be done; null when it may not.</param>
/// <param name="Reasons">Why not: keys of texts below <c>access</c> with their values; empty when it may be done.</param>
public sealed record AccessDecision(Guid? Party, IReadOnlyList<AccessReason> Reasons)
{
    /// <summary>Whether it may be done.</summary>
    public bool IsAllowed => Party is not null;

    /// <summary>It may be done in the name of an authority.</summary>
    public static AccessDecision Allowed(Guid party) => new(party, []);

    /// <summary>It may not be done.</summary>
    public static AccessDecision Refused(params IReadOnlyList<AccessReason> reasons) => new(null, reasons);
}

/// <summary>One reason why somebody may not do something.</summary>
/// <param name="Key">The text's key, such as <c>access.assigned-to-others</c>.</param>
/// <param name="Values">What its placeholders stand for.</param>
public sealed record AccessReason(string Key, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>A reason without placeholders.</summary>
    public AccessReason(string key)
        : this(key, new Dictionary<string, object?>(StringComparer.Ordinal)) { }

    /// <summary>A reason with one placeholder.</summary>
    public AccessReason(string key, string name, object? value)
        : this(key, new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value }) { }
}
