using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Imi.Testing;

/// <summary>A real server of Apertium, <c>apertium-apy</c>, with the pairs of languages that are installed.</summary>
public sealed class ApertiumServer : IAsyncDisposable
{
    internal const string Program = "/usr/bin/apertium-apy";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>The address of the server.</summary>
    public string Address => $"http://localhost:{_port}";

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program, ["-p", $"{_port}", "-j", "1", "/usr/share/apertium/modes"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        await Eventually.TrueAsync(Patience, () => AnswersAsync(http), () => "apertium-apy did not answer in time.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/listPairs");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // The server does not listen yet.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
