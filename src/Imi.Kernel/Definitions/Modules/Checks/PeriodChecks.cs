using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks the due dates of a procedure's states: each can be calculated, and the platform's own actions cannot repeat forever.</summary>
internal static class PeriodChecks
{
    public static void Check(Procedure procedure, Dictionary<string, (DefinitionNode Key, DefinitionNode Value)> nodes)
    {
        foreach (var state in procedure.States)
        {
            var node = nodes[state.Name].Value;
            if (state.Phase == Phase.Draft)
            {
                foreach (var word in ((string[])["due", "remindAfter", "then", "waitsFor"]).Where(node.Has))
                    node.Find(word)!.Wrong($"'{state.Name}' is a draft, which only its sender sees: it waits for nobody and has no last day. Remove '{word}'.");
                continue;
            }

            if (state.Due is { IsReplyDate: true } && WhyNoReplyDate(procedure, state) is { } why)
                node.Find("due")!.Wrong(why);
            if (state.Due?.Asked is { } asked && WhyNotAsked(procedure, state, asked) is { } missing)
                node.Find("due")!.Wrong(missing);
            if (state is { Due.Period: { } due, Then: not null, RemindAfter: { } remind } && Days(remind) > Days(due))
                node.Find("remindAfter")!
                    .Wrong($"The reminder would come after the last day, when '{state.Then}' has ended the state: make 'remindAfter' shorter than 'due'.");
        }

        foreach (var circle in Circles(procedure))
        {
            nodes[circle[0]]
                .Value.Find("then")!
                .Wrong(
                    circle.Count == 1
                        ? $"The platform would act again every day: '{procedure.State(circle[0]).Then}' "
                            + $"leads from '{circle[0]}' to '{circle[0]}'. Make it lead to another state."
                        : $"The platform would act again and again: {string.Join(", ", circle.Append(circle[0]))} "
                            + "follow each other by 'then'. Make one of them lead to a state without 'then'."
                );
        }
    }

    private static string? WhyNoReplyDate(Procedure procedure, StateDefinition state)
    {
        // Each round asks for its own date, so a state that only rounds lead to always has one.
        var leading = procedure.Actions.Where(action => action.To == state.Name && !action.From.All(from => from == state.Name)).ToList();
        if (leading.Count > 0 && leading.TrueForAll(action => action.DoesVerb(Verb.Round)))
            return null;
        if (procedure.ReplyByField is not { } name)
            return "'due: reply' is the date by which a reply is wanted, but the procedure "
                + "names no field for it: add replyBy: { field: ... }, or write a period.";
        return procedure.DefaultReplyPeriod is not null || procedure.Form.Elements.GetValueOrDefault(name) is Field { Required.Always: true, VisibleWhen: null }
            ? null
            : $"'due: reply' needs a date, but '{name}' may be hidden or stay empty: make it required: true without 'visible', or write a period.";
    }

    /// <summary>Says why a date that should have been asked is not: every action that leads to the state must ask it.</summary>
    private static string? WhyNotAsked(Procedure procedure, StateDefinition state, AskedField asked)
    {
        var leading = procedure.Actions.Where(action => action.To == state.Name && !action.From.All(from => from == state.Name)).ToList();
        if (leading.Find(action => action.Asks?.Name != asked.Form) is { } other)
            return $"'{other.Name}' leads to '{state.Name}' without asking the form '{asked.Form}', so there would be no last day: add asks: {asked.Form}.";
        return leading.TrueForAll(action =>
            action.Asks!.Elements.GetValueOrDefault(asked.Field) is Field { Type: FieldType.Date, Required.Always: true, VisibleWhen: null }
        )
            ? null
            : $"The last day of '{state.Name}' is an answer to '{asked.Field}' of '{asked.Form}', which must be a date with required: true without 'visible'.";
    }

    /// <summary>Finds circles of states that follow each other only by actions of the platform.</summary>
    private static IEnumerable<List<string>> Circles(Procedure procedure)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in procedure.States.Where(state => Next(state.Name) is not null))
        {
            var way = new List<string>();
            for (string? at = start.Name; at is not null && !reported.Contains(at); at = Next(at))
            {
                if (way.IndexOf(at) is >= 0 and var begins)
                {
                    way = way[begins..];
                    reported.UnionWith(way);
                    yield return way;
                    break;
                }

                way.Add(at);
            }
        }

        string? Next(string name) =>
            procedure.State(name) is { Then: { } then, Phase: Phase.Open } && procedure.Action(then) is { } action ? action.To ?? name : null;
    }

    private static double Days(Period period) => (period.Years * 365) + (period.Months * 30) + period.Days + (period.WorkingDays * 1.4);
}
