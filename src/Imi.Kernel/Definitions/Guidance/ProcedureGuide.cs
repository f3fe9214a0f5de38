using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Guidance;

/// <summary>
/// The executable guide "which procedure do I use?": short questions that all installed modules answer together. A module that
/// is uploaded joins at once, one that is taken back leaves.
/// </summary>
public sealed class ProcedureGuide(ModuleCatalogue catalogue)
{
    /// <summary>Where answers lead now: question to answer.</summary>
    public GuideStep At(IReadOnlyDictionary<string, string> answers) => Walk().At(answers);

    /// <summary>
    /// Where the words of a question stand: the module whose outcome needs it first, then others that know it; null stands for
    /// the platform's own.
    /// </summary>
    public IReadOnlyList<PolicyModule?> ModulesOf(string question, IReadOnlyList<GuideAnswer> path) =>
        [.. Walk().ModulesOf(question, path).Select(catalogue.Find)];

    /// <summary>The way as an exchange keeps it.</summary>
    public static ChosenWay WayOf(GuideStep step, GuideOutcome outcome) =>
        new(outcome.Name, [.. step.Path.Select(answer => new WayStep(answer.Question, answer.Answer))]);

    /// <summary>What the answers already say of the procedure's form.</summary>
    /// <param name="form">The procedure's form.</param>
    /// <param name="outcome">Where the guide ended.</param>
    /// <param name="path">What was answered.</param>
    /// <param name="country">The other side's country; null where it was not said.</param>
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
