using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Tests.Modules;

/// <summary>The checker finds what would only be noticed once officers work with a definition, and says nothing else.</summary>
public sealed class WrongDefinitionTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property");

    public static TheoryData<string> Names() => new(WrongDefinitions.All.Select(one => one.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_told_with_its_place_and_how_to_mend_it(string name)
    {
        var one = WrongDefinitions.All.Single(wrong => wrong.Name == name);

        Assert.Equal(one.Told, Told(files => Change(files, one.File, one.Right, one.Wrong)));
    }

    [Fact]
    public void Two_states_that_follow_each_other_by_the_platforms_doing_alone_are_told() =>
        Assert.Equal(
            [
                "procedures/warning.yaml(15,78): The platform would act again and again, with nobody's doing: open, closure-proposed, open follow each other by 'then'. Let one of them end in a state without 'then'.",
            ],
            Told(files =>
            {
                Change(files, "procedures/warning.yaml", "due: reply, then: close }", "due: reply, then: propose-closure }");
                Change(
                    files,
                    "procedures/warning.yaml",
                    "  propose-closure: {\n    by: sender.handler,",
                    "  propose-closure: {\n    by: [sender.handler, platform],"
                );
                Change(files, "procedures/warning.yaml", "    from: closure-proposed\n    to: closed", "    from: closure-proposed\n    to: open");
            })
        );

    [Fact]
    public void After_a_rename_each_language_tells_one_thing_at_the_renamed_block() =>
        Assert.Equal(
            [
                "texts/en.yaml(71,3): Nothing in the module is called forms.tracing-request: did you mean 'forms.tracing-requests'?",
                "texts/es.yaml(71,3): Nothing in the module is called forms.tracing-request: did you mean 'forms.tracing-requests'?",
            ],
            Told(files =>
            {
                files["forms/tracing-requests.yaml"] = files["forms/tracing-request.yaml"]
                    .Replace("form: tracing-request", "form: tracing-requests", StringComparison.Ordinal);
                files.Remove("forms/tracing-request.yaml");
                Change(files, "procedures/tracing.yaml", "form: tracing-request", "form: tracing-requests");
            })
        );

    [Fact]
    public void A_file_that_is_no_yaml_makes_no_other_mistake() =>
        Assert.Equal(
            ["procedures/tracing.yaml(3,11): This is no YAML: a text with a colon stands in quotation marks: code: \"LOST: again\""],
            Told(files => Change(files, "procedures/tracing.yaml", "code: LOST", "code: LOST: again"))
        );

    [Fact]
    public void A_language_that_the_interface_does_not_speak_is_noted()
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        Change(files, "module.yaml", "languages: [en, es]", "languages: [en, es, it]");
        files["texts/it.yaml"] = files["texts/es.yaml"];

        var result = DefinitionReader.Read(files);

        Assert.Empty(result.Problems);
        Assert.Equal(
            "module.yaml(5,12): The interface does not speak italiano (it): until it does, only the preview of forms shows these texts, and readers see en, es instead.",
            Assert.Single(result.Notes).ToString()
        );
    }

    [Fact]
    public void What_the_platform_keeps_is_read_although_a_later_check_finds_it_wrong()
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        Change(files, "procedures/tracing.yaml", "  allocate:\n", "  handed-over:\n");
        foreach (var language in (string[])["en", "es"])
            Change(files, $"texts/{language}.yaml", "      allocate: {", "      handed-over: {");

        Assert.Null(DefinitionReader.Read(files).Module);
        Assert.NotNull(DefinitionReader.ReadKept(files).Module!.Procedure("tracing")!.Action("handed-over"));
    }

    private static List<string> Told(Action<Dictionary<string, string>> change)
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        change(files);
        var result = DefinitionReader.Read(files);
        Assert.Null(result.Module);
        return [.. result.Problems.Select(problem => problem.ToString())];
    }

    private static void Change(Dictionary<string, string> files, string file, string right, string wrong)
    {
        var at = files[file].IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold {right}");
        files[file] = string.Concat(files[file].AsSpan(0, at), wrong, files[file].AsSpan(at + right.Length));
    }
}
