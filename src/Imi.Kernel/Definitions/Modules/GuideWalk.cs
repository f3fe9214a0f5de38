namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// Combines the guides of several modules. Among the outcomes that are still possible, it asks the first question that any of them needs, with the answers that
/// any of them accepts.
/// </summary>
public sealed class GuideWalk
{
    private readonly IReadOnlyList<GuidePart> _parts;
    private readonly IReadOnlyList<string> _order;
    private readonly IReadOnlyList<Way> _ways;

    /// <summary>Combines the platform's part with the modules' parts.</summary>
    public GuideWalk(IEnumerable<GuidePart> modules)
    {
        _parts = [new GuidePart("", GeneralGuide.Part), .. modules];
        _order = GeneralGuide.InOrder(_parts.Select(part => part.Guide));
        _ways =
        [
            .. from part in _parts
            from outcome in part.Guide.Outcomes
            from when in outcome.When
            select new Way(part.Module, outcome, GeneralGuide.WithBefore(when)),
        ];
    }

    /// <summary>Returns the step that the answers lead to. Answers to questions that are not asked on the way are ignored.</summary>
    public GuideStep At(IReadOnlyDictionary<string, string> answers)
    {
        var path = new List<GuideAnswer>();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        while (Next(taken) is { } next)
        {
            if (!answers.TryGetValue(next.Name, out var answer) || !next.Answers.Contains(answer))
                return new GuideStep(path, next, []);
            path.Add(new GuideAnswer(next.Name, answer));
            taken[next.Name] = answer;
        }

        var ends = Open(taken).Select(way => new GuideEnd(way.Module, way.Outcome)).Distinct().ToList();
        return new GuideStep(path, null, ends.Exists(IsOfModule) ? [.. ends.Where(end => IsOfModule(end) || !GeneralGuide.IsFallback(end.Outcome))] : ends);
    }

    /// <summary>Returns the modules that word a question or its answers, the module whose outcome needs it first; the platform is an empty name.</summary>
    public IEnumerable<string> ModulesOf(string question, IReadOnlyList<GuideAnswer> path)
    {
        var taken = path.ToDictionary(one => one.Question, one => one.Answer, StringComparer.Ordinal);
        return Open(taken)
            .Where(way => way.When.ContainsKey(question))
            .Select(way => way.Module)
            .Concat(_parts.Where(part => part.Guide.Questions.Any(one => one.Name == question)).Select(part => part.Module))
            .Distinct(StringComparer.Ordinal);
    }

    private static bool IsOfModule(GuideEnd end) => end.Module.Length > 0;

    private GuideQuestion? Next(Dictionary<string, string> taken)
    {
        var open = Open(taken).ToList();
        var name = _order.FirstOrDefault(question => !taken.ContainsKey(question) && open.Exists(way => way.When.ContainsKey(question)));
        return name is null ? null : new GuideQuestion(name, AnswersTo(name, open));
    }

    private List<string> AnswersTo(string question, List<Way> open)
    {
        var named = open.Where(way => way.When.ContainsKey(question)).SelectMany(way => way.When[question]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. _parts
                .SelectMany(part => part.Guide.Questions)
                .Where(one => one.Name == question)
                .SelectMany(one => one.Answers)
                .Distinct(StringComparer.Ordinal)
                .Where(named.Contains),
        ];
    }

    private IEnumerable<Way> Open(Dictionary<string, string> taken) =>
        _ways.Where(way => way.When.All(need => !taken.TryGetValue(need.Key, out var answer) || need.Value.Contains(answer)));

    private sealed record Way(string Module, GuideOutcome Outcome, IReadOnlyDictionary<string, IReadOnlyList<string>> When);
}

/// <summary>A module's part of the guide; the name is empty for the platform's part.</summary>
public sealed record GuidePart(string Module, Guide Guide);

/// <summary>A step in the guide: a question or the end.</summary>
/// <param name="Path">The questions and answers so far, in order.</param>
/// <param name="Question">The next question with its possible answers; null at the end.</param>
/// <param name="Ends">The outcomes at the end: one, or several if several modules have one.</param>
public sealed record GuideStep(IReadOnlyList<GuideAnswer> Path, GuideQuestion? Question, IReadOnlyList<GuideEnd> Ends);

/// <summary>An outcome with its module; the name is empty for the platform's outcomes.</summary>
public sealed record GuideEnd(string Module, GuideOutcome Outcome);
