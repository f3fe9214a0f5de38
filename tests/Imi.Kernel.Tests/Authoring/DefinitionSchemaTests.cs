using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Testing;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>The published JSON schemas accept the same definitions as the reader.</summary>
public sealed class DefinitionSchemaTests
{
    private const string Nonsense = "qqqqqqqqqqqqqqqqqqqqqq";

    public static TheoryData<string> Modules() =>
        new([
            .. Directory
                .EnumerateDirectories(PlatformProcess.Folder("modules"))
                .Where(folder => File.Exists(Path.Combine(folder, "module.yaml")))
                .Order(StringComparer.Ordinal),
            PlatformProcess.Folder("tests", "Imi.Testing", "policy-areas", PolicyAreas.Posting),
            Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property"),
        ]);

    [Fact]
    public async Task The_published_schemas_match_the_language()
    {
        var folder = PlatformProcess.Folder("docs", "schemas");
        foreach (var (file, schema) in DefinitionSchemas.All)
        {
            if (Environment.GetEnvironmentVariable("IMI_RENEW_SCHEMAS") == "1")
                await File.WriteAllTextAsync(Path.Combine(folder, file), schema);
            Assert.True(
                schema == (await File.ReadAllTextAsync(Path.Combine(folder, file))).ReplaceLineEndings("\n"),
                $"docs/schemas/{file} is not what the language is: run this test with IMI_RENEW_SCHEMAS=1 and look at the difference."
            );
        }
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Every_valid_definition_matches_its_schema(string folder)
    {
        Assert.Empty(DefinitionReader.ReadFolder(folder).Problems);
        foreach (var (path, content) in DefinitionReader.FilesOf(folder))
            Assert.Equal([], (await MistakesAsync(path, content)).Select(mistake => $"{path}: {mistake}"));
    }

    [Theory]
    [InlineData("procedures/request.yaml", "kind: request", "kind: rquest")]
    [InlineData("procedures/request.yaml", "waitsFor: sender", "waitsFor: nobody")]
    [InlineData("procedures/request.yaml", "does: answer", "does: nothing")]
    [InlineData("procedures/request.yaml", "remindAfter: P7D", "remindAfter: 7 days")]
    [InlineData("procedures/request.yaml", "checks: form", "cheks: form")]
    [InlineData("forms/information-request.yaml", "type: number", "type: nmber")]
    [InlineData("module.yaml", "languages: [en, fr, de]", "languages: [en, xx]")]
    [InlineData("texts/en.yaml", "description:", "descripton:")]
    public async Task The_schema_rejects_a_mistake(string file, string right, string wrong)
    {
        var content = PolicyAreas.Files(PolicyAreas.Posting)[file];
        Assert.Empty(await MistakesAsync(file, content));
        Assert.NotEmpty(await MistakesAsync(file, content.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("module.yaml", "module: posting-of-workers", "", "module.schema.json", "properties")]
    [InlineData("procedures/request.yaml", "kind: request", "", "procedure.schema.json", "properties")]
    [InlineData("procedures/request.yaml", "phase: draft", "{ ", "procedure.schema.json", "properties.states.patternProperties.*.properties")]
    [InlineData("procedures/request.yaml", "    checks: form", "    ", "procedure.schema.json", "properties.actions.patternProperties.*.properties")]
    [InlineData("forms/information-request.yaml", "field: workers", "{ ", "form.schema.json", "definitions.field.properties")]
    public void The_schema_allows_the_same_words_as_the_reader(string file, string place, string before, string schema, string path)
    {
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        Assert.Contains(place, files[file], StringComparison.Ordinal);
        var at = files[file].IndexOf(place, StringComparison.Ordinal);
        var unknown = before.StartsWith('{') ? $"{Nonsense}: 1, {place}" : $"{before}{Nonsense}: 1\n{place}";
        files[file] = files[file][..at] + unknown + files[file][(at + place.Length)..];

        var message = DefinitionReader.Read(files).Problems.Single(problem => problem.Message.Contains(Nonsense, StringComparison.Ordinal)).Message;
        var known = message[(message.IndexOf("one of ", StringComparison.Ordinal) + 7)..]
            .TrimEnd('.')
            .Split(", ")
            .Where(word => word is not ("block" or "group"));

        JsonNode node = JsonNode.Parse(DefinitionSchemas.All[schema])!;
        foreach (var step in path.Split('.'))
            node = step == "*" ? node.AsObject().Single().Value! : node[step]!;
        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            node.AsObject().Select(word => word.Key).Where(word => word != "min" && word != "max" || known.Contains(word)).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(ProcedureKind.Request)]
    [InlineData(ProcedureKind.Notification)]
    [InlineData(ProcedureKind.Alert)]
    public async Task A_new_module_skeleton_is_valid(ProcedureKind kind)
    {
        var files = ModuleSkeleton.Files("bathing-water", kind, ["en", "el"], new DateOnly(2026, 11, 24), "../../docs/schemas");

        var read = DefinitionReader.Read(files);
        Assert.Empty(read.Problems);
        Assert.Equal(kind, Assert.Single(read.Module!.Procedures).Kind);
        Assert.All(files.Values, content => Assert.StartsWith("# yaml-language-server: $schema=", content, StringComparison.Ordinal));
        Assert.Contains(
            "$schema=../../../docs/schemas/form.schema.json",
            files["forms/" + kind.ToString().ToLowerInvariant() + ".yaml"],
            StringComparison.Ordinal
        );
        foreach (var (path, content) in files)
            Assert.Equal([], await MistakesAsync(path, content));
    }

    private static async Task<IReadOnlyList<string>> MistakesAsync(string path, string content)
    {
        var schema = await JsonSchema.FromJsonAsync(DefinitionSchemas.All[DefinitionSchemas.For(path)!]);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(content));
        return [.. schema.Validate(Json(yaml.Documents[0].RootNode)!.ToJsonString()).Select(mistake => $"{mistake.Path}: {mistake.Kind}")];
    }

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Json(child.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
            YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
            YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } number when int.TryParse(number.Value, out var whole) => JsonValue.Create(whole),
            YamlScalarNode text => JsonValue.Create(text.Value),
            _ => null,
        };
}
