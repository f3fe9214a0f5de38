using Imi.Kernel.Texts;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Modules;

/// <summary>Reads a module's texts and checks that every one stands in every language.</summary>
internal sealed class TextDefinitions(IReadOnlyDictionary<string, string> files, List<DefinitionProblem> problems)
{
    /// <summary>From here on unknown texts are not told any more: each is compared with all that are known.</summary>
    private const int MostProblems = 200;

    private static readonly string[] OptionalEndings = [".help", ".description", ".act", ".provision", ".how"];
    private static readonly string[] OutcomeEndings = [".provision", ".how"];

    /// <summary>Reads the texts of every language.</summary>
    public TextCatalogue Read(IReadOnlyList<string> languages, IEnumerable<Procedure> procedures, IEnumerable<Form> forms, Guide guide, IEnumerable<string> keywords)
    {
        var needed = Needed(procedures, forms);
        needed.UnionWith(keywords.Select(keyword => $"keywords.{keyword}"));
        AddGuide(guide, needed);
        var byLanguage = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var language in languages)
            byLanguage[language] = ReadLanguage(language, needed);
        foreach (var path in files.Keys.Where(path => path.StartsWith("texts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (!languages.Contains(FormDefinitions.NameOf(path)))
                problems.Add(new DefinitionProblem(path, 1, 1, $"'{FormDefinitions.NameOf(path)}' is not among the module's languages in module.yaml."));
        }

        CheckOptional(byLanguage);
        return new TextCatalogue(byLanguage);
    }

    private Dictionary<string, string> ReadLanguage(string language, HashSet<string> needed)
    {
        var path = $"texts/{language}.yaml";
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!files.TryGetValue(path, out var content))
        {
            problems.Add(new DefinitionProblem(path, 1, 1, $"The texts in {Languages.NativeName(language)} are missing: the file {path}."));
            return texts;
        }

        if (DefinitionYaml.Root(path, content, problems) is not { } root)
            return texts;
        TextTree.Flatten(root, "", (key, text, node) => Take(path, key, text, node, needed, texts));
        foreach (var key in needed.Where(key => !texts.ContainsKey(key)).Order(StringComparer.Ordinal))
            problems.Add(new DefinitionProblem(path, 1, 1, $"The text {key} is missing in {Languages.NativeName(language)}."));
        return texts;
    }

    private void Take(string path, string key, string text, YamlNode node, HashSet<string> needed, Dictionary<string, string> texts)
    {
        texts[key] = text;
        string? wrong = null;
        if (node is not YamlScalarNode)
            wrong = $"Under {key} a text is expected.";
        else if (TextRules.IsBlank(text))
            wrong = $"The text {key} is empty.";
        else if (TextRules.FaultInLines(text) is { } fault)
            wrong = $"The text {key} has the character {fault.Values["code"]} at position {fault.Values["position"]}, which hides or turns what is written: delete it.";
        else if (problems.Count < MostProblems && !needed.Contains(key) && !IsOptional(key, needed))
            wrong = $"Nothing in the module is called {key}: {DefinitionNode.Suggestion(key, needed)}";
        if (wrong is not null)
            problems.Add(new DefinitionProblem(path, (int)Math.Max(1, node.Start.Line), (int)Math.Max(1, node.Start.Column), wrong));
    }

    private void CheckOptional(Dictionary<string, IReadOnlyDictionary<string, string>> byLanguage)
    {
        var all = byLanguage.Values.SelectMany(texts => texts.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var (language, texts) in byLanguage.Where(pair => pair.Value.Count > 0))
        {
            foreach (var key in all.Where(key => !texts.ContainsKey(key) && (OptionalEndings.Any(key.EndsWith) || key.StartsWith("rules.", StringComparison.Ordinal))).Order(StringComparer.Ordinal))
            {
                problems.Add(new DefinitionProblem(
                    $"texts/{language}.yaml", 1, 1, $"The text {key} is missing in {Languages.NativeName(language)}; another language has it."));
            }
        }
    }

    private static bool IsOptional(string key, HashSet<string> needed)
    {
        if (key.StartsWith("rules.", StringComparison.Ordinal))
            return true;
        if (key.StartsWith("guide.outcomes.", StringComparison.Ordinal) && OutcomeEndings.Any(ending => key.EndsWith(ending, StringComparison.Ordinal) && needed.Contains($"{key[..^ending.Length]}.why")))
            return true;
        if (key == "module.act" || (key.EndsWith(".provision", StringComparison.Ordinal) && needed.Contains($"{key[..^".provision".Length]}.description")))
            return true;
        if (!key.EndsWith(".help", StringComparison.Ordinal))
            return false;
        var of = key[..^".help".Length];
        return needed.Contains($"{of}.label") || needed.Contains($"{of}.title") || needed.Contains($"{of}.name") || needed.Contains($"{of}.question");
    }

    private static HashSet<string> Needed(IEnumerable<Procedure> procedures, IEnumerable<Form> forms)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { "module.name", "module.title", "module.description" };
        foreach (var procedure in procedures)
        {
            var prefix = $"procedures.{procedure.Name}";
            needed.UnionWith([$"{prefix}.name", $"{prefix}.description"]);
            if (procedure.Examination is not null)
                needed.Add($"{prefix}.examination");
            needed.UnionWith(procedure.Tasks.Select(task => $"{prefix}.tasks.{task.Name}"));
            needed.UnionWith(procedure.States.Select(state => $"{prefix}.states.{state.Name}.name"));
            needed.UnionWith(procedure.States.Where(state => state.WaitsFor is not null).Select(state => $"{prefix}.states.{state.Name}.next"));
            needed.UnionWith(procedure.Actions.SelectMany(action => (string[])[$"{prefix}.actions.{action.Name}.name", $"{prefix}.actions.{action.Name}.done"]));
        }

        foreach (var form in forms)
        {
            needed.Add($"forms.{form.Name}.name");
            foreach (var section in form.Sections)
            {
                needed.Add($"{section.TextKey}.title");
                foreach (var element in section.Elements)
                    AddElement(element, needed);
            }
        }

        return needed;
    }

    private static void AddGuide(Guide guide, HashSet<string> needed)
    {
        foreach (var question in guide.Questions)
        {
            if (GeneralGuide.Question(question.Name) is null)
                needed.Add($"guide.questions.{question.Name}.question");
            needed.UnionWith(question.Answers.Select(answer => $"guide.questions.{question.Name}.answers.{answer}"));
        }

        foreach (var outcome in guide.Outcomes)
            needed.UnionWith([$"guide.outcomes.{outcome.Name}.title", $"guide.outcomes.{outcome.Name}.why"]);
    }

    private static void AddElement(FormElement element, HashSet<string> needed)
    {
        needed.Add($"{element.TextKey}.label");
        if (element is Field field)
            needed.UnionWith(field.Options.Select(option => $"{field.TextKey}.options.{option}"));
        if (element is not FieldGroup group)
            return;
        needed.Add($"{group.TextKey}.item");
        foreach (var inner in group.Fields)
            AddElement(inner, needed);
    }
}
