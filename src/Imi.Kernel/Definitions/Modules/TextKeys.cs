namespace Imi.Kernel.Definitions.Modules;

/// <summary>The keys of a module's required and optional texts.</summary>
internal sealed class TextKeys
{
    /// <summary>What the keys of the terms of a glossary begin with.</summary>
    public const string Glossary = "glossary.";

    private const string Rules = "rules.";

    private static readonly string[] OptionalEndings = [".help", ".description", ".act", ".provision", ".provisions", ".how"];
    private static readonly string[] OptionalOfModule = ["module.act", "module.provisions", PolicyModule.PilotText];
    private static readonly string[] OutcomeEndings = [".provision", ".how"];

    private readonly HashSet<string> _needed = new(StringComparer.Ordinal) { "module.name", "module.title", "module.description" };
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);

    /// <summary>Collects the keys that a module's definitions require; its texts are not read.</summary>
    public TextKeys(PolicyModule module)
    {
        if (module.Retention.Open is not null)
            _needed.Add(PolicyModule.OpenText);
        foreach (var procedure in module.Procedures)
            AddProcedure(procedure);
        foreach (var form in module.Forms.Values)
            AddForm(form);
        Add(module.Keywords.Select(keyword => $"keywords.{keyword}"));
        AddGuide(module.Guide);
        foreach (var key in _needed)
            AddAbove(key);
    }

    /// <summary>The keys of required texts, in the order of the definitions.</summary>
    public IReadOnlyCollection<string> Needed => _needed;

    /// <summary>Whether a text is required.</summary>
    public bool IsNeeded(string key) => _needed.Contains(key);

    /// <summary>Whether a key is a block of texts.</summary>
    public bool IsBlock(string key) => _children.ContainsKey(key);

    /// <summary>Returns the names below a key; empty if none.</summary>
    public IReadOnlyList<string> Below(string key) => _children.GetValueOrDefault(key, []);

    /// <summary>Whether a text is optional.</summary>
    public bool IsOptional(string key)
    {
        if (IsTerm(key) || key.StartsWith(Rules, StringComparison.Ordinal) || OptionalOfModule.Contains(key, StringComparer.Ordinal))
            return true;
        if (
            key.StartsWith("guide.outcomes.", StringComparison.Ordinal)
            && OutcomeEndings.Any(ending => key.EndsWith(ending, StringComparison.Ordinal) && IsNeeded($"{key[..^ending.Length]}.why"))
        )
            return true;
        if (key.EndsWith(".provision", StringComparison.Ordinal) || key.EndsWith(".act", StringComparison.Ordinal))
            return IsNeeded($"{key[..key.LastIndexOf('.')]}.description");
        if (!key.EndsWith(".help", StringComparison.Ordinal))
            return false;
        var of = key[..^".help".Length];
        return IsNeeded($"{of}.label") || IsNeeded($"{of}.title") || IsNeeded($"{of}.name") || IsNeeded($"{of}.question");
    }

    /// <summary>Whether all languages must have a text if one of them has it, although it is optional.</summary>
    public static bool MustBeInAll(string key) =>
        OptionalEndings.Any(ending => key.EndsWith(ending, StringComparison.Ordinal))
        || key.StartsWith(Rules, StringComparison.Ordinal)
        || key == PolicyModule.PilotText;

    /// <summary>Whether a text is a message of the module's rules; only these texts have placeholders.</summary>
    public static bool IsRule(string key) => key.StartsWith(Rules, StringComparison.Ordinal) || key == "rules";

    /// <summary>Whether a text is a term of the module's glossary.</summary>
    public static bool IsTerm(string key) => key.StartsWith(Glossary, StringComparison.Ordinal) && key.IndexOf('.', Glossary.Length) < 0;

    /// <summary>Returns the parent of a key; empty for a top-level key.</summary>
    public static string Above(string key) => key.LastIndexOf('.') is > 0 and var point ? key[..point] : "";

    private void AddAbove(string key)
    {
        for (string at = key, above = Above(key); at.Length > 0; at = above, above = Above(at))
        {
            var name = above.Length == 0 ? at : at[(above.Length + 1)..];
            if (_children.TryGetValue(above, out var names))
            {
                if (names.Contains(name))
                    return;
                names.Add(name);
            }
            else
            {
                _children[above] = [name];
            }
        }
    }

    private void Add(params IEnumerable<string> keys) => _needed.UnionWith(keys);

    private void AddProcedure(Procedure procedure)
    {
        var prefix = $"procedures.{procedure.Name}";
        Add($"{prefix}.name", $"{prefix}.description");
        foreach (var task in procedure.Tasks)
            Add($"{prefix}.tasks.{task.Name}");
        foreach (var clock in procedure.Clocks)
            Add($"{prefix}.clocks.{clock.Name}");
        if (procedure.Examination is not null)
            Add($"{prefix}.examination");
        foreach (var state in procedure.States)
        {
            Add($"{prefix}.states.{state.Name}.name");
            if (state.WaitsFor is not null)
                Add($"{prefix}.states.{state.Name}.next");
        }

        foreach (var action in procedure.Actions)
            Add($"{prefix}.actions.{action.Name}.name", $"{prefix}.actions.{action.Name}.done");
    }

    private void AddForm(Form form)
    {
        Add($"forms.{form.Name}.name");
        foreach (var section in form.Sections)
        {
            Add($"{section.TextKey}.title");
            foreach (var element in section.Elements)
                AddElement(element);
        }
    }

    private void AddGuide(Guide guide)
    {
        foreach (var question in guide.Questions)
        {
            if (GeneralGuide.Question(question.Name) is null)
                Add($"guide.questions.{question.Name}.question");
            Add(question.Answers.Select(answer => $"guide.questions.{question.Name}.answers.{answer}"));
        }

        foreach (var outcome in guide.Outcomes)
            Add($"guide.outcomes.{outcome.Name}.title", $"guide.outcomes.{outcome.Name}.why");
    }

    private void AddElement(FormElement element)
    {
        Add($"{element.TextKey}.label");
        if (element is Field field)
            Add([.. field.Options.Select(option => $"{field.TextKey}.options.{option}"), .. field.Refusals.Select(refusal => refusal.TextKey)]);
        if (element is not FieldGroup group)
            return;
        Add($"{group.TextKey}.item");
        foreach (var inner in group.Fields)
            AddElement(inner);
    }
}
