using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Tests.Stories;
using Imi.Modules.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Forms;

/// <summary>Forms are refused for the reasons of their definitions: answers, days and the countries of the parties.</summary>
public sealed class RefusalTests
{
    private const string FormFile = "forms/tracing-request.yaml";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property");
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("{ field: transport, is: bus }", "bus", "2026-03-02", true)]
    [InlineData("{ field: transport, is: bus }", "train", "2026-03-02", false)]
    [InlineData("{ field: lostOn, before: today }", "bus", "2026-03-01", true)]
    [InlineData("{ field: lostOn, before: today }", "bus", "2026-03-02", false)]
    [InlineData("{ field: lostOn, after: sent - P3D }", "bus", "2026-02-28", true)]
    [InlineData("{ field: lostOn, after: sent - P3D }", "bus", "2026-02-27", false)]
    [InlineData("{ field: lostOn, before: sent - P1M }", "bus", "2026-02-01", true)]
    [InlineData("{ field: lostOn, before: sent - P1M }", "bus", "2026-02-02", false)]
    [InlineData("{ field: lostOn, before: replyBy - P1W }", "bus", "2026-02-22", true)]
    [InlineData("{ field: lostOn, before: replyBy - P1W }", "bus", "2026-02-23", false)]
    [InlineData("{ field: replyBy, before: lostOn + P2D }", "bus", "2026-03-01", true)]
    [InlineData("{ field: replyBy, before: lostOn + P2D }", "bus", "2026-02-28", false)]
    [InlineData("{ field: lostOn, before: accepted }", "bus", "2026-03-01", false)] // It is not accepted yet.
    [InlineData("{ all: [{ field: lostOn, before: today }, { not: { field: transport, is: bus } }] }", "bus", "2026-03-01", false)]
    [InlineData("{ field: crossed, is: sender.country }", "bus", "2026-03-02", true)]
    [InlineData("{ field: crossed, is: recipient.country }", "bus", "2026-03-02", false)]
    [InlineData("{ field: crossed, isNot: recipient.country }", "bus", "2026-03-02", true)]
    [InlineData("{ commission: sender }", "bus", "2026-03-02", false)]
    [InlineData("{ not: { commission: recipient } }", "bus", "2026-03-02", true)]
    public void A_form_is_refused_while_the_condition_of_a_reason_holds(string condition, string transport, string lostOn, bool isRefused)
    {
        var errors = Errors(
            condition,
            Request.Form(("owner", "Eleni"), ("transport", transport), ("replyBy", "2026-03-02"), ("lostOn", lostOn)).With("crossed", ["EL", "ES"])
        );

        Assert.Equal(isRefused ? ["notes forms.tracing-request.fields.notes.refuse.wrong"] : [], errors.Select(error => $"{error.Field} {error.MessageKey}"));
    }

    [Theory]
    [InlineData("{ field: crossed, isNot: sender.country }")]
    [InlineData("{ field: lostOn, before: today }")]
    [InlineData("{ field: lostOn, after: today }")]
    public void Nothing_is_refused_for_an_answer_that_is_missing(string condition) =>
        Assert.Empty(Errors(condition, Request.Form(("owner", "Eleni"), ("transport", "bus"), ("replyBy", "2026-03-02"))));

    [Fact]
    public void A_draft_is_not_refused_for_an_explanation_that_is_still_missing()
    {
        const string condition = "{ all: [{ field: transport, is: bus }, { field: notes, answered: false }] }";
        var answers = Request.Form(("owner", "Eleni"), ("transport", "bus"), ("replyBy", "2026-03-02"));

        Assert.True(Assert.Single(Errors(condition, answers)).IsMissing);
        Assert.False(Assert.Single(Errors("{ field: transport, is: bus }", answers.With("notes", "In a hurry."))).IsMissing);
    }

    [Theory]
    [InlineData("refuse: { wrong: { field: owner, before: today } }", "'owner' is a text: only a date is before or after a day.")]
    [InlineData("refuse: { wrong: { field: lostOn, before: lastWeek } }", "'lostOn' is compared with 'lastWeek', which is not another date: ")]
    [InlineData("refuse: { wrong: { field: lostOn, before: lostOn + P1D } }", "'lostOn' is compared with itself: name another date, or today.")]
    [InlineData("refuse: { wrong: { field: lostOn, before: today+P1D } }", "'today+P1D' is not a valid day. Write today, sent, accepted or another date")]
    [InlineData("refuse: { wrong: { field: owner, is: sender.country } }", "'owner' is not a country: only the answer to a country field")]
    [InlineData("refuse: { wrong: { field: lostIn, is: bus } }", "A condition names 'lostIn', which no form has: ")]
    [InlineData("refuse: { wrong: { field: transport, is: balloon } }", "A condition compares 'transport' with 'balloon', which is not one of its options: ")]
    [InlineData("refuse: {}", "Name at least one reason, with its condition.")]
    [InlineData("visible: { when: { field: lostOn, before: today } }", "Only 'refuse' can compare a date with a day, ")]
    [InlineData("required: { when: { commission: sender } }", "Only 'refuse' can compare a date with a day, ")]
    [InlineData("refuse: { wrong: { commission: recipients } }", "'recipients' is not a party")]
    [InlineData("required: { when: { field: crossed, is: sender.country } }", "Only 'refuse' can compare a date with a day, ")]
    public void A_wrong_reason_is_reported_with_its_remedy(string words, string problem)
    {
        var found = DefinitionReader.Read(With(words)).Problems;

        Assert.Contains(found, one => one.File == FormFile && one.Message.Contains(problem, StringComparison.Ordinal) && one.Line > 1);
    }

    [Fact]
    public void Every_reason_needs_its_text()
    {
        var found = DefinitionReader.Read(With("refuse: { wrong: { field: transport, is: bus } }")).Problems;

        Assert.All(found, one => Assert.StartsWith("texts/", one.File, StringComparison.Ordinal));
        Assert.Contains(found, one => one.Message.Contains("below forms.tracing-request.fields.notes.refuse are missing", StringComparison.Ordinal));
    }

    private static IReadOnlyList<FieldError> Errors(string condition, Answers answers)
    {
        var problems = new List<DefinitionProblem>();
        var form = DefinitionReader.ReadWithoutTexts(With($"refuse: {{ wrong: {condition} }}"), problems)?.Forms["tracing-request"];
        Assert.Empty(problems);
        var countries = new HashSet<string>(StringComparer.Ordinal) { "EL", "ES" };
        return new FormEngine(new PlatformTexts(NullLogger<PlatformTexts>.Instance)).Check(
            form!,
            answers.With("items", [Request.Form(("item", "Umbrella"))]),
            new FormContext(countries, new HashSet<string>(StringComparer.Ordinal), Today, new Parties("EL", "UK"))
        );
    }

    /// <summary>Adds words to the field <c>notes</c>.</summary>
    private static IReadOnlyDictionary<string, string> With(string words)
    {
        var files = new Dictionary<string, string>(DefinitionReader.FilesOf(Folder), StringComparer.Ordinal);
        files[FormFile] = files[FormFile].Replace("{ field: notes, type: longtext", $"{{ field: notes, type: longtext, {words}", StringComparison.Ordinal);
        return files;
    }

    private sealed record Parties(string Sender, string Recipient) : IConditionContext
    {
        public IReadOnlyList<string> AnswersTo(string field) => [];

        public bool HasSetting(Party party, string setting) => false;

        public string? CountryOf(Party party) => party == Party.Sender ? Sender : Recipient;

        public bool IsPending(string name) => false;

        public DateOnly? DayOf(string bound) => null;

        public bool WasDone(string action) => false;
    }
}
