using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Texts;

/// <summary>Finds the texts of the guide in the modules concerned, or else in the platform's own texts.</summary>
internal sealed class GuideTexts(PageTexts texts, ModuleCatalogue catalogue)
{
    /// <summary>Returns the text of a question.</summary>
    public string Question(string name, IEnumerable<PolicyModule?> modules) => Find(modules, $"questions.{name}.question") ?? name;

    /// <summary>Returns the help text of a question; empty if there is none.</summary>
    public string Help(string name, IEnumerable<PolicyModule?> modules) => Find(modules, $"questions.{name}.help") ?? "";

    /// <summary>Returns the text of an answer.</summary>
    public string Answer(string question, string answer, IEnumerable<PolicyModule?> modules) =>
        Find(modules, $"questions.{question}.answers.{answer}") ?? answer;

    /// <summary>Returns a text of an outcome (<c>title</c>, <c>why</c> or <c>how</c>); empty if there is none.</summary>
    public string Outcome(GuideEnd end, string part) => Outcome(catalogue.Find(end.Module), end.Outcome.Name, part);

    /// <summary>Returns a text of a module's outcome; empty if there is none.</summary>
    public string Outcome(PolicyModule? module, string outcome, string part) => Find([module], $"outcomes.{outcome}.{part}") ?? "";

    /// <summary>Returns the act and provision that apply to an outcome; empty if there is none.</summary>
    public string Provision(GuideEnd end)
    {
        if (Outcome(end, "provision") is { Length: > 0 } own)
            return own;
        return catalogue.Find(end.Module) is { } module && module.Procedure(end.Outcome.Procedure ?? "") is { } procedure
            ? texts.Citation(module, procedure)
            : "";
    }

    /// <summary>
    /// Returns the modules to search for the guide texts of an exchange: first its own module in the version that it follows, then all others.
    /// </summary>
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
