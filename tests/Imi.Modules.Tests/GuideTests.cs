using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Modules.Tests;

/// <summary>The guide "Which procedure do I use?" across all bundled modules.</summary>
public sealed class GuideTests
{
    private const string Abroad = "scope=case where=another-country";

    private static readonly ModuleCatalogue Catalogue = ModuleCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "modules"));

    private static readonly ProcedureGuide Guide = new(Catalogue);

    [Theory]
    [InlineData("scope=case where=own-country", "/national")]
    [InlineData("scope=case where=third-country", "/third-country")]
    [InlineData("scope=rule rule-on=online-services", "ecommerce/technical-regulation")]
    [InlineData("scope=rule rule-on=products", "ecommerce/technical-regulation")]
    [InlineData("scope=rule rule-on=service-requirements", "services/requirement")]
    [InlineData(Abroad + " matter=intermediary-duties", "ecommerce/intermediary-duties")]
    [InlineData(Abroad + " matter=online-service need=measures ground=public-health", "ecommerce/request")]
    [InlineData(Abroad + " matter=online-service need=own-measures ground=consumers proceedings=no prior-request=no urgent=no", "ecommerce/request-first")]
    [InlineData(Abroad + " matter=online-service need=own-measures ground=consumers proceedings=no prior-request=unanswered", "ecommerce/notification")]
    [InlineData(
        Abroad + " matter=online-service need=own-measures ground=public-policy proceedings=no prior-request=no urgent=yes",
        "ecommerce/urgent-notification"
    )]
    [InlineData(Abroad + " matter=online-service need=own-measures ground=public-policy proceedings=yes", "ecommerce/proceedings")]
    [InlineData(Abroad + " matter=online-service need=measures ground=none-of-these", "ecommerce/no-ground")]
    [InlineData(Abroad + " matter=online-service need=measures ground=consumer-law", "ecommerce/consumer-law")]
    [InlineData(Abroad + " matter=consumer-law need=information collective-interests=yes", "cpc/information-request")]
    [InlineData(Abroad + " matter=consumer-law need=measures collective-interests=yes", "cpc/enforcement-request")]
    [InlineData(Abroad + " matter=consumer-law need=warn collective-interests=yes", "cpc/alert")]
    [InlineData(Abroad + " matter=consumer-law need=measures collective-interests=no", "cpc/individual-dispute")]
    [InlineData(Abroad + " matter=service-activity need=information", "services/information-request")]
    [InlineData(Abroad + " matter=service-activity need=warn serious-damage=yes", "services/alert")]
    [InlineData(Abroad + " matter=service-activity need=warn serious-damage=no", "services/no-alert")]
    [InlineData(Abroad + " matter=service-activity need=own-measures safety=yes prior-request=inadequate", "services/derogation")]
    [InlineData(Abroad + " matter=service-activity need=own-measures safety=yes prior-request=no urgent=yes", "services/urgent-derogation")]
    [InlineData(Abroad + " matter=service-activity need=own-measures safety=no", "services/no-derogation")]
    public void Answers_lead_to_one_outcome(string answers, string outcome)
    {
        var given = Read(answers);

        var step = Guide.At(given);

        Assert.Null(step.Question);
        Assert.Equal([outcome], step.Ends.Select(end => $"{end.Module}/{end.Outcome.Name}"));
        Assert.Equal(given.Count, step.Path.Count);
    }

    [Fact]
    public void Every_path_ends_at_one_outcome_and_every_outcome_is_reachable()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Walk(new Dictionary<string, string>(StringComparer.Ordinal), step => reached.Add($"{Assert.Single(step.Ends).Module}/{step.Ends[0].Outcome.Name}"));

        Assert.Equal(
            Catalogue
                .Modules.SelectMany(module => module.Guide.Outcomes.Select(outcome => $"{module.Name}/{outcome.Name}"))
                .Concat(["/national", "/third-country"])
                .Order(StringComparer.Ordinal),
            reached.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_transition_to_another_area_gives_a_valid_answer_there()
    {
        foreach (
            var (module, outcome) in Catalogue
                .Modules.SelectMany(module => module.Guide.Outcomes.Select(outcome => (module, outcome)))
                .Where(one => one.outcome.LeadsTo is not null)
        )
        {
            var answers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["scope"] = "case",
                ["where"] = "another-country",
                ["matter"] = outcome.When[0]["matter"][0],
            };
            answers[outcome.LeadsTo!.Question] = outcome.LeadsTo.Answer;
            Assert.True(
                Guide.At(answers).Path.Any(one => one.Question == outcome.LeadsTo.Question && one.Answer == outcome.LeadsTo.Answer),
                $"{module.Name}/{outcome.Name}"
            );
        }
    }

    [Fact]
    public void The_guide_leads_to_every_procedure() =>
        Assert.Equal(
            Catalogue.Modules.SelectMany(module => module.Procedures.Select(procedure => procedure.FullName)).Order(StringComparer.Ordinal),
            Catalogue
                .Modules.SelectMany(module =>
                    module.Guide.Outcomes.Where(outcome => outcome.Procedure is not null).Select(outcome => $"{module.Name}/{outcome.Procedure}")
                )
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    private static void Walk(Dictionary<string, string> answers, Action<GuideStep> atEnd)
    {
        var step = Guide.At(answers);
        if (step.Question is not { } asked)
        {
            atEnd(step);
            return;
        }

        foreach (var answer in asked.Answers)
            Walk(new Dictionary<string, string>(answers, StringComparer.Ordinal) { [asked.Name] = answer }, atEnd);
    }

    private static Dictionary<string, string> Read(string answers) =>
        answers.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
