using Imi.Kernel.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Connectors;

/// <summary>Registers what stands behind the kernel's ports.</summary>
public static class ConnectorRegistration
{
    /// <summary>Registers the way by which e-mails leave, watched by a log that names no address.</summary>
    public static IServiceCollection AddImiConnectors(this IServiceCollection services, MailSettings mail)
    {
        services.AddSingleton(mail);
        if (mail.Host is null)
            services.AddSingleton<IMailSender, PickupMailSender>();
        else
            services.AddSingleton<IMailSender, SmtpMailSender>();
        return services.Decorate<IMailSender, LoggedMailSender>();
    }
}
