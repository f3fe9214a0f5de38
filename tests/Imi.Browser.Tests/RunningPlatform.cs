using System.Diagnostics;
using System.Text.RegularExpressions;
using Imi.Testing;
using Microsoft.Playwright;
using MimeKit;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>Runs the real web host with the demonstration network as a separate process, and a real browser.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    // The headless shell is the same engine but needs a third of the processor time.
    private static readonly string? BrowserPath = Array.Find(["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"], File.Exists);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly PlatformProcess _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningPlatform()
        : this(null) { }

    /// <summary>Creates a host with these settings.</summary>
    internal RunningPlatform(IReadOnlyDictionary<string, string>? settings) =>
        _host = new PlatformProcess(settings ?? new Dictionary<string, string>(StringComparer.Ordinal) { ["Imi__PublicAddress"] = "{address}" });

    public string Address => _host.Address;

    /// <summary>The output of the host.</summary>
    public string Output => _host.Output;

    /// <summary>The path of the host's database file.</summary>
    public string DatabaseFile => Path.Combine(_host.DataDirectory, "imi.db");

    public static bool HasBrowser => BrowserPath is not null;

    public async Task InitializeAsync()
    {
        if (!HasBrowser)
            return;
        await _host.StartSeededAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = BrowserPath,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>Opens a page in a new browser context with its own cookies.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900, bool javaScript = true)
    {
        Skip.If(
            !HasBrowser && Environment.GetEnvironmentVariable("IMI_REQUIRE_COMPONENTS") != "1",
            "Chromium is not installed: run build/install-test-tools.sh."
        );
        Assert.True(HasBrowser, "Chromium is not installed: run build/install-test-tools.sh.");
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Address,
                ViewportSize = new ViewportSize { Width = width, Height = height },
                JavaScriptEnabled = javaScript,
                Locale = "en-IE",
            }
        );
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>Runs the command line tool on the same data.</summary>
    public Task<(int ExitCode, string Output, string Errors)> ImiAsync(params string[] arguments) => _host.ImiAsync(arguments);

    /// <summary>Waits for a mail and returns the part of its newest link that matches a pattern.</summary>
    /// <param name="to">The recipient of the mail.</param>
    /// <param name="pattern">The regular expression that matches the link.</param>
    /// <param name="isMeant">Selects the mail; null for any.</param>
    public async Task<string> LinkAsync(string to, string pattern, Func<MimeMessage, bool>? isMeant = null)
    {
        var box = Path.Combine(_host.DataDirectory, "mail");
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            foreach (
                var file in Directory.Exists(box) ? Directory.GetFiles(box, "*.eml").OrderByDescending(File.GetCreationTimeUtc) : Enumerable.Empty<string>()
            )
            {
                var mail = await MimeMessage.LoadAsync(file);
                var link = Regex.Match(mail.TextBody ?? "", pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
                if (link.Success && mail.To.ToString().Contains(to, StringComparison.Ordinal) && isMeant?.Invoke(mail) != false)
                    return link.Value;
            }

            Assert.True(patience.Elapsed < Patience, $"No mail arrived for {to}.");
        }
    }

    /// <summary>Opens a page and signs in a person of the demonstration network.</summary>
    public async Task<IPage> SignInAsync(string userName, int width = 1280, int height = 900, bool javaScript = true)
    {
        var page = await OpenAsync(width, height, javaScript);
        await page.GotoAsync("/sign-in");
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await page.PressAsync($"button[value='{userName}']");
        // Waits for the content, because the load event may fire before the wait begins.
        await page.WaitForURLAsync(
            address => !address.EndsWith("/sign-in", StringComparison.Ordinal),
            new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit }
        );
        await page.Locator("main h1").WaitForAsync();
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _host.DisposeAsync();
        Assert.Empty(_host.TextFaults); // No page that the tests visited lacked a text.
    }
}
