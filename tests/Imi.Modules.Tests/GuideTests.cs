using System.Text;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Modules.Tests;

/// <summary>The guide "Which procedure do I use?" across all bundled modules.</summary>
public sealed class GuideTests
{
    private const int MostQuestions = 8;

    private static readonly ModuleCatalogue Catalogue = ModuleCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "modules"));

    private static readonly ProcedureGuide Guide = new(Catalogue);

    private static readonly PlatformTexts Texts = new(NullLogger<PlatformTexts>.Instance);

    public static TheoryData<string> Situations() => new(GuideSituations.All.Select(situation => situation.Sentence));

    [Theory]
    [MemberData(nameof(Situations))]
    public void A_situation_leads_to_the_right_outcome_and_provision(string sentence)
    {
        var situation = GuideSituations.All.Single(one => one.Sentence == sentence);

        var step = Guide.At(situation.Given);

        Assert.Null(step.Question);
        var end = Assert.Single(step.Ends);
        Assert.Equal(situation.Outcome, NameOf(end));
        Assert.Equal(situation.Provision, TextOf(end, "provision", TextCatalogue.Reference));
        Assert.Equal(situation.Given.Count, step.Path.Count);
        Assert.InRange(step.Path.Count, 1, MostQuestions);
    }

    [Fact]
    public void The_situations_reach_every_outcome() =>
        Assert.Equal(
            Catalogue.Modules.SelectMany(module => module.Guide.Outcomes.Select(outcome => $"{module.Name}/{outcome.Name}")).Append("/national").ToHashSet(),
            GuideSituations.All.Select(situation => situation.Outcome).ToHashSet()
        );

    [Fact]
    public async Task The_published_table_shows_where_the_guide_leads()
    {
        var file = Path.Combine(PlatformProcess.Folder("docs"), "guide.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable("IMI_RENEW_GUIDE") == "1")
            await File.WriteAllTextAsync(file, table);
        Assert.True(
            File.Exists(file) && table == (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"),
            "docs/guide.md does not show where the guide leads: run this test with IMI_RENEW_GUIDE=1 and look at the difference."
        );
    }

    [Fact]
    public void Every_path_ends_at_one_outcome_after_few_questions_and_every_outcome_is_reachable()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Walk(
            new Dictionary<string, string>(StringComparer.Ordinal),
            step =>
            {
                Assert.InRange(step.Path.Count, 1, MostQuestions);
                reached.Add(NameOf(Assert.Single(step.Ends)));
            }
        );

        Assert.Equal(
            Catalogue
                .Modules.SelectMany(module => module.Guide.Outcomes.Select(outcome => $"{module.Name}/{outcome.Name}"))
                .Append("/national")
                .Order(StringComparer.Ordinal),
            reached.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void An_online_service_is_asked_for_excluded_fields_before_anything_else() =>
        Assert.All(
            (string[])["another-country", "own-country-harming-others", "third-country"],
            where =>
                Assert.Equal(
                    "exclusion",
                    Guide.At(Answers(("scope", "case"), ("where", where), ("matter", "online-service"), ("need", "measures"))).Question!.Name
                )
        );

    [Fact]
    public void Every_outcome_says_why_what_to_do_and_under_which_provision_in_every_language()
    {
        var ends = Catalogue
            .Modules.SelectMany(module => module.Guide.Outcomes.Select(outcome => new GuideEnd(module.Name, outcome)))
            .Concat(GeneralGuide.Part.Outcomes.Select(outcome => new GuideEnd("", outcome)));
        Assert.Equal(
            [],
            from end in ends
            from language in Languages.Interface
            from part in (string[])["title", "why", "how", "provision"]
            where !Has(end, part, language)
            select $"{NameOf(end)}: {part} ({language})"
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
            foreach (var when in outcome.When)
            {
                var answers = when.ToDictionary(one => one.Key, one => one.Value[0], StringComparer.Ordinal);
                answers["scope"] = "case";
                answers.TryAdd("where", "another-country");
                answers[outcome.LeadsTo!.Question] = outcome.LeadsTo.Answer;
                Assert.True(
                    Guide.At(answers).Path.Any(one => one.Question == outcome.LeadsTo.Question && one.Answer == outcome.LeadsTo.Answer),
                    $"{module.Name}/{outcome.Name}"
                );
            }
        }
    }

    [Theory]
    [InlineData("ecommerce/information", "services/information-request")]
    [InlineData("ecommerce/no-ground", "ecommerce/information")]
    public void The_guide_goes_on_from_an_outcome_without_asking_again(string from, string to)
    {
        var situation = GuideSituations.All.First(one => one.Outcome == from);
        var leads = Guide.At(situation.Given).Ends[0].Outcome.LeadsTo!;

        var end = Guide.At(new Dictionary<string, string>(situation.Given, StringComparer.Ordinal) { [leads.Question] = leads.Answer });

        Assert.Equal(to, NameOf(Assert.Single(end.Ends)));
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

    [Fact]
    public void The_kind_of_a_coordinated_action_follows_from_the_answers()
    {
        var step = Guide.At(GuideSituations.All.First(one => one.Outcome == "cpc/coordinated-action").Given);
        var action = Catalogue.Procedure("cpc", "coordinated-action")!;

        Assert.Equal("widespread", ProcedureGuide.Fill(action.Form, step.Ends[0].Outcome, step.Path, "FR").Text("actionKind"));
    }

    private static string Table()
    {
        var table = new StringBuilder(
            """
            # Where the guide leads

            Situations of officers, the answers that they give in the guide "Which procedure do I use?", and where it leads them; a test renews this page.

            | Situation | Answers | Outcome | Provision |
            |---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var situation in GuideSituations.All)
        {
            var step = Guide.At(situation.Given);
            var end = step.Ends[0];
            var answers = string.Join(", ", step.Path.Select(answer => $"`{answer.Question}: {answer.Answer}`"));
            table.Append(
                $"| {situation.Sentence} | {answers} | {TextOf(end, "title", TextCatalogue.Reference)} (`{NameOf(end)}`) | "
                    + $"{TextOf(end, "provision", TextCatalogue.Reference)} |\n"
            );
        }

        return table.ToString();
    }

    private static string NameOf(GuideEnd end) => $"{end.Module}/{end.Outcome.Name}";

    private static bool Has(GuideEnd end, string part, string language) =>
        Catalogue.Find(end.Module) is { } module
            ? module.Texts.Has($"guide.outcomes.{end.Outcome.Name}.{part}", language)
            : Texts.Keys(language).Contains($"guidance.outcomes.{end.Outcome.Name}.{part}");

    private static string? TextOf(GuideEnd end, string part, string language) =>
        Catalogue.Find(end.Module) is { } module
            ? module.Texts.Find($"guide.outcomes.{end.Outcome.Name}.{part}", language)
            : Texts.Get($"guidance.outcomes.{end.Outcome.Name}.{part}", language);

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

    private static Dictionary<string, string> Answers(params (string Question, string Answer)[] answers) =>
        answers.ToDictionary(one => one.Question, one => one.Answer, StringComparer.Ordinal);
}
