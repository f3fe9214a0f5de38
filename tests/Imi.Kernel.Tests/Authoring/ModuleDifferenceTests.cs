using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>The changes of a later version are described in sentences on which an officer can decide.</summary>
public sealed class ModuleDifferenceTests
{
    private const string Request = "procedures/request.yaml";
    private const string Form = "forms/information-request.yaml";

    private static readonly PlatformTexts Texts = new(NullLogger<PlatformTexts>.Instance);

    [Theory]
    [InlineData(
        Request,
        "remindAfter: P7D",
        "remindAfter: 10 working days",
        "State “Awaiting an answer” (Request for information) – reminder after: from “7 days” to “10 working days”."
    )]
    [InlineData(
        Request,
        "waitsFor: sender, remindAfter: P14D",
        "waitsFor: sender, due: P2M",
        "State “Answered” (Request for information) – last day: new “2 months”."
    )]
    [InlineData(
        Request,
        "by: recipient.handler\n    from: sent\n    to: refused",
        "by: [recipient.handler, coordinator of recipient.referral]\n    from: sent\n    to: refused",
        "Action “Refuse” (Request for information) can now also be taken by: Referral handler (recipient’s coordinator)."
    )]
    [InlineData(
        Request,
        "from: answered\n    to: closed",
        "from: [answered, sent]\n    to: closed",
        "Action “Close” (Request for information) can now also be taken in the state “Awaiting an answer”."
    )]
    [InlineData(Request, "code: POST-R", "code: POST-Q", "Request for information – code of the numbers: from “POST-R” to “POST-Q”.")]
    [InlineData(
        Form,
        "type: number, min: 1, max: 10000",
        "type: number, min: 1, max: 500",
        "Field “Number of posted workers” of the form “Request for information” – largest number: from “10000” to “500”."
    )]
    [InlineData(
        Form,
        "      - { field: workers, type: number, min: 1, max: 10000 }\n",
        "",
        "The field “workers” in the form “Request for information” was removed."
    )]
    [InlineData(
        Form,
        "field: question, type: longtext, required: true, personal: true",
        "field: question, type: longtext, personal: true",
        "Field “Question” of the form “Request for information” – must be answered: from “Yes” to “No”."
    )]
    [InlineData(
        "forms/blocks/provider.yaml",
        "type: text, personal: true",
        "type: text",
        "Field “Contact person” of the form “Request for information” – may hold personal data: from “Yes” to “No”."
    )]
    [InlineData(
        "guide.yaml",
        "need: [information, measures]",
        "need: information",
        "Outcome “Ask for information” of the guide – answers that lead there: from “matter: posted-workers, need: information | measures” to "
            + "“matter: posted-workers, need: information”."
    )]
    [InlineData("module.yaml", "block: P6M", "block: P3M", "Posting of workers – personal data are hidden after: from “6 months” to “3 months”.")]
    public void A_change_is_described_in_words(string file, string before, string after, string sentence)
    {
        var changed = PolicyAreas.Files(PolicyAreas.Posting);
        Assert.Contains(before, changed[file], StringComparison.Ordinal);
        changed[file] = changed[file].Replace(before, after, StringComparison.Ordinal);
        if (after.Length == 0)
        {
            foreach (var language in (string[])["en", "fr", "de"])
                changed[$"texts/{language}.yaml"] = string.Join(
                    '\n',
                    changed[$"texts/{language}.yaml"].Split('\n').Where(line => !line.Contains("workers: {", StringComparison.Ordinal))
                );
            sentence = sentence.Replace("workers", "Number of posted workers", StringComparison.Ordinal);
        }

        Assert.Contains(sentence, Between(Read(PolicyAreas.Files(PolicyAreas.Posting)), Read(changed)).Sentences);
    }

    [Theory]
    [InlineData(
        "ECommerce",
        "procedures/request.yaml",
        "decideWithin: P7D",
        "decideWithin: P14D",
        "Request for measures – period for deciding on a proposed date: from “7 days” to “14 days”."
    )]
    [InlineData(
        "ECommerce",
        "procedures/request.yaml",
        "code: ECOM-R\n",
        "code: ECOM-R\nlegalBasis: { act: Regulation (EU) 2022/2065, celex: 32022R2065, provisions: Article 9 }\n",
        "legal act of its own: new “Regulation (EU) 2022/2065, Article 9”."
    )]
    [InlineData("ECommerce", "procedures/request.yaml", "about: [providerName, webAddresses]", "about: [webAddresses]", "fields that name the case")]
    [InlineData("ECommerce", "procedures/request.yaml", "recipientCountry: establishmentCountry\n", "", "field that names the country of the recipient")]
    [InlineData("ECommerce", "procedures/request.yaml", "    clock: restart\n", "", "the period begins again: from “Yes” to “No”.")]
    [InlineData("ECommerce", "procedures/request.yaml", "    does: forward\n", "", "does: “forwards the request” was removed.")]
    [InlineData(
        "ECommerce",
        "procedures/notification.yaml",
        "ends: answer-question }",
        "ends: answer-question, within: P14D }",
        "what is to be done: from “sender · "
    )]
    [InlineData("ECommerce", "forms/finding.yaml", "notAfter: today", "notAfter: sent", "not after: from “today” to “the day of sending”.")]
    [InlineData(
        "ECommerce",
        "forms/finding.yaml",
        "type: date, required: true, notBefore: sent, notAfter: today, statistic: true",
        "type: text, required: true",
        "type: from “date” to “one line of text”."
    )]
    [InlineData(
        "Cpc",
        "procedures/enforcement-request.yaml",
        "extends: { upTo: P6M }",
        "extends: { upTo: P3M, total: P6M }",
        "moves the last day: from “by up to 6 months” to “by up to 3 months, by 6 months in total at most”."
    )]
    [InlineData(
        "ServicesDirective",
        "procedures/requirement.yaml",
        "lateRecipients: true",
        "lateRecipients: false",
        "seen by authorities that get their mandate later: from “Yes” to “No”."
    )]
    public void A_change_of_a_bundled_module_is_described_in_words(string module, string file, string before, string after, string sentence)
    {
        var folder = PlatformProcess.Folder("modules", module);
        var files = Directory
            .GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
        var changed = new Dictionary<string, string>(files, StringComparer.Ordinal);
        Assert.Contains(before, changed[file], StringComparison.Ordinal);
        changed[file] = changed[file].Replace(before, after, StringComparison.Ordinal);

        var described = Between(Read(files), Read(changed));

        Assert.Contains(described.Sentences, one => one.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_only_rewords_texts_changes_no_rule()
    {
        var changed = PolicyAreas.Files(PolicyAreas.Posting);
        changed["texts/fr.yaml"] = changed["texts/fr.yaml"].Replace("\"Constatations\"", "\"Constats\"", StringComparison.Ordinal);

        var described = Between(Read(PolicyAreas.Files(PolicyAreas.Posting)), Read(changed));

        Assert.Empty(described.Sentences);
        Assert.Equal(
            ("fr", new TextChange("forms.answer.fields.findings.label", "Constatations", "Constats")),
            (Assert.Single(described.Texts).Language, Assert.Single(described.Texts[0].Changes))
        );
    }

    [Fact]
    public void Identical_files_have_no_differences() =>
        Assert.True(Between(Read(PolicyAreas.Files(PolicyAreas.Posting)), Read(PolicyAreas.Files(PolicyAreas.Posting))).IsEmpty);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("el")]
    public void Every_word_of_the_language_has_a_text_in_a_comparison(string language)
    {
        var (first, second) = (
            DefinitionReader.ReadFolder(PlatformProcess.Folder("modules", "ECommerce")).Module!,
            DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property")).Module!
        );
        var difference = new ModuleDifference(Texts, new DefinitionWords(Texts));

        var described = difference
            .Between(first, second, language)
            .Sentences.Concat(difference.Between(second, first, language).Sentences)
            .Concat(difference.Between(null, first, language).Sentences);

        Assert.Equal(
            [],
            described.Where(sentence => sentence.Contains("authoring.", StringComparison.Ordinal) || sentence.Contains('{', StringComparison.Ordinal))
        );
    }

    private static DifferenceInWords Between(PolicyModule before, PolicyModule after) =>
        new ModuleDifference(Texts, new DefinitionWords(Texts)).Between(before, after, "en");

    private static PolicyModule Read(IReadOnlyDictionary<string, string> files)
    {
        var result = DefinitionReader.Read(files);
        Assert.Empty(result.Problems);
        return result.Module!;
    }
}
