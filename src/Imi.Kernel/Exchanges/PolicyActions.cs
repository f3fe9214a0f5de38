namespace Imi.Kernel.Exchanges;

/// <summary>
/// Converts the names of a procedure's actions for timeline and journal, which store them with a prefix, so that they never collide with
/// the platform's own actions. Older entries have no prefix.
/// </summary>
public static class PolicyActions
{
    private const string Prefix = "do:";

    /// <summary>Gets the stored form of a procedure's action.</summary>
    public static string Entry(string action) => Prefix + action;

    /// <summary>Gets the name of the procedure's action, or of the platform's own, from its stored form.</summary>
    public static string NameOf(string entry) => entry.StartsWith(Prefix, StringComparison.Ordinal) ? entry[Prefix.Length..] : entry;
}
