using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;

namespace Imi.Connectors;

/// <summary>The settings of ClamAV's malware scanner <c>clamd</c>, reached by Unix socket or TCP.</summary>
/// <param name="Address">The address at which it listens.</param>
/// <param name="Timeout">The time limit to scan a file.</param>
public sealed record ClamdSettings(EndPoint Address, TimeSpan Timeout)
{
    private const int DefaultPort = 3310;
    private const int DefaultSeconds = 60;

    /// <summary>Reads <c>Imi:Clamd</c>: <c>Socket</c>, or <c>Host</c> and <c>Port</c> (3310); <c>TimeoutSeconds</c> (60).</summary>
    /// <returns>The settings; null if no scanner is configured.</returns>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
    public static ClamdSettings? Read(IConfiguration configuration)
    {
        var clamd = configuration.GetSection("Imi:Clamd");
        var (socket, host) = (clamd["Socket"] ?? "", clamd["Host"] ?? "");
        if (socket.Length > 0 && host.Length > 0)
            throw new ConfigurationProblem("Imi:Clamd:Socket and Imi:Clamd:Host are both set: set only one of them.");
        if (socket.Length == 0 && host.Length == 0)
            return null;
        var timeout = TimeSpan.FromSeconds(Number(clamd, "TimeoutSeconds", DefaultSeconds, 600));
        return socket.Length > 0
            ? new ClamdSettings(new UnixDomainSocketEndPoint(socket), timeout)
            : new ClamdSettings(new DnsEndPoint(host, Number(clamd, "Port", DefaultPort, 65_535)), timeout);
    }

    private static int Number(IConfigurationSection section, string name, int standard, int most)
    {
        if (section[name] is not { Length: > 0 } text)
            return standard;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ConfigurationProblem($"Imi:Clamd:{name} is '{text}', but can only be a number from 1 to {most}.");
    }
}
