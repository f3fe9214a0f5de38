using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Imi.Cli;

/// <summary>How results are written for programs.</summary>
internal static class Output
{
    /// <summary>JSON as the HTTP API writes it.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The option that asks for it.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Writes JSON." };
}
