using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Imi.Benchmarks;

/// <summary>Runs a web application as a separate process on a free port.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private ServedApp(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The address of the application.</summary>
    public Uri Address { get; }

    /// <summary>The time from the start of the process to its first response.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts the platform's web host, with the sign-in of the demonstration or without people.</summary>
    public static Task<ServedApp> PlatformAsync(string dataDirectory, bool signIn, string first = "/health/live") =>
        StartAsync(
            "Imi.Web.dll",
            [],
            first,
            new()
            {
                ["Imi__DataDirectory"] = dataDirectory,
                ["Imi__Demonstration"] = signIn ? "true" : "false",
                ["Imi__Api__CallsPerMinute"] = "100000",
            }
        );

    /// <summary>Starts one of <see cref="BareApps"/>.</summary>
    public static Task<ServedApp> BareAsync(string role, string dataDirectory = ".") =>
        StartAsync(OwnProcess.Assembly, ["--role", role, "--data", dataDirectory], "/health/live", []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<ServedApp> StartAsync(string assembly, string[] arguments, string path, Dictionary<string, string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Staging";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var app = new ServedApp(process, address);
        using var http = new HttpClient { BaseAddress = address };
        while (!await AnswersAsync(http, path))
        {
            if (process.HasExited || watch.Elapsed > Patience)
                throw new InvalidOperationException($"{assembly} does not start.");
            await Task.Delay(5);
        }

        app.StartTime = watch.Elapsed;
        return app;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            using var response = await http.GetAsync(path);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
