using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Imi.Testing;

/// <summary>
/// Runs the real web host as a separate process that can be killed at any moment and restarted on the same data.
/// The environment variable IMI_TEST_PROGRAM sets the folder of a published program; without it, the program built for the tests runs.
/// </summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly string? Published = Environment.GetEnvironmentVariable("IMI_TEST_PROGRAM");

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<string> _output = [];
    private Process? _host;

    /// <summary>Creates a host without starting it.</summary>
    /// <param name="settings">Settings beyond the defaults, such as <c>Imi__Demonstration</c>; <c>{address}</c> stands for the host's address.</param>
    public PlatformProcess(IReadOnlyDictionary<string, string>? settings = null)
    {
        _settings = settings ?? new Dictionary<string, string>(StringComparer.Ordinal);
        DataDirectory = Directory.CreateTempSubdirectory("imi-test-").FullName;
    }

    /// <summary>The address of the host.</summary>
    public string Address { get; } = $"http://localhost:{FreePort()}";

    /// <summary>The data folder, deleted with this object.</summary>
    public string DataDirectory { get; }

    /// <summary>The output of the host since its last start.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join(Environment.NewLine, _output);
        }
    }

    /// <summary>The output lines about missing texts and texts shown without a value.</summary>
    public IReadOnlyList<string> TextFaults
    {
        get
        {
            lock (_output)
                return
                [
                    .. _output.Where(line =>
                        line.Contains(" is shown without a value for ", StringComparison.Ordinal) || line.Contains(" is missing in ", StringComparison.Ordinal)
                    ),
                ];
        }
    }

    /// <summary>Starts the host with the demonstration network, copied if the settings permit it, and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">The host ended or was not ready in time.</exception>
    public async Task StartSeededAsync()
    {
        await CopySeedAsync();
        await StartAsync();
    }

    /// <summary>Copies the demonstration network into the data folder without starting the host.</summary>
    public Task CopySeedAsync() => SeededData.CopyForAsync(_settings, DataDirectory);

    /// <summary>Starts the host and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">The host ended or was not ready in time.</exception>
    public async Task StartAsync()
    {
        _host = Launch();
        using var http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(10) };
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience && !_host.HasExited; await Task.Delay(100))
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // The host does not listen yet.
            }
        }

        // Do not leave a hanging host behind.
        var output = Output;
        await KillAsync();
        throw new InvalidOperationException($"The host did not become ready:{Environment.NewLine}{output}");
    }

    /// <summary>Starts the host without waiting, so that the test can kill it during the start.</summary>
    public void Begin() => _host = Launch();

    /// <summary>Starts the host and waits until it stops.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        _host = Launch();
        using var patience = new CancellationTokenSource(Patience);
        await _host.WaitForExitAsync(patience.Token);
        return _host.ExitCode;
    }

    /// <summary>Kills the host with all its processes, like <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_host is { HasExited: false })
        {
            _host.Kill(entireProcessTree: true);
            await _host.WaitForExitAsync();
        }

        _host?.Dispose();
        _host = null;
    }

    /// <summary>Runs the command line tool on the same data.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> ImiAsync(params string[] arguments)
    {
        using var tool = Process.Start(StartOf("imi.dll", arguments))!;
        var output = tool.StandardOutput.ReadToEndAsync();
        var errors = tool.StandardError.ReadToEndAsync();
        await tool.WaitForExitAsync();
        return (tool.ExitCode, await output, await errors);
    }

    /// <summary>Starts the command line tool on the same data; the caller must end it.</summary>
    public Process BeginImi(params string[] arguments)
    {
        var tool = Process.Start(StartOf("imi.dll", arguments))!;
        tool.OutputDataReceived += (_, _) => { };
        tool.ErrorDataReceived += (_, line) => Note(line.Data);
        tool.BeginOutputReadLine();
        tool.BeginErrorReadLine();
        return tool;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>Returns the path of a folder of the repository.</summary>
    /// <exception cref="InvalidOperationException">The tests run outside the repository.</exception>
    public static string Folder(params string[] below)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Imi.Platform.sln")))
                return Path.Combine([folder.FullName, .. below]);
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    private ProcessStartInfo StartOf(string program, IReadOnlyList<string> arguments)
    {
        // A built program takes its style sheets from the source folder; a published one runs from any folder.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Published ?? AppContext.BaseDirectory, program), .. arguments])
        {
            WorkingDirectory = Published is null ? Folder("src", "Imi.Web") : DataDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Imi__DataDirectory"] = DataDirectory;
        start.Environment["Imi__Mail__IntervalSeconds"] = "3"; // Tests wait for mails, so they are sent often.
        foreach (var (name, value) in _settings)
            start.Environment[name] = value.Replace("{address}", Address, StringComparison.Ordinal);
        return start;
    }

    private Process Launch()
    {
        lock (_output)
            _output.Clear();
        var process = Process.Start(StartOf("Imi.Web.dll", []))!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
