using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Connectors;

/// <summary>Registers what stands behind the kernel's ports.</summary>
public static class ConnectorRegistration
{
    /// <summary>Registers the way by which e-mails leave, and the malware scanner.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="mail">How e-mails leave.</param>
    /// <param name="clamd">Where the malware scanner listens; null where none is configured.</param>
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
