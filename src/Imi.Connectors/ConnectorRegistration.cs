using Imi.Connectors.Translation;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
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

    /// <summary>Registers the machine-translation engines in the order of the settings, and the detector of languages.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="engines">The settings of the engines; empty if none is configured.</param>
    public static IServiceCollection AddImiTranslation(this IServiceCollection services, IReadOnlyList<TranslationEngineSettings> engines)
    {
        foreach (var engine in engines)
        {
            if (engine.Kind != TranslationEngineKind.Apertium)
                EngineClients.Add(services, engine);
            services.AddSingleton(provider => Engine(provider, engine));
        }

        return engines.Count == 0 ? services : services.AddSingleton<ILanguageDetector, LinguaDetector>().AddHostedService<EnginesAtStart>();
    }

    private static IMachineTranslator Engine(IServiceProvider provider, TranslationEngineSettings settings) =>
        settings.Kind switch
        {
            TranslationEngineKind.Apertium => ActivatorUtilities.CreateInstance<ApertiumTranslator>(provider, settings),
            TranslationEngineKind.ApertiumServer => ActivatorUtilities.CreateInstance<ApertiumServerTranslator>(provider, settings, Client(provider, settings)),
            TranslationEngineKind.LibreTranslate => ActivatorUtilities.CreateInstance<LibreTranslateTranslator>(provider, settings, Client(provider, settings)),
            TranslationEngineKind.ETranslation or TranslationEngineKind.ETranslation1 => ActivatorUtilities.CreateInstance<ETranslationTranslator>(
                provider,
                settings,
                Client(provider, settings)
            ),
            TranslationEngineKind.ChatModel => ActivatorUtilities.CreateInstance<ChatModelTranslator>(provider, settings, Client(provider, settings)),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Kind, "An engine of this kind does not exist."),
        };

    private static HttpClient Client(IServiceProvider provider, TranslationEngineSettings settings) =>
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(EngineClients.ClientName(settings));
}
