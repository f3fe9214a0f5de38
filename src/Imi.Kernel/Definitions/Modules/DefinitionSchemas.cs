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

    /// <summary>The schemas with which the check compares files. Texts are not among them: the definitions determine which texts are needed.</summary>
    private static readonly Dictionary<string, JsonObject> Structures = new(StringComparer.Ordinal)
    {
        ["module.schema.json"] = ModuleSchema.Build(),
        ["procedure.schema.json"] = ProcedureSchema.Build(),
        ["form.schema.json"] = FormSchemas.Form(),
        ["block.schema.json"] = FormSchemas.Block(),
        ["guide.schema.json"] = GuideSchema.Build(),
        ["keywords.schema.json"] = KeywordSchema.Build(),
    };

    /// <summary>The schemas by file name, as JSON.</summary>
    public static IReadOnlyDictionary<string, string> All =>
        Structures
            .Append(KeyValuePair.Create("texts.schema.json", TextSchema.Build()))
            .ToDictionary(one => one.Key, one => one.Value.ToJsonString(Written).ReplaceLineEndings("\n") + "\n", StringComparer.Ordinal);

    /// <summary>Returns the file name of the schema for a file of a module; null if there is none.</summary>
    public static string? For(string path) =>
        path.Split('/') switch
        {
            [ModuleFiles.Module] => "module.schema.json",
            [ModuleFiles.Guide] => "guide.schema.json",
            [ModuleFiles.Keywords] => "keywords.schema.json",
            ["procedures", _] => "procedure.schema.json",
            ["forms", "blocks", _] => "block.schema.json",
            ["forms", _] => "form.schema.json",
            ["texts", _] => "texts.schema.json",
            _ => null,
        };

    /// <summary>Whether a text is a valid name of a module, a form, a state or the like.</summary>
    public static bool IsName(string text) => StructureCheck.Accepts(SchemaParts.Name("", ""), text);

    /// <summary>Returns the schema for the structure of a file of a module; null for texts and other files.</summary>
    internal static JsonObject? StructureOf(string path) => For(path) is { } file ? Structures.GetValueOrDefault(file) : null;
}
