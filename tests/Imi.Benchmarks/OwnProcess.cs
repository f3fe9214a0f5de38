using System.Diagnostics;

namespace Imi.Benchmarks;

/// <summary>Runs this program as a child process, so that measurements start cold and its log stays out of the results.</summary>
internal static class OwnProcess
{
    /// <summary>The path of the running program.</summary>
    public const string Assembly = "Imi.Benchmarks.dll";

    /// <summary>Runs a role until it ends.</summary>
    /// <returns>The output of the process.</returns>
    public static async Task<string> RunAsync(string role, string dataDirectory, string target = "")
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, Assembly), "--role", role, "--data", dataDirectory, "--to", target])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"The process '{role}' ended with {process.ExitCode}: {printed}");
    }
}
