using System.Text.Json;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.GuideResults;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>Serves the guide that finds the right procedure, so that a national system can ask its officers the same questions.</summary>
internal static class GuideEndpoints
{
    private const int LongestAnswer = 100;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("/guide")
            .WithTags("Guide")
            .MapGet("", ShowAsync)
            .Needs(Permission.UsePlatform)
            .WithSummary(
                "Returns the next question or the outcome for the given answers. Each answer is a parameter named after its question: "
                    + "?scope=case&where=another-country. Each call that ends with an outcome is counted for the evaluation, without personal data."
            )
            .Produces<ApiGuideStep>();

    /// <summary>Reads the guide answers of a request; answers that are empty or too long are ignored.</summary>
    public static IReadOnlyDictionary<string, string> Answers(IEnumerable<KeyValuePair<string, string>> given) =>
        given.Where(answer => answer.Value is { Length: > 0 and <= LongestAnswer }).ToDictionary(StringComparer.Ordinal);

    private static async Task<IResult> ShowAsync(
        ProcedureGuide guide,
        GuideResultService results,
        ModuleCatalogue catalogue,
        GuideTexts words,
        HttpContext context,
        string? language,
        CancellationToken cancellationToken
    )
    {
        var step = guide.At(
            Answers(context.Request.Query.Where(one => one.Value.Count == 1).Select(one => KeyValuePair.Create(one.Key, one.Value.ToString())))
        );
        await results.RecordAsync(step, cancellationToken);
        return TypedResults.Ok(
            new ApiGuideStep(
                [
                    .. step.Path.Select(
                        (answer, index) =>
                            new ApiGuideAnswer(
                                answer.Question,
                                answer.Answer,
                                words.Answer(answer.Question, answer.Answer, guide.ModulesOf(answer.Question, [.. step.Path.Take(index)]))
                            )
                    ),
                ],
                step.Question is { } asked ? Asked(asked, guide.ModulesOf(asked.Name, step.Path), words) : null,
                [.. step.Ends.Select(end => Outcome(end, step, catalogue, words))]
            )
        );
    }

    private static ApiGuideQuestion Asked(GuideQuestion asked, IReadOnlyList<PolicyModule?> modules, GuideTexts words) =>
        new(
            asked.Name,
            words.Question(asked.Name, modules),
            words.Help(asked.Name, modules),
            [.. asked.Answers.Select(answer => new ApiGuideAnswer(asked.Name, answer, words.Answer(asked.Name, answer, modules)))]
        );

    private static ApiGuideOutcome Outcome(GuideEnd end, GuideStep step, ModuleCatalogue catalogue, GuideTexts words) =>
        new(
            end.Module,
            end.Outcome.Name,
            words.Outcome(end, "title"),
            words.Outcome(end, "why"),
            words.Outcome(end, "how"),
            words.Provision(end),
            end.Outcome.Procedure,
            end.Outcome.Outside,
            end.Outcome.LeadsTo is { } leads ? new Dictionary<string, string>(StringComparer.Ordinal) { [leads.Question] = leads.Answer } : null,
            catalogue.Procedure(end.Module, end.Outcome.Procedure ?? "") is { } procedure
                ? JsonSerializer.SerializeToElement(ProcedureGuide.Fill(procedure.Form, end.Outcome, step.Path, country: null).ToJsonObject())
                : null
        );
}

/// <summary>A step of the guide.</summary>
/// <param name="Path">The questions answered so far, in order. Answers to other questions are ignored.</param>
/// <param name="Question">The next question; null at an outcome.</param>
/// <param name="Outcomes">The outcomes: usually one, several only if several modules have one.</param>
public sealed record ApiGuideStep(IReadOnlyList<ApiGuideAnswer> Path, ApiGuideQuestion? Question, IReadOnlyList<ApiGuideOutcome> Outcomes);

/// <summary>A question of the guide.</summary>
public sealed record ApiGuideQuestion(string Name, string Text, string Help, IReadOnlyList<ApiGuideAnswer> Answers);

/// <summary>An answer to a question of the guide.</summary>
public sealed record ApiGuideAnswer(string Question, string Answer, string Text);

/// <summary>An outcome of the guide.</summary>
/// <param name="Module">The name of the module; empty for an outcome of the platform.</param>
/// <param name="Name">The name of the outcome.</param>
/// <param name="Title">What to do.</param>
/// <param name="Why">Why the answers lead to this outcome.</param>
/// <param name="How">What to do, when and where; empty if there is nothing to add.</param>
/// <param name="Provision">The act and provision that apply; empty if there is none.</param>
/// <param name="Procedure">The procedure to start; null if the outcome is not a procedure.</param>
/// <param name="Outside">The address outside the platform to go to; null if there is none.</param>
/// <param name="LeadsTo">The answer with which the guide continues; null if it ends here.</param>
/// <param name="Answers">Answers to the procedure's form that follow from the guide, to start an exchange with.</param>
public sealed record ApiGuideOutcome(
    string Module,
    string Name,
    string Title,
    string Why,
    string How,
    string Provision,
    string? Procedure,
    Uri? Outside,
    IReadOnlyDictionary<string, string>? LeadsTo,
    JsonElement? Answers
);
