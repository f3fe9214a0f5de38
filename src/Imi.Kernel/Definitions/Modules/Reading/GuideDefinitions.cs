using Imi.Kernel.Definitions.Modules.Checks;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads a module's part of the guide.</summary>
internal static class GuideDefinitions
{
    public const string File = "guide.yaml";

    /// <summary>Reads the guide; <see cref="Guide.None"/> if there is no file.</summary>
    public static Guide Read(DefinitionFiles files, string module, IReadOnlyList<Procedure> procedures)
    {
        if (!files.Has(File) || files.Root(File) is not { } root)
            return Guide.None;
        var questions = ReadQuestions(root.Need("questions"));
        var outcomes = ReadOutcomes(root.Need("outcomes"));
        root.NothingElse();
        var guide = new Guide([.. questions.Select(one => one.Question)], [.. outcomes.Select(one => one.Outcome)]);
        GuideChecks.Check(module, guide, questions, outcomes, procedures);
        return guide;
    }

    private static List<(GuideQuestion Question, DefinitionNode Node)> ReadQuestions(DefinitionNode? node)
    {
        var questions = new List<(GuideQuestion, DefinitionNode)>();
        foreach (var (name, key, value) in node?.Entries() ?? [])
        {
            CheckName(name, key, "question");
            var answers = value.Texts();
            if (!value.IsList)
                value.Wrong("A list of answers is expected: [yes, no].");
            foreach (var item in value.Items().Where(item => item.IsScalar && item.Text() is { Length: > 0 } answer && !FormDefinitions.IsName(answer)))
                item.Wrong($"'{item.Text()}' is not a valid answer name: names are lower case with hyphens, at most 60 characters.");
            foreach (var twice in answers.GroupBy(answer => answer, StringComparer.Ordinal).Where(group => group.Count() > 1))
                value.Wrong($"The answer '{twice.Key}' appears twice.");
            questions.Add((new GuideQuestion(name, answers), key));
        }

        return questions;
    }

    private static List<(GuideOutcome Outcome, DefinitionNode Node)> ReadOutcomes(DefinitionNode? node)
    {
        var outcomes = new List<(GuideOutcome, DefinitionNode)>();
        foreach (var (name, key, value) in node?.Entries() ?? [])
        {
            CheckName(name, key, "outcome");
            if (!value.IsMap)
            {
                value.Wrong("An outcome is expected here: { procedure: request, when: { matter: my-matter, need: measures } }.");
                continue;
            }

            outcomes.Add(
                (
                    new GuideOutcome
                    {
                        Name = name,
                        Procedure = value.Find("procedure")?.Text(),
                        Outside = value.Find("outside") is { } outside ? ReadAddress(outside) : null,
                        LeadsTo = value.Find("leadsTo") is { } leads ? ReadAnswer(leads) : null,
                        When = ReadWhen(value.Need("when")),
                        Fills = ReadPairs(value.Find("fills")),
                        Sets = ReadPairs(value.Find("sets")),
                    },
                    value
                )
            );
            value.NothingElse();
        }

        return outcomes;
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadWhen(DefinitionNode? node)
    {
        var ways = new List<IReadOnlyDictionary<string, IReadOnlyList<string>>>();
        foreach (var way in node?.Items() ?? [])
        {
            var when = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var (question, _, answers) in way.Entries())
                when[question] = answers.Texts();
            if (when.Count > 0)
                ways.Add(when);
            else if (way.IsMap)
                way.Wrong("An outcome needs answers that lead to it: { matter: my-matter, need: measures }.");
        }

        return ways;
    }

    private static Dictionary<string, string> ReadPairs(DefinitionNode? node)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _, value) in node?.Entries() ?? [])
            pairs[name] = value.Text();
        return pairs;
    }

    private static GuideAnswer? ReadAnswer(DefinitionNode node)
    {
        if (ReadPairs(node) is { Count: 1 } pairs)
            return new GuideAnswer(pairs.First().Key, pairs.First().Value);
        node.Wrong("'leadsTo' names one question with the answer to go on with: { matter: other-matter }.");
        return null;
    }

    private static Uri? ReadAddress(DefinitionNode node)
    {
        if (Uri.TryCreate(node.Text(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
            return address;
        node.Wrong($"'{node.Text()}' is not a web address that begins with https://.");
        return null;
    }

    private static void CheckName(string name, DefinitionNode key, string what)
    {
        if (!FormDefinitions.IsName(name))
            key.Wrong($"'{name}' is not a valid {what} name: names are lower case with hyphens, at most 60 characters, such as prior-request.");
    }
}
