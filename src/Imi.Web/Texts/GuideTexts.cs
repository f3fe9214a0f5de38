using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Texts;

/// <summary>The words of the guide: of the module whose outcome needs them, else the platform's own.</summary>
internal sealed class GuideTexts(PageTexts texts, ModuleCatalogue catalogue)
{
    /// <summary>A question, as the modules that know it ask it.</summary>
    public string Question(string name, IEnumerable<PolicyModule?> modules) => Find(modules, $"questions.{name}.question") ?? name;

    /// <summary>The sentence below a question; empty for none.</summary>
    public string Help(string name, IEnumerable<PolicyModule?> modules) => Find(modules, $"questions.{name}.help") ?? "";

    /// <summary>An answer.</summary>
    public string Answer(string question, string answer, IEnumerable<PolicyModule?> modules) =>
        Find(modules, $"questions.{question}.answers.{answer}") ?? answer;

    /// <summary>A text of an outcome: <c>title</c>, <c>why</c>, <c>how</c>; empty for none.</summary>
    public string Outcome(GuideEnd end, string part) => Outcome(catalogue.Find(end.Module), end.Outcome.Name, part);

    /// <summary>A text of an outcome of a module; empty for none.</summary>
    public string Outcome(PolicyModule? module, string outcome, string part) => Find([module], $"outcomes.{outcome}.{part}") ?? "";

    /// <summary>The act and provision that decide.</summary>
    public string Provision(GuideEnd end)
    {
        if (Outcome(end, "provision") is { Length: > 0 } own)
            return own;
        return catalogue.Find(end.Module) is { } module && module.Procedure(end.Outcome.Procedure ?? "") is { } procedure
            ? texts.Citation(module, procedure)
            : "";
    }

    /// <summary>The modules in which the words of an exchange's way stand: its own in the version that it keeps, then all others.</summary>
    public IEnumerable<PolicyModule?> ModulesFor(PolicyModule own) => [own, .. catalogue.Modules.Where(module => module.Name != own.Name), null];

    private string? Find(IEnumerable<PolicyModule?> modules, string key)
    {
        foreach (var module in modules)
        {
            if ((module is null ? Own(key) : module.Texts.Find($"guide.{key}", texts.Language)) is { } text)
                return text;
        }

        return Own(key);
    }

    private string? Own(string key) => texts.Has($"guidance.{key}") ? texts[$"guidance.{key}"] : null;
}
