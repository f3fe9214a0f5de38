using Imi.Kernel.Definitions.Modules.Checks;

namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads a module's part of the guide.</summary>
internal static class GuideDefinitions
{
    /// <summary>Reads the guide; <see cref="Guide.None"/> if there is no file.</summary>
    public static Guide Read(DefinitionFiles files, string module, IReadOnlyList<Procedure> procedures)
    {
        if (!files.Has(ModuleFiles.Guide) || files.Root(ModuleFiles.Guide) is not { } root)
            return Guide.None;
        var questions = root.EntriesOf("questions").Select(entry => (Question: new GuideQuestion(entry.Name, entry.Value.Texts()), entry.Key)).ToList();
        var outcomes = root.EntriesOf("outcomes").Select(entry => (Outcome: ReadOutcome(entry.Name, entry.Value), entry.Value)).ToList();
        var guide = new Guide([.. questions.Select(one => one.Question)], [.. outcomes.Select(one => one.Outcome)]);
        GuideChecks.Check(module, guide, questions, outcomes, procedures);
        return guide;
    }

    private static GuideOutcome ReadOutcome(string name, DefinitionNode node) =>
        new()
        {
            Name = name,
            Procedure = node.Find("procedure")?.Text(),
            Outside = Uri.TryCreate(node.TextOf("outside"), UriKind.Absolute, out var address) ? address : null,
            LeadsTo = node.EntriesOf("leadsTo").Select(entry => new GuideAnswer(entry.Name, entry.Value.Text())).FirstOrDefault(),
            When =
            [
                .. node.ItemsOf("when").Select(way => way.Entries().ToDictionary(entry => entry.Name, entry => entry.Value.Texts(), StringComparer.Ordinal)),
            ],
            Fills = ReadPairs(node, "fills"),
            Sets = ReadPairs(node, "sets"),
        };

    private static Dictionary<string, string> ReadPairs(DefinitionNode node, string word) =>
        node.EntriesOf(word).ToDictionary(entry => entry.Name, entry => entry.Value.Text(), StringComparer.Ordinal);
}
