using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Tests.Modules;

/// <summary>The checker reports mistakes that would otherwise appear only in use, and nothing else.</summary>
public sealed class WrongDefinitionTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property");

    public static TheoryData<string> Names() => new(WrongDefinitions.All.Select(one => one.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_definition_is_reported_with_its_position_and_a_remedy(string name)
    {
        var one = WrongDefinitions.All.Single(wrong => wrong.Name == name);

        Assert.Equal(one.Problems, ProblemsAfter(files => Change(files, one.File, one.Right, one.Wrong)));
    }

    [Fact]
    public void A_cycle_of_automatic_actions_is_reported() =>
        Assert.Equal(
            [
                "procedures/warning.yaml(15,78): The platform would act again and again: open, closure-proposed, open follow "
                    + "each other by 'then'. Make one of them lead to a state without 'then'.",
            ],
            ProblemsAfter(files =>
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
    public void A_rename_causes_one_problem_per_language() =>
        Assert.Equal(
            [
                "texts/en.yaml(71,3): Nothing in the module is called forms.tracing-request: did you mean 'forms.tracing-requests'?",
                "texts/es.yaml(71,3): Nothing in the module is called forms.tracing-request: did you mean 'forms.tracing-requests'?",
            ],
            ProblemsAfter(files =>
            {
                files["forms/tracing-requests.yaml"] = files["forms/tracing-request.yaml"]
                    .Replace("form: tracing-request", "form: tracing-requests", StringComparison.Ordinal);
                files.Remove("forms/tracing-request.yaml");
                Change(files, "procedures/tracing.yaml", "form: tracing-request", "form: tracing-requests");
            })
        );

    [Fact]
    public void Invalid_YAML_causes_no_further_problems() =>
        Assert.Equal(
            ["procedures/tracing.yaml(3,11): This is not valid YAML: put a text with a colon in quotation marks: code: \"LOST: again\""],
            ProblemsAfter(files => Change(files, "procedures/tracing.yaml", "code: LOST", "code: LOST: again"))
        );

    [Fact]
    public void A_language_unknown_to_the_interface_is_noted()
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        Change(files, "module.yaml", "languages: [en, es]", "languages: [en, es, it]");
        files["texts/it.yaml"] = files["texts/es.yaml"];

        var result = DefinitionReader.Read(files);

        Assert.Empty(result.Problems);
        Assert.Equal(
            "module.yaml(5,12): The interface is not available in italiano (it): until it is, only the preview of forms shows these texts, and readers "
                + "see en, es instead.",
            Assert.Single(result.Notes).ToString()
        );
    }

    [Fact]
    public void A_stored_module_loads_even_if_a_newer_check_rejects_it()
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        Change(files, "procedures/tracing.yaml", "  allocate:\n", "  handed-over:\n");
        foreach (var language in (string[])["en", "es"])
            Change(files, $"texts/{language}.yaml", "      allocate: {", "      handed-over: {");

        Assert.Null(DefinitionReader.Read(files).Module);
        Assert.NotNull(DefinitionReader.ReadKept(files).Module!.Procedure("tracing")!.Action("handed-over"));
    }

    [Fact]
    public void A_stored_module_loads_even_if_a_newer_schema_rejects_it()
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        Change(files, "forms/tracing-request.yaml", "maxItems: 3", "maxItems: 300");
        Change(files, "procedures/tracing.yaml", "code: LOST", "code: LOST\nabandoned: word");
        Change(files, "procedures/tracing.yaml", "{ field: reply.found, answered: true }", "{ weather: fine }");

        Assert.Null(DefinitionReader.Read(files).Module);
        var kept = DefinitionReader.ReadKept(files);
        Assert.Equal(3, kept.Problems.Count);
        Assert.Equal(300, Assert.IsType<FieldGroup>(kept.Module!.Forms["tracing-request"].Elements["items"]).MaxItems);
    }

    private static List<string> ProblemsAfter(Action<Dictionary<string, string>> change)
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
