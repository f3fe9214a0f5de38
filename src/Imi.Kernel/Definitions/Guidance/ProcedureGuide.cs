using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Guidance;

/// <summary>
/// The guide "which procedure do I use?", composed of the questions of all modules in force. Uploaded modules join immediately; withdrawn modules drop out.
/// </summary>
public sealed class ProcedureGuide(ModuleCatalogue catalogue)
{
    /// <summary>Returns the next step of the guide for the answers so far (question to answer).</summary>
    public GuideStep At(IReadOnlyDictionary<string, string> answers) => Walk().At(answers);

    /// <summary>
    /// Returns the modules whose texts word a question: first the module whose outcome needs it, then others that have it; null means the platform.
    /// </summary>
    public IReadOnlyList<PolicyModule?> ModulesOf(string question, IReadOnlyList<GuideAnswer> path) =>
        [.. Walk().ModulesOf(question, path).Select(catalogue.Find)];

    /// <summary>Creates the record of the path that is stored with an exchange.</summary>
    public static ChosenWay WayOf(GuideStep step, GuideOutcome outcome) =>
        new(outcome.Name, [.. step.Path.Select(answer => new WayStep(answer.Question, answer.Answer))]);

    /// <summary>Fills the procedure's form with what the answers determine.</summary>
    /// <param name="form">The procedure's form.</param>
    /// <param name="outcome">The outcome of the guide.</param>
    /// <param name="path">The answers given.</param>
    /// <param name="country">The country of the counterpart; null if unknown.</param>
    public static Answers Fill(Form form, GuideOutcome outcome, IReadOnlyList<GuideAnswer> path, string? country)
    {
        var filled = Answers.None;
        foreach (var (field, question) in outcome.Fills)
        {
            var answer = question == GeneralGuide.Country ? country : path.FirstOrDefault(one => one.Question == question)?.Answer;
            if (answer is { Length: > 0 })
                filled = With(filled, form, field, answer);
        }

        return outcome.Sets.Aggregate(filled, (answers, set) => With(answers, form, set.Key, set.Value));
    }

    private static Answers With(Answers answers, Form form, string field, string answer) =>
        ((Field)form.Elements[field]).TakesSeveral ? answers.With(field, [answer]) : answers.With(field, answer);

    private GuideWalk Walk() => new(catalogue.Modules.Where(module => !module.IsWithdrawn).Select(module => new GuidePart(module.Name, module.Guide)));
}
