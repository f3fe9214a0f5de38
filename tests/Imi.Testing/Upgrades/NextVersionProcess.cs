using System.Diagnostics;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Testing.Upgrades;

/// <summary>Runs the fictitious next version of the program as a process that upgrades a database and ends.</summary>
public sealed class NextVersionProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _said;
    private readonly Task<string> _errors;

    private NextVersionProcess(Process process) =>
        (_process, _said, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Starts the process.</summary>
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

    /// <summary>Waits until the process ends.</summary>
    /// <returns>The exit code and the output.</returns>
    public async Task<(int ExitCode, string Said)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _said + await _errors);
    }

    /// <summary>Kills the process like <c>kill -9</c> unless it has ended.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
