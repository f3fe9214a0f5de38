using System.Diagnostics;
using System.Net.Sockets;
using Imi.Testing.Databases;

namespace Imi.Testing;

/// <summary>A real ClamAV <c>clamd</c> on a Unix socket in its own folder. It knows only the signature of the EICAR test file.</summary>
public sealed class ClamdServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/clamd";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("imi-clamd-").FullName;
    private Process? _process;

    /// <summary>The harmless test file for malware scanners of the European Institute for Computer Antivirus Research.</summary>
    public static byte[] Eicar { get; } = [.. "X5O!P%@AP[4\\PZX54(P^)7CC)7}$"u8, .. "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"u8];

    /// <summary>The path of the Unix socket.</summary>
    public string SocketPath => Path.Combine(_folder, "clamd.ctl");

    /// <summary>Skips the test if ClamAV is not installed, or fails it if components are required.</summary>
    public static void SkipWhereMissing() => TestComponents.SkipUnless(File.Exists(Program), "clamd is not installed: run build/install-test-tools.sh.");

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">The server ended or did not answer in time.</exception>
    public async Task StartAsync()
    {
        var signatures = Directory.CreateDirectory(Path.Combine(_folder, "signatures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(signatures, "test.hdb"), "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n");
        var configuration = Path.Combine(_folder, "clamd.conf");
        await File.WriteAllLinesAsync(
            configuration,
            [$"LocalSocket {SocketPath}", $"DatabaseDirectory {signatures}", $"TemporaryDirectory {_folder}", "Foreground yes", "StreamMaxLength 25M"]
        );
        _process = Process.Start(
            new ProcessStartInfo(Program, [$"--config-file={configuration}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience && !_process.HasExited; await Task.Delay(50))
        {
            if (await AnswersAsync())
                return;
        }

        throw new InvalidOperationException("clamd did not answer in time.");
    }

    /// <summary>Kills the server to simulate a fault.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        File.Delete(SocketPath);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        if (!File.Exists(SocketPath))
            return false;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
            await socket.SendAsync("zPING\0"u8.ToArray());
            return await socket.ReceiveAsync(new byte[16]) > 0;
        }
        catch (SocketException)
        {
            return false; // The server does not listen yet.
        }
    }
}
