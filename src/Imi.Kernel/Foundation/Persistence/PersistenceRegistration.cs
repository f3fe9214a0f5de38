using Imi.Kernel.Foundation.Persistence.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Registers the database.</summary>
public static class PersistenceRegistration
{
    /// <summary>Registers the context, its provider, fault recognition and locks.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The location of the data.</param>
    /// <param name="providers">The kinds of database that the host supports.</param>
    /// <exception cref="ConfigurationProblem">The host does not support the kind of database in the settings, or the connection string is invalid.</exception>
    public static IServiceCollection AddImiDatabase(
        this IServiceCollection services,
        DatabaseSettings settings,
        params IReadOnlyList<IDatabaseProvider> providers
    )
    {
        var provider = providers.Of(settings);
        providers.OptionsFor(settings); // Fails now, not at the first query, if the connection string is invalid.
        services.AddSingleton(settings);
        services.AddSingleton(provider);
        services.AddSingleton<DatabaseFaults>();
        services.AddSingleton<DatabaseLocks>();
        services.AddDbContextPool<ImiDbContext>(options =>
        {
            provider.Configure(options, settings.ConnectionString);
            options.AddInterceptors(QueryMeasuring.Instance);
        });
        return services;
    }

    /// <summary>The context options for the database in the settings.</summary>
    /// <exception cref="ConfigurationProblem">The host does not support the kind of database in the settings, or the connection string is invalid.</exception>
    public static DbContextOptions<ImiDbContext> OptionsFor(this IReadOnlyList<IDatabaseProvider> providers, DatabaseSettings settings)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        providers.Of(settings).Configure(options, settings.ConnectionString);
        return options.Options;
    }

    /// <summary>The provider for the kind of database in the settings.</summary>
    /// <exception cref="ConfigurationProblem">The host does not support this kind.</exception>
    public static IDatabaseProvider Of(this IReadOnlyList<IDatabaseProvider> providers, DatabaseSettings settings) =>
        providers.FirstOrDefault(known => known.Kind == settings.Provider)
        ?? throw new ConfigurationProblem($"{DatabaseSettings.ProviderSetting} is '{settings.Provider}', which this program does not support.");
}
