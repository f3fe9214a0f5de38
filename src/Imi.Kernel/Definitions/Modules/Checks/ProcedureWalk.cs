namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>
/// Walks every path through a procedure and records what its conditions depend on: actions taken, forms completed, a proposed date, an examination, tasks.
/// Determines which states can be entered, which actions can be taken, and from where no closed state can be reached.
/// </summary>
internal sealed class ProcedureWalk
{
    private const int MostFacts = 16;
    private const int MostPlaces = 5_000;

    private readonly Procedure _procedure;
    private readonly IReadOnlyDictionary<string, Form> _forms;
    private readonly List<string> _facts;
    private readonly Dictionary<WalkPlace, HashSet<WalkPlace>> _ways = [];
    private readonly Dictionary<string, List<WalkPlace>> _taken = new(StringComparer.Ordinal);

    private ProcedureWalk(Procedure procedure, IReadOnlyDictionary<string, Form> forms)
    {
        _procedure = procedure;
        _forms = forms;
        _facts = [.. FactsOf(procedure, forms).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Walks a procedure; returns null if it has too many paths to check.</summary>
    public static ProcedureWalk? Of(Procedure procedure, IReadOnlyDictionary<string, Form> forms)
    {
        var walk = new ProcedureWalk(procedure, forms);
        return walk._facts.Count <= MostFacts && walk.Go() ? walk : null;
    }

    /// <summary>Whether a state can be entered.</summary>
    public bool Reaches(string state) => _ways.Keys.Any(place => place.State == state);

    /// <summary>Whether an action can ever be taken.</summary>
    public bool CanTake(string action) => _taken.ContainsKey(action);

    /// <summary>Returns what may have happened before an action, once for each path.</summary>
    public IReadOnlyList<ProcedurePast> PastsOf(string action) => [.. _taken.GetValueOrDefault(action, []).Select(PastOf)];

    /// <summary>Returns what may have happened when the procedure's own form is completed: in the draft, and when it is amended.</summary>
    public IReadOnlyList<ProcedurePast> PastsOfForm() =>
        [
            .. _ways
                .Keys.Where(place => _procedure.State(place.State).Phase == Phase.Draft)
                .Concat(_procedure.Actions.Where(action => action.DoesVerb(Verb.Amend)).SelectMany(action => _taken.GetValueOrDefault(action.Name, [])))
                .Distinct()
                .Select(PastOf),
        ];

    /// <summary>Finds the states from which no closed state can be reached, with the actions that cause it; no actions if it is always so.</summary>
    public IEnumerable<(StateDefinition State, IReadOnlyList<string> After)> DeadEnds()
    {
        var alive = _ways.Keys.Where(place => _procedure.State(place.State).Phase == Phase.Closed).ToHashSet();
        while (_ways.Where(way => !alive.Contains(way.Key) && way.Value.Overlaps(alive)).Select(way => way.Key).ToList() is { Count: > 0 } more)
            alive.UnionWith(more);
        foreach (var own in _ways.Keys.GroupBy(place => place.State, StringComparer.Ordinal))
        {
            if (own.FirstOrDefault(place => !alive.Contains(place)) is not { } dead)
                continue;
            IReadOnlyList<string> after = own.Any(alive.Contains)
                ? [.. _facts.Where((fact, index) => dead.Has(index) && fact.StartsWith("done ", StringComparison.Ordinal)).Select(fact => fact[5..])]
                : [];
            yield return (_procedure.State(own.Key), after);
        }
    }

    private bool Go()
    {
        var waiting = new Queue<WalkPlace>([new WalkPlace(_procedure.InitialState.Name, 0)]);
        _ways[waiting.Peek()] = [];
        while (waiting.TryDequeue(out var place))
        {
            if (_ways.Count > MostPlaces)
                return false;
            foreach (var action in _procedure.Actions.Where(action => action.From.Contains(place.State) && IsTaken(action, place)))
            {
                _taken.TryAdd(action.Name, []);
                _taken[action.Name].Add(place);
                foreach (var next in action.DoesVerb(Verb.DeleteDraft) ? [] : After(place, action))
                {
                    _ways[place].Add(next);
                    if (_ways.TryAdd(next, []))
                        waiting.Enqueue(next);
                }
            }
        }

        return true;
    }

    private bool IsTaken(ActionDefinition action, WalkPlace place) =>
        (action.By.Count > 0 || _procedure.State(place.State).Then == action.Name || _procedure.Clocks.Any(clock => clock.Then == action.Name))
        && ConditionSolver.CanHold(new FormWorld(_procedure.Form, null, _procedure.Form, _forms, PastOf(place)), action.When);

    private IEnumerable<WalkPlace> After(WalkPlace place, ActionDefinition action)
    {
        var next = Set(Set(new WalkPlace(action.To ?? place.State, place.Facts), $"done {action.Name}", true), $"asked {action.Asks?.Name}", true);
        if (action.Does.Any(verb => verb is Verb.AgreeDate or Verb.DeclineDate or Verb.Answer or Verb.Forward or Verb.Round))
            next = Set(next, "proposal", false);
        if (_procedure.Examination is { } examination)
        {
            if (examination.Begins.Contains(action.Name) && !Has(next, "began"))
                next = Set(Set(next, "began", true), "examination", true);
            if (examination.Ends.Contains(action.Name))
                next = Set(next, "examination", false);
        }

        foreach (var task in _procedure.Tasks)
            next = Set(next, $"task {task.Name}", task.Begins.Contains(action.Name) || (Has(next, $"task {task.Name}") && !task.Ends.Contains(action.Name)));

        return action.DoesVerb(Verb.ProposeDate) && _procedure.CounterProposal ? [Set(next, "proposal", true), Set(next, "proposal", false)] : [next];
    }

    private WalkPlace Set(WalkPlace place, string fact, bool holds)
    {
        var index = _facts.IndexOf(fact);
        return index < 0 ? place : place with { Facts = holds ? place.Facts | (1 << index) : place.Facts & ~(1 << index) };
    }

    private bool Has(WalkPlace place, string fact) => _facts.IndexOf(fact) is >= 0 and var index && place.Has(index);

    private Past PastOf(WalkPlace place) => new(this, place);

    private static IEnumerable<string> FactsOf(Procedure procedure, IReadOnlyDictionary<string, Form> forms)
    {
        var asked = procedure.Actions.Select(action => action.Asks).OfType<Form>().Append(procedure.Form).DistinctBy(form => form.Name).ToList();
        var conditions = procedure.Actions.Select(action => action.When).Concat(asked.SelectMany(FormLogic.ConditionsOf)).OfType<Condition>().ToList();
        foreach (var action in conditions.SelectMany(ConditionDefinitions.ActionsOf))
            yield return $"done {action}";
        foreach (var name in conditions.SelectMany(ConditionDefinitions.FieldsOf).Where(name => name.Contains('.', StringComparison.Ordinal)))
            yield return $"asked {name.Split('.')[0]}";
        foreach (var task in procedure.Tasks)
            yield return $"task {task.Name}";
        foreach (var fact in (string[])["proposal", "examination", "began"])
            yield return fact;
    }

    private sealed class Past(ProcedureWalk walk, WalkPlace place) : ProcedurePast
    {
        public override bool IsSent => walk._procedure.State(place.State).Phase != Phase.Draft;

        public override bool MayHaveAsked(string form) => walk.Has(place, $"asked {form}");

        public override bool? Known(Condition fact) =>
            fact switch
            {
                Condition.Done done => walk.Has(place, $"done {done.Action}"),
                Condition.Pending { Name: TaskDefinition.DateProposal } => walk.Has(place, "proposal"),
                Condition.Pending { Name: TaskDefinition.Examination } => walk.Has(place, "examination"),
                Condition.Pending pending when walk._procedure.Tasks.Any(task => task.Name == pending.Name) => walk.Has(place, $"task {pending.Name}"),
                _ => null,
            };
    }
}

/// <summary>A state with what happened before it was entered.</summary>
/// <param name="State">The state.</param>
/// <param name="Facts">One bit for each fact that conditions depend on.</param>
internal sealed record WalkPlace(string State, int Facts)
{
    public bool Has(int fact) => (Facts & (1 << fact)) != 0;
}
