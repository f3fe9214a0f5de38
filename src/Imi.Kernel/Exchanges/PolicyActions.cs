namespace Imi.Kernel.Exchanges;

/// <summary>
/// How timeline and journal keep a procedure's actions: with a prefix, so that none can ever be taken for what the platform does itself.
/// Entries from before there was a prefix stand without it.
/// </summary>
public static class PolicyActions
{
    private const string Prefix = "do:";

    /// <summary>An action's name as timeline and journal keep it.</summary>
    public static string Entry(string action) => Prefix + action;

    /// <summary>The name of the action, or of what the platform did, that an entry keeps.</summary>
    public static string NameOf(string entry) => entry.StartsWith(Prefix, StringComparison.Ordinal) ? entry[Prefix.Length..] : entry;
}
