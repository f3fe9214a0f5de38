using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>Registers the database.</summary>
public static class PersistenceRegistration
{
    /// <summary>Registers the context and what recognises its faults.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Where the data are.</param>
    /// <param name="providers">The kinds of databases that the host was built with.</param>
    /// <exception cref="ConfigurationProblem">The host was not built with the kind that the settings name, or it cannot read the connection string.</exception>
    public static IServiceCollection AddImiDatabase(
        this IServiceCollection services,
        DatabaseSettings settings,
        params IReadOnlyList<IDatabaseProvider> providers
    )
    {
        var provider = providers.Of(settings);
        providers.OptionsFor(settings); // A wrong connection string is told now, not by the first query.
        services.AddSingleton(settings);
        services.AddSingleton(provider);
        services.AddSingleton<DatabaseFaults>();
        services.AddSingleton<DatabaseLocks>();
        services.AddDbContextPool<ImiDbContext>(options => provider.Configure(options, settings.ConnectionString));
        return services;
    }

    /// <summary>How a context reaches the database that the settings name.</summary>
    /// <exception cref="ConfigurationProblem">The host was not built with the kind that the settings name, or it cannot read the connection string.</exception>
    public static DbContextOptions<ImiDbContext> OptionsFor(this IReadOnlyList<IDatabaseProvider> providers, DatabaseSettings settings)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        providers.Of(settings).Configure(options, settings.ConnectionString);
        return options.Options;
    }

    /// <summary>The kind of database that the settings name.</summary>
    /// <exception cref="ConfigurationProblem">The host was not built with it.</exception>
    public static IDatabaseProvider Of(this IReadOnlyList<IDatabaseProvider> providers, DatabaseSettings settings) =>
        providers.FirstOrDefault(known => known.Kind == settings.Provider)
        ?? throw new ConfigurationProblem($"{DatabaseSettings.ProviderSetting} is '{settings.Provider}', which this program was built without.");
}
