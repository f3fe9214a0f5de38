using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Imi.Cli;

/// <summary>How results are written for programs.</summary>
internal static class Output
{
    /// <summary>JSON as the HTTP API writes it.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The option that asks for it.</summary>
    public static Option<bool> JsonOption(string description = "Writes JSON.") => new("--json") { Description = description };

    /// <summary>Does something with a progress bar, where somebody is looking.</summary>
    public static Task<T> WithProgressAsync<T>(string what, Func<IProgress<double>?, Task<T>> work, CancellationToken cancellationToken) =>
        Console.IsOutputRedirected
            ? work(null)
            : AnsiConsole
                .Progress()
                .AutoClear(true)
                .StartAsync(progress =>
                {
                    var task = progress.AddTask(what, maxValue: 1);
                    return Task.Run(() => work(new Progress<double>(part => task.Value = part)), cancellationToken);
                });
}
