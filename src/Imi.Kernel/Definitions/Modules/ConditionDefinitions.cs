using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>Reads conditions, and lists the names that they refer to.</summary>
internal static class ConditionDefinitions
{
    /// <summary>Reads a condition.</summary>
    public static Condition Read(DefinitionNode node)
    {
        if (node.Find("all") is { } all)
            return new Condition.All([.. all.Items().Select(Read)]);
        if (node.Find("any") is { } any)
            return new Condition.Any([.. any.Items().Select(Read)]);
        if (node.Find("not") is { } not)
            return new Condition.Not(Read(not));
        if (node.Find("setup") is { } setup)
            return setup.Word(Words.Settings) ?? new Condition.SetUp(Party.Sender, setup.Text());
        if (node.Find("pending") is { } pending)
            return new Condition.Pending(pending.Text());
        if (node.Find("done") is { } done)
            return new Condition.Done(done.Text());
        if (node.Find("commission") is { } one)
            return new Condition.IsCommission(one.Word(Words.Parties));
        var field = node.TextOf("field");
        if (node.Has("answered"))
            return new Condition.Answered(field, node.Flag("answered"));
        if ((node.Find("before") ?? node.Find("after")) is { } day)
            return new Condition.Compared(field, node.Has("before"), DayReference.Parse(day.Text()) ?? new DayReference(day.Text(), null, false));
        var isNegated = node.Has("isNot");
        var value = node.TextOf(isNegated ? "isNot" : "is");
        return Words.CountriesOf.TryGetValue(value, out var party)
            ? new Condition.CountryIs(field, party, isNegated)
            : new Condition.AnswerIs(field, AnswerOf(value), isNegated);
    }

    /// <summary>
    /// Checks that a condition compares neither dates nor parties. Only <c>refuse</c> may do so: it decides once, when the form is sent.
    /// Fields and buttons would come and go with the days.
    /// </summary>
    public static void CheckIsForAnyTime(Condition condition, DefinitionNode node)
    {
        if (PartsOf(condition).Any(part => part is Condition.Compared or Condition.CountryIs or Condition.IsCommission))
            node.Wrong("Only 'refuse' can compare a date with a day, or a country with the country of a party, or ask who is the Commission.");
    }

    /// <summary>Whether a condition reads only answers to the form to which it belongs: no other form, and nothing of the exchange's course.</summary>
    public static bool IsOfOneForm(Condition condition) =>
        PartsOf(condition).All(part => part is Condition.AnswerIs or Condition.Answered) && FieldsOf(condition).All(field => !field.Contains('.'));

    /// <summary>Lists the comparisons of dates in a condition.</summary>
    public static IEnumerable<Condition.Compared> DatesOf(Condition? condition) => PartsOf(condition).OfType<Condition.Compared>();

    /// <summary>Lists the comparisons of countries in a condition.</summary>
    public static IEnumerable<Condition.CountryIs> CountriesOf(Condition? condition) => PartsOf(condition).OfType<Condition.CountryIs>();

    /// <summary>Lists the fields that a condition reads.</summary>
    public static IEnumerable<string> FieldsOf(Condition? condition) =>
        PartsOf(condition)
            .Select(part =>
                part switch
                {
                    Condition.AnswerIs answer => answer.Field,
                    Condition.Answered answered => answered.Field,
                    Condition.Compared compared => compared.Field,
                    Condition.CountryIs country => country.Field,
                    _ => null,
                }
            )
            .OfType<string>();

    /// <summary>Lists the actions that a condition refers to.</summary>
    public static IEnumerable<string> ActionsOf(Condition? condition) => PartsOf(condition).OfType<Condition.Done>().Select(done => done.Action);

    /// <summary>Lists the names that a condition tests for being pending.</summary>
    public static IEnumerable<string> PendingOf(Condition? condition) => PartsOf(condition).OfType<Condition.Pending>().Select(pending => pending.Name);

    /// <summary>Lists the settings that a condition tests, such as <c>approves-requests</c>.</summary>
    public static IEnumerable<string> SettingsOf(Condition? condition) => PartsOf(condition).OfType<Condition.SetUp>().Select(setUp => setUp.Setting);

    /// <summary>Lists the fields that a condition compares, with the values.</summary>
    public static IEnumerable<(string Field, string Value)> ValuesOf(Condition? condition) =>
        PartsOf(condition).OfType<Condition.AnswerIs>().Select(answer => (answer.Field, answer.Value));

    /// <summary>Lists the parts of a condition that have no parts themselves.</summary>
    private static IEnumerable<Condition> PartsOf(Condition? condition) =>
        condition switch
        {
            null => [],
            Condition.All all => all.Parts.SelectMany(PartsOf),
            Condition.Any any => any.Parts.SelectMany(PartsOf),
            Condition.Not not => PartsOf(not.Part),
            _ => [condition],
        };

    // Yes/no answers may be compared with true and false.
    private static string AnswerOf(string text) =>
        text switch
        {
            "true" => "yes",
            "false" => "no",
            _ => text,
        };
}
