using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Testing;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>Missing texts are added in their place; existing texts remain unchanged.</summary>
public sealed class TextCompletionTests
{
    private const string English = "texts/en.yaml";
    private const string German = "texts/de.yaml";

    [Fact]
    public void Completion_adds_the_texts_missing_after_a_rename_and_a_new_field()
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        files["procedures/request.yaml"] = files["procedures/request.yaml"].Replace("close:", "finish:", StringComparison.Ordinal);
        files["forms/answer.yaml"] +=
            "      - { field: since, type: date }\n      - { field: wages, type: choice, options: [low, \"no\"] }\n      - group: sites\n"
            + "        fields: [{ field: site, type: text }]\n";
        foreach (var language in (string[])[English, "texts/fr.yaml", German])
            files[language] = string.Join('\n', files[language].Split('\n').Where(line => !line.Contains(" close: {", StringComparison.Ordinal)));

        var (changed, problems) = TextCompletion.Complete(files);

        Assert.Empty(problems);
        Assert.Equal(["texts/de.yaml", English, "texts/fr.yaml"], changed.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, (content, _)) in changed)
        {
            var before = new Queue<string>(files[path].TrimEnd('\n').Split('\n'));
            foreach (var line in content.Split('\n'))
            {
                if (before.Count > 0 && before.Peek() == line)
                    before.Dequeue();
            }

            Assert.Empty(before);
            files[path] = content;
        }

        var read = DefinitionReader.Read(files);
        Assert.Empty(read.Problems);
        Assert.Contains(read.Notes, note => note.File == German && note.Message.Contains("are marked '# to be translated'", StringComparison.Ordinal));
        Assert.Equal("Since", read.Module!.Texts.Find("forms.answer.fields.since.label", "de"));
    }

    [Theory]
    [InlineData("urgent: { label: \"Ist es dringend?\" }")]
    [InlineData("urgent: { label: Ist es dringend?, help: \"Eilt's? } \\\" }\" }")]
    [InlineData("urgent: { label: 'Eilt''s } noch?' }")]
    [InlineData("urgent: {\n        label: Ist's dringend?,\n        help: 'Eilt es }'\n      }")]
    public void A_text_is_added_inside_the_braces_of_its_block(string german)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        var form = files.Keys.Single(path => files[path].Contains("field: urgent, type: yesno", StringComparison.Ordinal));
        files[form] = files[form]
            .Replace(
                "field: urgent, type: yesno",
                "field: urgent, type: yesno, refuse: { no-reason: { field: urgent, is: \"no\" } }",
                StringComparison.Ordinal
            );
        files[German] = files[German].Replace("urgent: { label: \"Ist es dringend?\" }", german, StringComparison.Ordinal);

        files[German] = TextCompletion.Complete(files).Changed[German].Content;

        var texts = DefinitionReader
            .Read(files)
            .Problems.Where(problem => problem.File == German && !problem.Message.Contains("help", StringComparison.Ordinal));
        Assert.Empty(texts);
        Assert.Contains("{ no-reason: \"No reason\" }", files[German], StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_without_a_file_gets_one_in_English()
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        files["module.yaml"] = files["module.yaml"].Replace("languages: [en, fr, de]", "languages: [en, fr, de, el]", StringComparison.Ordinal);

        var (changed, _) = TextCompletion.Complete(files);
        files["texts/el.yaml"] = Assert.Single(changed).Value.Content;

        var read = DefinitionReader.Read(files);
        Assert.Equal([], read.Problems.Where(problem => !problem.Message.Contains("another language has it", StringComparison.Ordinal)));
    }

    [Fact]
    public void Completion_adds_nothing_to_complete_or_invalid_modules()
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        Assert.Empty(TextCompletion.Complete(files).Changed);

        files["procedures/request.yaml"] = files["procedures/request.yaml"].Replace("kind: request", "kind: rquest", StringComparison.Ordinal);
        var (changed, problems) = TextCompletion.Complete(files);

        Assert.Empty(changed);
        Assert.NotEmpty(problems);
    }
}
