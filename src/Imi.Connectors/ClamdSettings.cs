using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;

namespace Imi.Connectors;

/// <summary>Where the malware scanner <c>clamd</c> of ClamAV listens: on a Unix socket or on a port.</summary>
/// <param name="Address">The address.</param>
/// <param name="Timeout">How long it may take to scan a file.</param>
public sealed record ClamdSettings(EndPoint Address, TimeSpan Timeout)
{
    private const int UsualPort = 3310;
    private const int UsualSeconds = 60;

    /// <summary>Reads <c>Imi:Clamd</c>: <c>Socket</c>, or <c>Host</c> and <c>Port</c>; <c>TimeoutSeconds</c>.</summary>
    /// <returns>The settings; null where no scanner is configured.</returns>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
    public static ClamdSettings? Read(IConfiguration configuration)
    {
        var clamd = configuration.GetSection("Imi:Clamd");
        var (socket, host) = (clamd["Socket"] ?? "", clamd["Host"] ?? "");
        if (socket.Length > 0 && host.Length > 0)
            throw new ConfigurationProblem("Imi:Clamd names a Socket and a Host: set one of them.");
        if (socket.Length == 0 && host.Length == 0)
            return null;
        var timeout = TimeSpan.FromSeconds(Number(clamd, "TimeoutSeconds", UsualSeconds, 600));
        return socket.Length > 0
            ? new ClamdSettings(new UnixDomainSocketEndPoint(socket), timeout)
            : new ClamdSettings(new DnsEndPoint(host, Number(clamd, "Port", UsualPort, 65_535)), timeout);
    }

    private static int Number(IConfigurationSection section, string name, int usual, int most)
    {
        if (section[name] is not { Length: > 0 } text)
            return usual;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ConfigurationProblem($"Imi:Clamd:{name} is '{text}', but can only be a number from 1 to {most}.");
    }
}
