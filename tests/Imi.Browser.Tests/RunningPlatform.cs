using System.Diagnostics;
using System.Text.RegularExpressions;
using Imi.Testing;
using Microsoft.Playwright;
using MimeKit;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>The real web host as a process of its own, with the demonstration network, and a real browser.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    // The same engine without a window's machinery takes a third of the processor time, so it is preferred.
    private static readonly string? BrowserPath = Array.Find(["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"], File.Exists);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly PlatformProcess _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningPlatform()
        : this(null) { }

    /// <summary>A host with settings of its own.</summary>
    internal RunningPlatform(IReadOnlyDictionary<string, string>? settings) =>
        _host = new PlatformProcess(settings ?? new Dictionary<string, string>(StringComparer.Ordinal) { ["Imi__PublicAddress"] = "{address}" });

    public string Address => _host.Address;

    /// <summary>What the host wrote so far.</summary>
    public string Output => _host.Output;

    /// <summary>The file of the host's database.</summary>
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

    /// <summary>A browser window of its own: its session is nobody else's.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900, bool javaScript = true)
    {
        Skip.If(
            !HasBrowser && Environment.GetEnvironmentVariable("IMI_REQUIRE_COMPONENTS") != "1",
            "Chromium is not installed: run build/install-test-tools.sh."
        );
        Assert.True(HasBrowser, "Chromium is not installed.");
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

    /// <summary>The address that the newest e-mail to somebody links to, without the host: waits until there is one.</summary>
    /// <param name="to">Whose mail.</param>
    /// <param name="pattern">What the link looks like.</param>
    /// <param name="isMeant">Which of several mails; null for any.</param>
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

            Assert.True(patience.Elapsed < Patience, $"No mail came to {to}.");
        }
    }

    /// <summary>A window in which a person of the demonstration network is signed in.</summary>
    public async Task<IPage> SignInAsync(string userName, int width = 1280, int height = 900, bool javaScript = true)
    {
        var page = await OpenAsync(width, height, javaScript);
        await page.GotoAsync("/sign-in");
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await page.PressAsync($"button[value='{userName}']");
        // What is on the page says that it has come: the browser's own event for that may be over before anybody waits for it.
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
        Assert.Empty(_host.TextFaults); // On none of the pages that the stories went through.
    }
}
