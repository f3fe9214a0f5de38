using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Connectors;

/// <summary>Registers the implementations of the kernel's ports.</summary>
public static class ConnectorRegistration
{
    /// <summary>Registers the mail sender and the malware scanner.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="mail">The settings for sending e-mails.</param>
    /// <param name="clamd">The settings of the malware scanner; null if none is configured.</param>
    public static IServiceCollection AddImiConnectors(this IServiceCollection services, MailSettings mail, ClamdSettings? clamd)
    {
        if (clamd is not null)
            services.AddSingleton(clamd).AddSingleton<IMalwareScanner, ClamdScanner>();
        services.AddSingleton(mail);
        if (mail.Host is null)
            return services.AddSingleton<IMailSender, PickupMailSender>();
        return services.AddSingleton<IMailSender, SmtpMailSender>();
    }
}
