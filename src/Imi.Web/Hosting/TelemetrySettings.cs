using System.Globalization;
using Imi.Kernel.Foundation.Persistence;
using OpenTelemetry.Exporter;

namespace Imi.Web.Hosting;

/// <summary>Where metrics and traces go. Without a setting nothing is collected.</summary>
/// <param name="Collector">The address of a collector that takes OTLP; null for none.</param>
/// <param name="Protocol">How the collector is spoken to.</param>
/// <param name="Headers">What the collector wants to see with each call, as <c>name=value</c> with commas between; null for nothing.</param>
/// <param name="ScrapeToken">The secret by which Prometheus may read the metrics; null where nobody may.</param>
/// <param name="TracedShare">Which share of requests and runs of jobs is traced, from 0 to 1.</param>
internal sealed record TelemetrySettings(Uri? Collector, OtlpExportProtocol Protocol, string? Headers, string? ScrapeToken, double TracedShare)
{
    /// <summary>The setting with the collector's address.</summary>
    public const string CollectorSetting = $"{Otlp}:Endpoint";

    /// <summary>The setting with the collector's protocol: Grpc or Http.</summary>
    public const string ProtocolSetting = $"{Otlp}:Protocol";

    /// <summary>The setting with the collector's headers.</summary>
    public const string HeadersSetting = $"{Otlp}:Headers";

    /// <summary>The setting with the secret of Prometheus.</summary>
    public const string ScrapeTokenSetting = "Imi:Telemetry:Prometheus:Token";

    /// <summary>The setting with the share that is traced.</summary>
    public const string TracedShareSetting = "Imi:Telemetry:TracedShare";

    private const string Otlp = "Imi:Telemetry:Otlp";
    private const int ShortestToken = 32;
    private const double UsualShare = 0.1;

    /// <summary>Whether anything is collected.</summary>
    public bool IsOn => Collector is not null || ScrapeToken is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationProblem">A setting is wrong. The message never shows a secret.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var collector = CollectorIn(Text(configuration, CollectorSetting));
        foreach (var setting in (string[])[ProtocolSetting, HeadersSetting])
        {
            if (collector is null && Text(configuration, setting) is not null)
                throw new ConfigurationProblem(
                    $"{CollectorSetting} is not set: name the collector, such as http://localhost:4317, or leave out {setting} too."
                );
        }

        return new TelemetrySettings(
            collector,
            ProtocolIn(Text(configuration, ProtocolSetting)),
            HeadersIn(Text(configuration, HeadersSetting)),
            TokenIn(Text(configuration, ScrapeTokenSetting)),
            ShareIn(Text(configuration, TracedShareSetting))
        );
    }

    private static string? Text(IConfiguration configuration, string setting) =>
        configuration[setting] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static Uri? CollectorIn(string? text)
    {
        if (text is null)
            return null;
        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.UserInfo.Length == 0
            && address.Query.Length == 0
            ? address
            : throw new ConfigurationProblem($"{CollectorSetting} has to be an address such as http://localhost:4317, without a name, a password or a query.");
    }

    private static OtlpExportProtocol ProtocolIn(string? text) =>
        text?.ToLowerInvariant() switch
        {
            null or "grpc" => OtlpExportProtocol.Grpc,
            "http" => OtlpExportProtocol.HttpProtobuf,
            _ => throw new ConfigurationProblem($"{ProtocolSetting} is '{text}', but can only be Grpc or Http."),
        };

    private static string? HeadersIn(string? text) =>
        text is null || text.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0 && !header.Any(char.IsControl))
            ? text
            : throw new ConfigurationProblem($"{HeadersSetting} has to be headers such as 'api-key=SECRET', with a comma between two of them.");

    private static string? TokenIn(string? text) =>
        text is null || (text.Length >= ShortestToken && text.All(letter => letter is > ' ' and <= '~'))
            ? text
            : throw new ConfigurationProblem(
                $"{ScrapeTokenSetting} has to be at least {ShortestToken} letters, digits and signs without spaces, such as 'openssl rand -hex 32' writes."
            );

    private static double ShareIn(string? text)
    {
        if (text is null)
            return UsualShare;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new ConfigurationProblem(
                $"{TracedShareSetting} is '{text}', but has to be a number from 0 to 1, such as {UsualShare.ToString(CultureInfo.InvariantCulture)}."
            );
    }
}
