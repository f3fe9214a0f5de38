using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>The real web host as a process of its own, with the demonstration network, and a real browser.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private const string BrowserPath = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _data = Directory.CreateTempSubdirectory("imi-browser-").FullName;
    private Process? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address { get; } = $"http://localhost:{FreePort()}";

    public static bool HasBrowser => File.Exists(BrowserPath);

    public async Task InitializeAsync()
    {
        if (!HasBrowser)
            return;
        _host = Start();
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
                    break;
            }
            catch (HttpRequestException) when (started.Elapsed < Patience && !_host.HasExited)
            {
                await Task.Delay(200);
            }
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserPath,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A browser window of its own: its session is nobody else's.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900, bool javaScript = true)
    {
        Skip.If(!HasBrowser && Environment.GetEnvironmentVariable("IMI_REQUIRE_COMPONENTS") != "1", $"{BrowserPath} is not installed: run build/install-test-tools.sh.");
        Assert.True(HasBrowser, $"{BrowserPath} is not installed.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address, ViewportSize = new ViewportSize { Width = width, Height = height }, JavaScriptEnabled = javaScript, Locale = "en-IE",
        });
        context.SetDefaultTimeout(10_000);
        return await context.NewPageAsync();
    }

    /// <summary>A window in which a person of the demonstration network is signed in.</summary>
    public async Task<IPage> SignInAsync(string userName, int width = 1280, int height = 900, bool javaScript = true)
    {
        var page = await OpenAsync(width, height, javaScript);
        await page.GotoAsync("/sign-in");
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await page.ClickAsync($"button[value='{userName}']");
        await page.WaitForURLAsync("**/inbox**");
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is { HasExited: false })
        {
            _host.Kill(entireProcessTree: true);
            await _host.WaitForExitAsync();
        }

        _host?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Imi.Web.dll")])
        {
            WorkingDirectory = ContentRoot(), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Imi__DataDirectory"] = _data;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>The web project's folder, where the static files stand in Development.</summary>
    private static string ContentRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Imi.Platform.sln")))
                return Path.Combine(folder.FullName, "src", "Imi.Web");
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
