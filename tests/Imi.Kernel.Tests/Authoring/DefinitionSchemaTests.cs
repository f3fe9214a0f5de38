using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Definitions.Modules.Schemas;
using Imi.Testing;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Tests.Authoring;

/// <summary>The published JSON schemas accept the same definitions as the check.</summary>
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
        var files = PolicyAreas.Files(PolicyAreas.Posting);
        Assert.Empty(await MistakesAsync(file, files[file]));
        files[file] = files[file].Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEmpty(await MistakesAsync(file, files[file]));
        Assert.Contains(DefinitionReader.Read(files).Problems, problem => problem.File == file);
    }

    [Theory]
    [InlineData("module.yaml")]
    [InlineData("guide.yaml")]
    [InlineData("procedures/request.yaml")]
    [InlineData("forms/information-request.yaml")]
    public async Task The_check_finds_the_mistakes_that_a_standard_validator_finds(string file)
    {
        var content = PolicyAreas.Files(PolicyAreas.Posting)[file];
        var schema = await JsonSchema.FromJsonAsync(DefinitionSchemas.All[DefinitionSchemas.For(file)!]);
        var check = DefinitionSchemas.StructureOf(file)!;
        var found = 0;
        foreach (var (change, root) in Changes(content))
        {
            var problems = new List<DefinitionProblem>();
            new StructureCheck(check).Check(new DefinitionNode(file, root, problems));
            var mistakes = schema.Validate(Json(root)!.ToJsonString());
            Assert.True(problems.Count > 0 == mistakes.Count > 0, $"{change}: {string.Join("; ", problems)} but {string.Join("; ", mistakes)}");
            found += problems.Count;
        }

        Assert.True(found > 10);
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

    /// <summary>Changes one entry of the file at a time: removes or renames it, or gives it a value of another kind.</summary>
    private static IEnumerable<(string Change, YamlNode Root)> Changes(string content)
    {
        var maps = MapsOf(Parsed(content)).Select(map => map.Children.Count).ToList();
        foreach (var (map, entry) in maps.SelectMany((entries, map) => Enumerable.Range(0, entries).Select(entry => (map, entry))))
        {
            foreach (var change in (string[])["without", "renamed", "text", "list", "map"])
            {
                var root = Parsed(content);
                var children = MapsOf(root).ElementAt(map).Children;
                var (key, value) = children.ElementAt(entry);
                children.Remove(key);
                if (change != "without")
                    children.Add(
                        change == "renamed" ? new YamlScalarNode(Nonsense) : key,
                        change switch
                        {
                            "text" => new YamlScalarNode("No value!"),
                            "list" => new YamlSequenceNode(new YamlScalarNode(Nonsense)),
                            "map" => new YamlMappingNode(new YamlScalarNode(Nonsense), new YamlScalarNode(Nonsense)),
                            _ => value,
                        }
                    );
                yield return ($"{key} in line {key.Start.Line}, {change}", root);
            }
        }
    }

    private static YamlNode Parsed(string content)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(content));
        return yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> MapsOf(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => map.Children.Values.SelectMany(MapsOf).Prepend(map),
            YamlSequenceNode list => list.SelectMany(MapsOf),
            _ => [],
        };

    private static async Task<IReadOnlyList<string>> MistakesAsync(string path, string content)
    {
        var schema = await JsonSchema.FromJsonAsync(DefinitionSchemas.All[DefinitionSchemas.For(path)!]);
        return [.. schema.Validate(Json(Parsed(content))!.ToJsonString()).Select(mistake => $"{mistake.Path}: {mistake.Kind}")];
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
