using Imi.Kernel.Foundation.Persistence;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Imi.Connectors;

/// <summary>The settings for sending e-mails: by a mail server, or into a folder from which another program takes them.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="Host">The host name of the mail server; null to use the folder.</param>
/// <param name="Port">The port of the mail server.</param>
/// <param name="Security">How the connection is encrypted.</param>
/// <param name="UserName">The user name at the mail server; null or empty for no authentication.</param>
/// <param name="Password">The password at the mail server. Never logged.</param>
/// <param name="PickupDirectory">The path of the folder.</param>
public sealed record MailSettings(string From, string? Host, int Port, SecureSocketOptions Security, string? UserName, string? Password, string PickupDirectory)
{
    private const int SubmissionPort = 587;

    /// <summary>Reads <c>Imi:Mail</c>. Without a host, mails go to the folder <c>mail</c> in the data folder.</summary>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
    public static MailSettings Read(IConfiguration configuration, string dataDirectory)
    {
        var mail = configuration.GetSection("Imi:Mail");
        var from = mail["From"] is { Length: > 0 } set ? set : "no-reply@imi.example";
        if (!MimeKit.MailboxAddress.TryParse(from, out _))
            throw new ConfigurationProblem($"Imi:Mail:From is '{from}', which is not a valid e-mail address.");
        var port = SubmissionPort;
        if (
            mail["Port"] is { Length: > 0 } portText
            && (!int.TryParse(portText, System.Globalization.CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
        )
        {
            throw new ConfigurationProblem($"Imi:Mail:Port is '{portText}', but can only be a number from 1 to 65535.");
        }

        var security = (mail["Security"] ?? "").ToUpperInvariant() switch
        {
            "" or "STARTTLS" => SecureSocketOptions.StartTls,
            "TLS" => SecureSocketOptions.SslOnConnect,
            "NONE" => SecureSocketOptions.None,
            _ => throw new ConfigurationProblem($"Imi:Mail:Security is '{mail["Security"]}', but can only be None, StartTls or Tls."),
        };
        return new MailSettings(
            from,
            mail["Host"] is { Length: > 0 } host ? host : null,
            port,
            security,
            mail["User"],
            mail["Password"],
            Path.Combine(dataDirectory, "mail")
        );
    }
}
