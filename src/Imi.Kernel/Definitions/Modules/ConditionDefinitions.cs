using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>Reads conditions, and lists the names that they refer to.</summary>
internal static class ConditionDefinitions
{
    private static readonly string[] Settings = ["approves-requests", "approves-replies", "refers"];

    /// <summary>Reads a condition; returns null and reports a problem if it is invalid.</summary>
    public static Condition? Read(DefinitionNode node)
    {
        if (node.Find("all") is { } all)
            return Parts(all) is { } parts && Ends(node) ? new Condition.All(parts) : null;
        if (node.Find("any") is { } any)
            return Parts(any) is { } parts && Ends(node) ? new Condition.Any(parts) : null;
        if (node.Find("not") is { } not)
            return Read(not) is { } part && Ends(node) ? new Condition.Not(part) : null;
        if (node.Find("setup") is { } setup)
            return ReadSetup(setup) is { } read && Ends(node) ? read : null;
        if (node.Find("pending") is { } pending)
        {
            return Ends(node) ? new Condition.Pending(pending.Text()) : null;
        }

        if (node.Find("done") is { } done)
            return Ends(node) ? new Condition.Done(done.Text()) : null;

        return ReadAnswer(node);
    }

    /// <summary>Lists the fields that a condition reads.</summary>
    public static IEnumerable<string> FieldsOf(Condition? condition) =>
        condition switch
        {
            Condition.AnswerIs answer => [answer.Field],
            Condition.Answered answered => [answered.Field],
            Condition.All all => all.Parts.SelectMany(FieldsOf),
            Condition.Any any => any.Parts.SelectMany(FieldsOf),
            Condition.Not not => FieldsOf(not.Part),
            _ => [],
        };

    /// <summary>Lists the actions that a condition refers to.</summary>
    public static IEnumerable<string> ActionsOf(Condition? condition) =>
        condition switch
        {
            Condition.Done done => [done.Action],
            Condition.All all => all.Parts.SelectMany(ActionsOf),
            Condition.Any any => any.Parts.SelectMany(ActionsOf),
            Condition.Not not => ActionsOf(not.Part),
            _ => [],
        };

    /// <summary>Lists the names that a condition tests for being pending.</summary>
    public static IEnumerable<string> PendingOf(Condition? condition) =>
        condition switch
        {
            Condition.Pending pending => [pending.Name],
            Condition.All all => all.Parts.SelectMany(PendingOf),
            Condition.Any any => any.Parts.SelectMany(PendingOf),
            Condition.Not not => PendingOf(not.Part),
            _ => [],
        };

    /// <summary>Lists the settings that a condition tests, such as <c>approves-requests</c>.</summary>
    public static IEnumerable<string> SettingsOf(Condition? condition) =>
        condition switch
        {
            Condition.SetUp setUp => [setUp.Setting],
            Condition.All all => all.Parts.SelectMany(SettingsOf),
            Condition.Any any => any.Parts.SelectMany(SettingsOf),
            Condition.Not not => SettingsOf(not.Part),
            _ => [],
        };

    /// <summary>Lists the fields that a condition compares, with the values.</summary>
    public static IEnumerable<(string Field, string Value)> ValuesOf(Condition? condition) =>
        condition switch
        {
            Condition.AnswerIs answer => [(answer.Field, answer.Value)],
            Condition.All all => all.Parts.SelectMany(ValuesOf),
            Condition.Any any => any.Parts.SelectMany(ValuesOf),
            Condition.Not not => ValuesOf(not.Part),
            _ => [],
        };

    private static Condition? ReadAnswer(DefinitionNode node)
    {
        if (node.Find("field") is not { } field)
        {
            node.Wrong("This is not a condition: use field, setup, pending, done, all, any or not.");
            return null;
        }

        var name = field.Text();
        Condition? condition = null;
        if (node.Find("is") is { } value)
            condition = new Condition.AnswerIs(name, Value(value), Negated: false);
        else if (node.Find("isNot") is { } other)
            condition = new Condition.AnswerIs(name, Value(other), Negated: true);
        else if (node.Has("answered"))
            condition = new Condition.Answered(name, node.Flag("answered"));
        else
            node.Wrong($"The condition on '{name}' is incomplete: add is, isNot or answered.");
        return Ends(node) ? condition : null;
    }

    private static Condition? ReadSetup(DefinitionNode node)
    {
        var text = node.Text();
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && text[..dot] is "sender" or "recipient" && Settings.Contains(text[(dot + 1)..]))
            return new Condition.SetUp(Words.Parties[text[..dot]], text[(dot + 1)..]);
        node.Wrong(
            $"'{text}' is not a setting: "
                + $"{Spelling.Suggestion(text, Settings.SelectMany(setting => (string[])[$"sender.{setting}", $"recipient.{setting}"]))}"
        );
        return null;
    }

    private static IReadOnlyList<Condition>? Parts(DefinitionNode list)
    {
        if (!list.IsList)
        {
            list.Wrong("A list of conditions is expected: [ { ... }, { ... } ].");
            return null;
        }

        if (list.Items().Count == 0)
        {
            list.Wrong("The list of conditions is empty: write one, or remove it.");
            return null;
        }

        var parts = list.Items().Select(Read).ToList();
        return parts.Contains(null) ? null : [.. parts.OfType<Condition>()];
    }

    private static bool Ends(DefinitionNode node)
    {
        node.NothingElse();
        return true;
    }

    // Yes/no answers may be compared with true and false.
    private static string Value(DefinitionNode value) =>
        value.Text() switch
        {
            "true" => "yes",
            "false" => "no",
            var text => text,
        };
}
