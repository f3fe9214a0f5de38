namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>
/// Finds out whether conditions can hold together: it tries the answers that they tell apart. Answers to a field that is hidden do not
/// exist, so the condition of each field's visibility is part of the question. Where there is too much to try it says yes: a mistake
/// is only reported where there is one.
/// </summary>
internal sealed class ConditionSolver(ConditionWorld world)
{
    private const int MostSteps = 20_000;
    private const string None = "";
    private const string Other = "*";

    private readonly Dictionary<string, List<string>> _domains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly List<Condition> _all = [];
    private int _steps;

    /// <summary>Whether a condition can hold; no condition always can.</summary>
    public static bool CanHold(ConditionWorld world, params IEnumerable<Condition?> conditions) =>
        new ConditionSolver(world).Try([.. conditions.OfType<Condition>()]);

    private bool Try(IReadOnlyList<Condition> conditions)
    {
        if (conditions.Count == 0)
            return true;
        var waiting = new Queue<Condition>(conditions);
        while (waiting.TryDequeue(out var next))
        {
            _all.Add(next);
            foreach (var name in ConditionDefinitions.FieldsOf(next).Where(name => !_fields.ContainsKey(name)))
            {
                if (world.Field(name) is not { } found)
                    continue;
                _fields[name] = found.Field;
                if (found.Visible is { } visible)
                    waiting.Enqueue(new Condition.Any([new Condition.Answered(name, false), visible]));
                if (found.MustBeAnswered)
                    waiting.Enqueue(
                        found.Visible is { } shown
                            ? new Condition.Any([new Condition.Answered(name, true), new Condition.Not(shown)])
                            : new Condition.Answered(name, true)
                    );
            }
        }

        foreach (var (name, field) in _fields)
            AddDomains(name, field);
        foreach (var fact in _all.SelectMany(FactsOf))
            _domains.TryAdd($"?{fact}", world.Known(fact) is { } known ? [known ? "yes" : "no"] : ["yes", "no"]);
        return Choose([.. _domains.Keys]);
    }

    private void AddDomains(string name, Field field)
    {
        if (!world.MayBeAnswered(name))
        {
            _domains[name] = [None];
            return;
        }

        var named = _all.SelectMany(ConditionDefinitions.ValuesOf)
            .Where(pair => pair.Field == name)
            .Select(pair => pair.Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        IReadOnlyList<string> options = field.Type == FieldType.YesNo ? ["yes", "no"] : field.Options;
        var possible = options.Count == 0 ? named : named.Where(options.Contains).ToList();
        var hasOther = options.Count == 0 || possible.Count < options.Count;
        if (!field.TakesSeveral)
        {
            _domains[name] = [.. possible, .. hasOther ? (string[])[Other, None] : [None]];
            return;
        }

        foreach (var value in possible)
            _domains[$"{name}={value}"] = ["yes", "no"];
        _domains[$"{name}={Other}"] = hasOther ? ["yes", "no"] : ["no"];
    }

    private bool Choose(List<string> open)
    {
        if (++_steps > MostSteps)
            return true;
        var isDecided = true;
        foreach (var condition in _all)
        {
            var holds = Holds(condition);
            if (holds == false)
                return false;
            isDecided &= holds == true;
        }

        if (isDecided || open.Count == 0)
            return true;
        var next = open[^1];
        open.RemoveAt(open.Count - 1);
        foreach (var value in _domains[next])
        {
            _taken[next] = value;
            if (Choose(open))
                return true;
        }

        _taken.Remove(next);
        open.Add(next);
        return false;
    }

    /// <summary>Whether a condition holds by what was chosen so far; null where that does not decide it yet.</summary>
    private bool? Holds(Condition condition)
    {
        switch (condition)
        {
            case Condition.AnswerIs answer:
                return Is(answer.Field, answer.Value) is { } isIt ? isIt != answer.Negated : null;
            case Condition.Answered answered:
                return HasAnswer(answered.Field) is { } has ? has == answered.Expected : null;
            case Condition.All all:
                return Together(all.Parts, false);
            case Condition.Any any:
                return Together(any.Parts, true);
            case Condition.Not not:
                return !Holds(not.Part);
            default:
                return _taken.TryGetValue($"?{condition}", out var chosen) ? chosen == "yes" : null;
        }
    }

    private bool? Together(IReadOnlyList<Condition> parts, bool deciding)
    {
        bool? all = !deciding;
        foreach (var part in parts)
        {
            var holds = Holds(part);
            if (holds == deciding)
                return deciding;
            if (holds is null)
                all = null;
        }

        return all;
    }

    private bool? Is(string name, string value)
    {
        if (!_fields.TryGetValue(name, out var field))
            return null;
        if (!field.TakesSeveral || _domains.ContainsKey(name))
            return _taken.TryGetValue(name, out var taken) ? taken == value : null;
        var key = $"{name}={value}";
        if (!_domains.ContainsKey(key))
            return false;
        return _taken.TryGetValue(key, out var chosen) ? chosen == "yes" : null;
    }

    private bool? HasAnswer(string name)
    {
        if (!_fields.TryGetValue(name, out var field))
            return null;
        if (!field.TakesSeveral || _domains.ContainsKey(name))
            return _taken.TryGetValue(name, out var taken) ? taken.Length > 0 : null;
        var own = _domains.Keys.Where(key => key.StartsWith($"{name}=", StringComparison.Ordinal)).ToList();
        if (own.Exists(key => _taken.GetValueOrDefault(key) == "yes"))
            return true;
        return own.TrueForAll(_taken.ContainsKey) ? false : null;
    }

    /// <summary>What a condition asks beside answers: settings, what waits, what was done.</summary>
    private static IEnumerable<Condition> FactsOf(Condition condition) =>
        condition switch
        {
            Condition.All all => all.Parts.SelectMany(FactsOf),
            Condition.Any any => any.Parts.SelectMany(FactsOf),
            Condition.Not not => FactsOf(not.Part),
            Condition.AnswerIs or Condition.Answered => [],
            _ => [condition],
        };
}

/// <summary>What is known where a condition is asked.</summary>
internal abstract class ConditionWorld
{
    /// <summary>A field with the condition of its visibility; null where it is not known.</summary>
    public abstract KnownField? Field(string name);

    /// <summary>Whether there can be an answer to a field by now.</summary>
    public abstract bool MayBeAnswered(string name);

    /// <summary>Whether a fact that is no answer holds; null where it may or may not.</summary>
    public abstract bool? Known(Condition fact);
}

/// <summary>A field as a condition reads it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Visible">When it is shown; null for always.</param>
/// <param name="MustBeAnswered">Whether it has an answer wherever it is shown.</param>
internal sealed record KnownField(Field Field, Condition? Visible, bool MustBeAnswered);
