namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// Asks the parts of several modules as one guide: of all outcomes that the answers so far allow, the first question that one
/// of them still needs, with the answers that one of them names.
/// </summary>
public sealed class GuideWalk
{
    private readonly IReadOnlyList<GuidePart> _parts;
    private readonly IReadOnlyList<string> _order;
    private readonly IReadOnlyList<Way> _ways;

    /// <summary>Puts the platform's own part before the modules'.</summary>
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

    /// <summary>Where answers lead. What was answered to a question that is not asked on the way does not count.</summary>
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

        return new GuideStep(path, null, [.. Open(taken).Select(way => new GuideEnd(way.Module, way.Outcome)).Distinct()]);
    }

    /// <summary>The modules that have a word for a question, or for an answer to it, first of all the one whose outcome needs it.</summary>
    public IEnumerable<string> ModulesOf(string question, IReadOnlyList<GuideAnswer> path)
    {
        var taken = path.ToDictionary(one => one.Question, one => one.Answer, StringComparer.Ordinal);
        return Open(taken)
            .Where(way => way.When.ContainsKey(question))
            .Select(way => way.Module)
            .Concat(_parts.Where(part => part.Guide.Questions.Any(one => one.Name == question)).Select(part => part.Module))
            .Distinct(StringComparer.Ordinal);
    }

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

/// <summary>A module's part of the guide; the platform's own has no module.</summary>
public sealed record GuidePart(string Module, Guide Guide);

/// <summary>Where somebody is in the guide: at a question, or at its end.</summary>
/// <param name="Path">What was asked and answered, in order.</param>
/// <param name="Question">What is asked next, with the answers that lead on; null at an end.</param>
/// <param name="Ends">Where it ends: one outcome, and more only where several modules have one.</param>
public sealed record GuideStep(IReadOnlyList<GuideAnswer> Path, GuideQuestion? Question, IReadOnlyList<GuideEnd> Ends);

/// <summary>An outcome with its module; the platform's own have none.</summary>
public sealed record GuideEnd(string Module, GuideOutcome Outcome);
