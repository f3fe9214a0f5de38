using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Tests.Stories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Modules;

/// <summary>The words that inform the Commission, name a last day, a default period, all countries and a shorter retention.</summary>
public sealed class ReadingCommissionDefinitionTests
{
    private const string Tracing = "procedures/tracing.yaml";
    private const string Warning = "procedures/warning.yaml";

    [Theory]
    [InlineData(Tracing, "informs: commission", "informs: everybody", "'everybody' is not a party to inform")]
    [InlineData(Tracing, "informs: commission }", "informs: countries, shows: [found] }", "has a field 'found'")]
    [InlineData(Tracing, "informs: commission }", "informs: countries, shows: [items] }", "'items' is a group")]
    [InlineData(Tracing, "informs: commission }", "informs: countries, shows: [suspicion] }", "'suspicion' is confidential or of a special category")]
    [InlineData(Tracing, "informs: commission }", "informs: commission, shows: [owner] }", "add informs: countries, or remove 'shows'")]
    [InlineData(Tracing, "asks: holding, informs: commission", "informs: [commission, countries]", "asks no form")]
    [InlineData(Tracing, ", informs: commission", "", "The Commission is a party of a request from an action with informs: commission.")]
    [InlineData(Warning, "    does: amend", "    does: amend\n    informs: commission", "The Commission is a recipient already")]
    [InlineData(Tracing, "due: holding.until", "due: holding.since", "must be a date with required: true without 'visible'")]
    [InlineData(Tracing, "due: holding.until", "due: reply.found", "'hold-back' leads to 'held-back' without asking the form 'reply'")]
    [InlineData(Tracing, "due: holding.until", "due: some day", "Write reply, or a period")]
    [InlineData(Tracing, "waitsFor: sender, remindAfter: P14D", "waitsFor: sender, retention: { block: P7D, delete: P7D }", "'answered' is not closed")]
    [InlineData(
        Tracing,
        "about: [owner, transport]",
        "about: [owner, transport]\nallCountries: { when: { field: owner, is: X } }",
        "A request has one recipient"
    )]
    [InlineData(Warning, "recipients: [commission, warned, alsoWarned, linked]", "recipients: [commission, all]", "The recipients are all countries already")]
    [InlineData(Warning, "{ field: item, is: Bomb }", "{ field: thing, is: Bomb }", "A condition names 'thing', which no form has")]
    [InlineData(Warning, "{ field: item, is: Bomb }", "{ pending: period }", "Whom an alert reaches depends only on the answers to its form")]
    [InlineData(Warning, "replyBy: { field: commentsUntil }", "replyBy: { field: commentsUntil, default: P30D }", "'default' is for a request")]
    [InlineData("forms/tracing-request.yaml", "type: date, min: today }", "type: date, min: today, required: true }", "so the default would never apply")]
    public void Nonsense_is_reported(string file, string right, string wrong, string problem)
    {
        var files = Changed(file, right, wrong);

        Assert.Contains(DefinitionReader.Read(files).Problems, one => one.ToString().Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Tracing, ", informs: commission }", " }", "informs the Commission", "advise: { by: commission.handler", "advise: { by: sender.handler")]
    [InlineData(Tracing, "informs: commission }", "informs: [commission, countries] }", "informs the other countries")]
    [InlineData(
        Tracing,
        "informs: commission }",
        "informs: [commission, countries], shows: [owner, until] }",
        "shows to the other countries: new “Owner, Until”"
    )]
    [InlineData(Tracing, "default: P30D", "default: P20D", "reply period without an answer: from “30 days” to “20 days”.")]
    [InlineData(Tracing, "block: P7D", "block: P6D", "personal data are hidden after: from “7 days” to “6 days”.")]
    [InlineData(Tracing, "due: holding.until", "due: P7D", "last day: from ““Until”” to “7 days”.")]
    [InlineData(Warning, "is: Bomb", "is: Mine", "all countries (“Item” is “Mine”)")]
    public void A_change_is_described(string file, string right, string wrong, string sentence, string alsoRight = "", string alsoWrong = "")
    {
        var changed = Changed(file, right, wrong);
        if (alsoRight.Length > 0)
            changed[file] = changed[file].Replace(alsoRight, alsoWrong, StringComparison.Ordinal);
        var texts = new PlatformTexts(NullLogger<PlatformTexts>.Instance);

        var described = new ModuleDifference(texts, new DefinitionWords(texts)).Between(Valid(ReadingCommission.Files()), Valid(changed), "en");

        Assert.Contains(described.Sentences, one => one.Contains(sentence, StringComparison.Ordinal));
    }

    private static PolicyModule Valid(Dictionary<string, string> files)
    {
        var result = DefinitionReader.Read(files);
        Assert.Empty(result.Problems);
        return result.Module!;
    }

    private static Dictionary<string, string> Changed(string file, string right, string wrong)
    {
        var files = ReadingCommission.Files();
        Assert.Contains(right, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(right, wrong, StringComparison.Ordinal);
        return files;
    }
}
