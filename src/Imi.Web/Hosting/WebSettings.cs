using System.Net;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Api.Models;
using Imi.Web.SignIn;

namespace Imi.Web.Hosting;

/// <summary>The settings of the web host.</summary>
/// <param name="IsDemonstration">Whether the demonstration network is created and its people can sign in by one click.</param>
/// <param name="PublicAddress">The address to which e-mails link, without a trailing slash.</param>
/// <param name="Proxies">The proxies whose forwarded headers are trusted.</param>
/// <param name="Provider">The OpenID Connect provider for signing in; null if there is none.</param>
/// <param name="AllowedHosts">The host names that are served; requests for others are refused.</param>
/// <param name="Urls">The addresses to listen on, from the setting or by default; null if other server settings define them.</param>
internal sealed record WebSettings(
    bool IsDemonstration,
    string PublicAddress,
    IReadOnlyList<IPAddress> Proxies,
    ProviderSettings? Provider,
    IReadOnlyList<string> AllowedHosts,
    string? Urls
)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whether people use HTTPS, served by the platform or by a proxy in front of it.</summary>
    public bool IsHttps => PublicAddress.StartsWith($"{Uri.UriSchemeHttps}://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The setting that enables the demonstration network. Default: true in Development, otherwise false.</summary>
    public const string DemonstrationSetting = "Imi:Demonstration";

    /// <summary>The setting that lists the trusted proxies.</summary>
    public const string ProxiesSetting = "Imi:Proxies";

    /// <summary>The setting for the interval between two signatures of the journal's end, in minutes.</summary>
    public const string SigningSetting = "Imi:Journal:SigningMinutes";

    /// <summary>The setting for the number of API calls that a token has a minute.</summary>
    public const string ApiCallsSetting = "Imi:Api:CallsPerMinute";

    /// <summary>The setting for the interval between two runs of the mail job, in seconds.</summary>
    public const string MailIntervalSetting = "Imi:Mail:IntervalSeconds";

    private const int MostMailSeconds = 300;
    private const int MostSigningMinutes = 60;
    private const int MostApiCalls = 1_000_000;

    /// <summary>The number of API calls that a token has a minute.</summary>
    public int ApiCallsPerMinute { get; init; } = 1_200;

    /// <summary>The receivers of metrics and traces.</summary>
    public required TelemetrySettings Telemetry { get; init; }

    /// <summary>The interval between two runs of each job that has a setting, by the name of the job.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> JobIntervals { get; init; }

    /// <summary>The setting for the addresses to listen on.</summary>
    public const string UrlsSetting = "ASPNETCORE_URLS";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationProblem">A setting is invalid, or one that sign-in needs is missing.</exception>
    public static WebSettings Read(IConfiguration configuration, IHostEnvironment environment) =>
        new(
            Demonstration(configuration, environment),
            AccountSettings.Read(configuration).PublicAddress,
            ProxiesIn(configuration[ProxiesSetting]),
            ProviderSettings.Read(configuration, environment),
            HostsOf(AccountSettings.Read(configuration).PublicAddress, environment),
            Serving(configuration)
        )
        {
            Telemetry = TelemetrySettings.Read(configuration),
            ApiCallsPerMinute = NumberIn(configuration, ApiCallsSetting, 1_200, MostApiCalls),
            JobIntervals = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
            {
                [MailJob.Name] = TimeSpan.FromSeconds(NumberIn(configuration, MailIntervalSetting, (int)MailJob.Interval.TotalSeconds, MostMailSeconds)),
                [SigningJob.Name] = TimeSpan.FromMinutes(NumberIn(configuration, SigningSetting, (int)SigningJob.Interval.TotalMinutes, MostSigningMinutes)),
            },
        };

    /// <summary>Reads a whole number, at least 1.</summary>
    private static int NumberIn(IConfiguration configuration, string setting, int without, int most)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
            return without;
        return
            int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= most
            ? number
            : throw new ConfigurationProblem($"{setting} is '{text}', but has to be a whole number from 1 to {most}.");
    }

    private static string[] HostsOf(string publicAddress, IHostEnvironment environment)
    {
        var host = new Uri(publicAddress).Host;
        return environment.IsDevelopment() || Loopback.Contains(host, StringComparer.OrdinalIgnoreCase) ? [host, .. Loopback] : [host];
    }

    private static bool Demonstration(IConfiguration configuration, IHostEnvironment environment)
    {
        var text = configuration[DemonstrationSetting];
        if (!bool.TryParse(string.IsNullOrWhiteSpace(text) ? environment.IsDevelopment().ToString() : text, out var isDemonstration))
            throw new ConfigurationProblem($"{DemonstrationSetting} is '{text}', but can only be true or false.");
        if (environment.IsProduction() || environment.EnvironmentName.Length == 0)
            RequireForProduction(configuration, isDemonstration);
        return isDemonstration;
    }

    /// <summary>Refuses one-click sign-in in Production, and requires the settings for account e-mails.</summary>
    private static void RequireForProduction(IConfiguration configuration, bool isDemonstration)
    {
        if (isDemonstration)
            throw new ConfigurationProblem(
                $"{DemonstrationSetting} is true, but the demonstration network, whose people sign in by a click, never runs in Production: set it to "
                    + $"false, or ASPNETCORE_ENVIRONMENT to Development."
            );
        foreach (
            var (setting, what) in ((string, string)[])
                [
                    (AccountSettings.PublicAddressSetting, "the address that the links in them open, such as https://imi.example"),
                    ("Imi:Mail:Host", "the mail server"),
                ]
        )
        {
            if (string.IsNullOrWhiteSpace(configuration[setting]))
                throw new ConfigurationProblem(
                    $"{setting} is not set: in Production people sign in with accounts that they set up by e-mail, so name {what}; to try the platform "
                        + $"instead, set ASPNETCORE_ENVIRONMENT to Development."
                );
        }
    }

    private static IReadOnlyList<IPAddress> ProxiesIn(string? text) =>
        [
            .. (text ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(one =>
                    IPAddress.TryParse(one, out var address)
                        ? address
                        : throw new ConfigurationProblem(
                            $"{ProxiesSetting} is '{text}', but has to be network addresses such as 192.0.2.10, with a semicolon between them."
                        )
                ),
        ];

    private static string? Serving(IConfiguration configuration)
    {
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrWhiteSpace(urls))
        {
            var isSaidOtherwise =
                configuration.GetSection("Kestrel:Endpoints").Exists()
                || configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 }
                || configuration[WebHostDefaults.HttpsPortsKey] is { Length: > 0 };
            return isSaidOtherwise ? null : AccountSettings.DefaultAddress;
        }

        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsServable(url))
                throw new ConfigurationProblem(
                    $"{UrlsSetting} is '{urls}', but has to be addresses such as http://localhost:5080, with a semicolon between them."
                );
        }

        return urls;
    }

    private static bool IsServable(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port <= ushort.MaxValue;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
