using System.Text.Json;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;
using Imi.Web.Texts;

namespace Imi.Web.Api;

/// <summary>The guide "which procedure do I use?": a national system can ask its officers the same questions.</summary>
internal static class GuideEndpoints
{
    private const int LongestAnswer = 100;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("/guide")
            .WithTags("Guide")
            .MapGet("", Show)
            .Needs(Permission.UsePlatform)
            .WithSummary(
                "Where answers lead: the next question, or the outcome. Each answer is a parameter named after its question: ?scope=case&where=another-country."
            )
            .Produces<ApiGuideStep>();

    /// <summary>Reads the answers of a request to begin an exchange.</summary>
    public static IReadOnlyDictionary<string, string> Answers(IEnumerable<KeyValuePair<string, string>> given) =>
        given.Where(answer => answer.Value is { Length: > 0 and <= LongestAnswer }).ToDictionary(StringComparer.Ordinal);

    private static IResult Show(ProcedureGuide guide, ModuleCatalogue catalogue, GuideTexts words, HttpContext context, string? language)
    {
        var step = guide.At(
            Answers(context.Request.Query.Where(one => one.Value.Count == 1).Select(one => KeyValuePair.Create(one.Key, one.Value.ToString())))
        );
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

/// <summary>Where answers to the guide lead.</summary>
/// <param name="Path">What was asked and answered, in order; answers to other questions are left out.</param>
/// <param name="Question">What is asked next; null at an end.</param>
/// <param name="Outcomes">Where the guide ends: one, and more only where several modules have one.</param>
public sealed record ApiGuideStep(IReadOnlyList<ApiGuideAnswer> Path, ApiGuideQuestion? Question, IReadOnlyList<ApiGuideOutcome> Outcomes);

/// <summary>A question of the guide.</summary>
public sealed record ApiGuideQuestion(string Name, string Text, string Help, IReadOnlyList<ApiGuideAnswer> Answers);

/// <summary>An answer to a question of the guide.</summary>
public sealed record ApiGuideAnswer(string Question, string Answer, string Text);

/// <summary>An end of the guide.</summary>
/// <param name="Module">The module; empty for the platform's own.</param>
/// <param name="Name">Its name.</param>
/// <param name="Title">What to do.</param>
/// <param name="Why">Why the answers lead here.</param>
/// <param name="How">What to do there, when and where; empty for none.</param>
/// <param name="Provision">The act and provision that decide; empty for none.</param>
/// <param name="Procedure">The procedure to begin; null where the way is another.</param>
/// <param name="Outside">Where the way leads outside the platform; null for none.</param>
/// <param name="LeadsTo">The answer to go on with; null where the guide ends here.</param>
/// <param name="Answers">What the answers already say of the procedure's form, to begin an exchange with.</param>
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
