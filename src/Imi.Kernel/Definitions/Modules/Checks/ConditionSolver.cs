namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>
/// Decides whether conditions can hold together by trying the answers that they distinguish. Hidden fields have no answers, so the visibility conditions of the
/// fields are included. If there are too many combinations it answers yes, so that every reported problem is real.
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

    /// <summary>Whether the conditions can hold together; null conditions always hold.</summary>
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

    /// <summary>Evaluates a condition for the values chosen so far; null if they do not decide it yet.</summary>
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

    /// <summary>Lists the facts other than answers that a condition reads: settings, pending tasks, actions taken.</summary>
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

/// <summary>What is known at the point where a condition is evaluated.</summary>
internal abstract class ConditionWorld
{
    /// <summary>Returns a field with its visibility condition; null if the field is unknown.</summary>
    public abstract KnownField? Field(string name);

    /// <summary>Whether a field can have an answer at this point.</summary>
    public abstract bool MayBeAnswered(string name);

    /// <summary>Whether a fact other than an answer holds; null if it may or may not.</summary>
    public abstract bool? Known(Condition fact);
}

/// <summary>A field as a condition reads it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Visible">The condition under which it is shown; null for always.</param>
/// <param name="MustBeAnswered">Whether it always has an answer when it is shown.</param>
internal sealed record KnownField(Field Field, Condition? Visible, bool MustBeAnswered);
