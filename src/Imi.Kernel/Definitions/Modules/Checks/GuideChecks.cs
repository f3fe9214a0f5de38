using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>
/// Walks every path through a module's part of the guide, and checks that no path ends without or with two outcomes, that every outcome can be reached, and
/// that prefilled answers fit the form.
/// </summary>
internal static class GuideChecks
{
    private const int MostWays = 20_000;

    public static void Check(
        string module,
        Guide guide,
        IReadOnlyList<(GuideQuestion Question, DefinitionNode Node)> questions,
        IReadOnlyList<(GuideOutcome Outcome, DefinitionNode Node)> outcomes,
        IReadOnlyList<Procedure> procedures
    )
    {
        var known = guide
            .Questions.Concat(GeneralGuide.Questions)
            .GroupBy(question => question.Name, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(question => question.Answers).Distinct(StringComparer.Ordinal).ToList(),
                StringComparer.Ordinal
            );
        foreach (var (question, node) in questions.Where(one => GeneralGuide.Question(one.Question.Name) is { Answers.Count: > 0 }))
            node.Wrong($"The platform asks '{question.Name}' itself and has all its answers: name it in 'when' alone.");
        var isRight = true;
        foreach (var (outcome, node) in outcomes)
            isRight &= CheckOutcome(outcome, node, known, procedures);
        if (isRight)
            new Ways(module, guide, questions, outcomes).Check();
    }

    private static bool CheckOutcome(GuideOutcome outcome, DefinitionNode node, Dictionary<string, List<string>> known, IReadOnlyList<Procedure> procedures)
    {
        var isRight = true;
        foreach (var (question, answers) in outcome.When.SelectMany(when => when))
        {
            if (!known.TryGetValue(question, out var possible))
                Wrong(node.Find("when")!, $"There is no question '{question}': {Spelling.Suggestion(question, known.Keys)}");
            else if (answers.FirstOrDefault(answer => !possible.Contains(answer)) is { } answer)
                Wrong(node.Find("when")!, $"'{answer}' is not an answer to '{question}': {Spelling.Suggestion(answer, possible)}");
        }

        // The answer to continue with may belong to another module, which this check does not see.
        if (
            outcome.LeadsTo is { } leads
            && (!known.TryGetValue(leads.Question, out var ways) || (GeneralGuide.Question(leads.Question) is null && !ways.Contains(leads.Answer)))
        )
            Wrong(node.Find("leadsTo")!, $"There is no answer '{leads.Answer}' to a question '{leads.Question}'.");
        if (outcome.Procedure is not null && (outcome.Outside is not null || outcome.LeadsTo is not null))
            Wrong(node, $"'{outcome.Name}' names a procedure of the module: then it leads nowhere else.");
        if (outcome.Procedure is { } name)
        {
            if (procedures.FirstOrDefault(one => one.Name == name) is { } procedure)
                CheckFilling(outcome, node, procedure.Form, known);
            else
                Wrong(node.Find("procedure")!, $"There is no procedure '{name}': {Spelling.Suggestion(name, procedures.Select(one => one.Name))}");
        }
        else if (outcome.Fills.Count + outcome.Sets.Count > 0)
        {
            Wrong(node, $"'{outcome.Name}' begins no procedure, so there is no form to fill.");
        }

        return isRight;

        void Wrong(DefinitionNode place, string message)
        {
            isRight = false;
            place.Wrong(message);
        }
    }

    private static void CheckFilling(GuideOutcome outcome, DefinitionNode node, Form form, Dictionary<string, List<string>> known)
    {
        foreach (var (name, question) in outcome.Fills)
        {
            if (FieldOf(form, name, node.Find("fills")!) is not { } field)
                continue;
            if (question == GeneralGuide.Country)
            {
                if (field.Type != FieldType.Country)
                    node.Find("fills")!.Wrong($"'{name}' takes no country.");
            }
            else if (!known.TryGetValue(question, out var answers))
            {
                node.Find("fills")!.Wrong($"There is no question '{question}': {Spelling.Suggestion(question, known.Keys.Append(GeneralGuide.Country))}");
            }
            else if (outcome.When.SelectMany(when => when.GetValueOrDefault(question, answers)).FirstOrDefault(answer => !Takes(field, answer)) is { } unfit)
            {
                node.Find("fills")!.Wrong($"The answer '{unfit}' to '{question}' is not one that '{name}' takes.");
            }
        }

        foreach (var (name, value) in outcome.Sets)
        {
            if (FieldOf(form, name, node.Find("sets")!) is { } field && !Takes(field, value))
                node.Find("sets")!.Wrong($"'{value}' is not an answer that '{name}' takes.");
        }
    }

    private static Field? FieldOf(Form form, string name, DefinitionNode node)
    {
        if (form.Elements.GetValueOrDefault(name) is Field field)
            return field;
        node.Wrong($"The form '{form.Name}' has no field '{name}': {Spelling.Suggestion(name, form.Elements.Keys)}");
        return null;
    }

    private static bool Takes(Field field, string answer) => field.Type == FieldType.YesNo ? answer is "yes" or "no" : field.Options.Contains(answer);

    /// <summary>All paths through the module's part of the guide, preceded by the platform's part.</summary>
    private sealed class Ways(
        string module,
        Guide guide,
        IReadOnlyList<(GuideQuestion Question, DefinitionNode Node)> questions,
        IReadOnlyList<(GuideOutcome Outcome, DefinitionNode Node)> outcomes
    )
    {
        private readonly GuideWalk _walk = new([new GuidePart(module, guide)]);
        private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
        private readonly HashSet<string> _reached = new(StringComparer.Ordinal);
        private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
        private int _ways;

        public void Check()
        {
            Go([]);
            if (_ways > MostWays)
                outcomes[0].Node.Wrong($"The guide has more than {MostWays} paths, which is too many: ask fewer questions.");
            foreach (var (question, node) in questions.Where(one => !_asked.Contains(one.Question.Name) && GeneralGuide.Question(one.Question.Name) is null))
                node.Wrong($"No way through the guide asks '{question.Name}'.");
            foreach (var (outcome, node) in outcomes.Where(one => !_reached.Contains(one.Outcome.Name)))
                node.Wrong($"No way through the guide leads to '{outcome.Name}': its answers contradict each other.");
        }

        private void Go(Dictionary<string, string> answers)
        {
            if (_ways > MostWays)
                return;
            var step = _walk.At(answers);
            if (step.Question is not { } asked)
            {
                _ways++;
                End(step);
                return;
            }

            _asked.Add(asked.Name);
            DeadEnds(step, asked);
            foreach (var answer in asked.Answers)
                Go(new Dictionary<string, string>(answers, StringComparer.Ordinal) { [asked.Name] = answer });
        }

        private void DeadEnds(GuideStep step, GuideQuestion asked)
        {
            if (questions.FirstOrDefault(one => one.Question.Name == asked.Name) is not { Node: { } node } own)
                return;
            foreach (var answer in own.Question.Answers.Where(answer => !asked.Answers.Contains(answer) && _reported.Add($"{asked.Name} {answer}")))
                node.Wrong($"A dead end: after {PathTo(step)} the answer '{answer}' to '{asked.Name}' leads to no outcome.");
        }

        private void End(GuideStep step)
        {
            _reached.UnionWith(step.Ends.Where(end => end.Module == module).Select(end => end.Outcome.Name));
            var both = step.Ends.Select(end => end.Outcome.Name).ToList();
            if (both.Count > 1 && _reported.Add(string.Join(' ', both)))
                outcomes
                    .First(one => one.Outcome.Name == both[^1])
                    .Node.Wrong($"A contradiction: after {PathTo(step)} both '{both[0]}' and '{both[^1]}' are right.");
        }

        private static string PathTo(GuideStep step) => string.Join(", ", step.Path.Select(answer => $"{answer.Question}: {answer.Answer}"));
    }
}
