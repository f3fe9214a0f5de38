using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Imi.Cli;

/// <summary>Writes results for programs, and progress for people.</summary>
internal static class Output
{
    /// <summary>The JSON options, with the property names of the HTTP API.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates the <c>--json</c> option.</summary>
    public static Option<bool> JsonOption(string description = "Writes JSON.") => new("--json") { Description = description };

    /// <summary>Runs work with a progress bar, or without one if the output is redirected.</summary>
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
