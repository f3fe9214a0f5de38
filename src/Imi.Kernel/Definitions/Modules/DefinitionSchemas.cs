using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imi.Kernel.Definitions.Modules.Schemas;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// The JSON Schemas of the definition language: the only place that declares its words. Editors complete and validate with them while authors type;
/// <see cref="DefinitionReader"/> checks the structure of files with the same schemas, and after that only what no schema can express.
/// </summary>
public static class DefinitionSchemas
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, JsonObject> Schemas = new(StringComparer.Ordinal)
    {
        ["module.schema.json"] = ModuleSchema.Build(),
        ["procedure.schema.json"] = ProcedureSchema.Build(),
        ["form.schema.json"] = FormSchemas.Form(),
        ["block.schema.json"] = FormSchemas.Block(),
        ["guide.schema.json"] = GuideSchema.Build(),
        ["keywords.schema.json"] = KeywordSchema.Build(),
        ["texts.schema.json"] = TextSchema.Build(),
    };

    /// <summary>The schemas by file name, as JSON.</summary>
    public static IReadOnlyDictionary<string, string> All =>
        Schemas.ToDictionary(one => one.Key, one => one.Value.ToJsonString(Written).ReplaceLineEndings("\n") + "\n", StringComparer.Ordinal);

    /// <summary>Returns the file name of the schema for a file of a module; null if there is none.</summary>
    public static string? For(string path) =>
        path.Split('/') switch
        {
            ["module.yaml"] => "module.schema.json",
            ["guide.yaml"] => "guide.schema.json",
            ["keywords.yaml"] => "keywords.schema.json",
            ["procedures", _] => "procedure.schema.json",
            ["forms", "blocks", _] => "block.schema.json",
            ["forms", _] => "form.schema.json",
            ["texts", _] => "texts.schema.json",
            _ => null,
        };

    /// <summary>
    /// Returns the schema for the structure of a file of a module; null for texts, because the definitions determine which texts are needed, and for other files.
    /// </summary>
    internal static JsonObject? StructureOf(string path) => For(path) is { } file and not "texts.schema.json" ? Schemas[file] : null;
}
