using System.Diagnostics;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Testing.Upgrades;

/// <summary>The program's next version as a process of its own, which upgrades a database and ends.</summary>
public sealed class NextVersionProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _said;
    private readonly Task<string> _errors;

    private NextVersionProcess(Process process) =>
        (_process, _said, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Starts it.</summary>
    public static NextVersionProcess Start(DatabaseSettings settings) =>
        new(
            Process.Start(
                new ProcessStartInfo(
                    "dotnet",
                    [Path.Combine(AppContext.BaseDirectory, "Imi.Testing.dll"), settings.Provider.ToString(), settings.ConnectionString, settings.DataDirectory]
                )
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public async Task<(int ExitCode, string Said)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _said + await _errors);
    }

    /// <summary>Kills it as <c>kill -9</c> does, unless it has ended.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
