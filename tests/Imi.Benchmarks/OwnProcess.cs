using System.Diagnostics;

namespace Imi.Benchmarks;

/// <summary>This program as another process: what is measured there has nothing warmed up, and what it logs stays out of the figures.</summary>
internal static class OwnProcess
{
    /// <summary>The file that runs.</summary>
    public const string Assembly = "Imi.Benchmarks.dll";

    /// <summary>Runs a role to its end.</summary>
    /// <returns>What it printed.</returns>
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
