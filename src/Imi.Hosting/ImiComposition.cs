using Imi.Connectors;
using Imi.Connectors.Translation;
using Imi.Kernel;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.PostgreSql;
using Imi.Kernel.Sqlite;
using Imi.Kernel.SqlServer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Imi.Hosting;

/// <summary>Composes the kernel, the database, the connectors and the policy modules, in the same way for web host, command line and tests.</summary>
public sealed class ImiComposition
{
    /// <summary>The setting for the folder of the policy modules.</summary>
    public const string ModulesDirectorySetting = "Imi:ModulesDirectory";

    private static readonly IReadOnlyList<IDatabaseProvider> Providers = [new SqliteDatabase(), new SqlServerDatabase(), new PostgreSqlDatabase()];

    private readonly Lazy<ModuleCatalogue> _catalogue;
    private Task? _migration;
    private string? _backupMadeFor;

    private ImiComposition(
        DatabaseSettings database,
        string? backupMadeFor,
        KeyProtectionSettings keys,
        MailSettings mail,
        ClamdSettings? clamd,
        IReadOnlyList<TranslationEngineSettings> engines,
        AccountSettings accounts,
        string modulesDirectory
    )
    {
        Database = database;
        _backupMadeFor = backupMadeFor;
        Keys = keys;
        Mail = mail;
        Clamd = clamd;
        Engines = engines;
        Accounts = accounts;
        _catalogue = new Lazy<ModuleCatalogue>(() => ModuleCatalogue.Load(modulesDirectory));
    }

    /// <summary>The location of the data.</summary>
    public DatabaseSettings Database { get; }

    /// <summary>The certificate or key file that protects the key ring.</summary>
    public KeyProtectionSettings Keys { get; }

    /// <summary>Receives log messages about the preparation of the database, such as waits and long steps.</summary>
    public Action<string> Announce { get; set; } = _ => { };

    /// <summary>The settings for sending e-mails.</summary>
    public MailSettings Mail { get; }

    /// <summary>The settings of the malware scanner; null if none is configured.</summary>
    public ClamdSettings? Clamd { get; }

    /// <summary>The settings of the machine-translation engines, in the order in which they are used; empty if there are none.</summary>
    public IReadOnlyList<TranslationEngineSettings> Engines { get; private set; }

    /// <summary>The settings for user accounts.</summary>
    public AccountSettings Accounts { get; }

    /// <summary>The policy modules, loaded at first use.</summary>
    public ModuleCatalogue Catalogue => _catalogue.Value;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="isProduction">Whether the host runs in Production, with real cases.</param>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
    public static ImiComposition Read(IConfiguration configuration, bool isProduction = false)
    {
        var database = DatabaseSettings.Read(configuration);
        return new ImiComposition(
            database,
            configuration[UpgradeBackup.ConfirmationSetting],
            KeyProtectionSettings.Read(configuration, database.Provider, isProduction),
            MailSettings.Read(configuration, database.DataDirectory),
            ClamdSettings.Read(configuration),
            TranslationEngineSettings.Read(configuration),
            AccountSettings.Read(configuration),
            ModulesDirectory(configuration)
        );
    }

    /// <summary>Uses the translation engine that is installed on this machine if the settings name none, for the demonstration.</summary>
    public void UseInstalledEngine()
    {
        if (Engines.Count == 0)
            Engines = TranslationEngineSettings.Installed();
    }

    /// <summary>Registers the database, the key ring, the connectors and the kernel.</summary>
    public IServiceCollection AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Accounts);
        services.AddImiDatabase(Database, Providers);
        services.AddImiKeyRing(Database, Keys);
        services.AddImiConnectors(Mail, Clamd).AddImiTranslation(Engines);
        services.AddScoped<UpgradeBackupJob>();
        return services.AddImiKernel(() => Catalogue);
    }

    /// <summary>Builds services with the same data and keys but another clock, for demonstration data that happened in the past.</summary>
    /// <param name="services">The services of the platform; they must outlive the result.</param>
    /// <param name="clock">The other clock.</param>
    public ServiceProvider At(IServiceProvider services, TimeProvider clock) =>
        AddServices(new ServiceCollection().AddSingleton(clock))
            .AddSingleton(services.GetRequiredService<ILoggerFactory>())
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(services.GetRequiredService<IDataProtectionProvider>())
            .AddSingleton(services.GetRequiredService<IKeyManager>())
            .BuildServiceProvider();

    /// <summary>
    /// Starts the migration of the database while the host is still being built, to save time. <see cref="PrepareAsync"/> waits for it and reports
    /// its faults.
    /// </summary>
    public void BeginMigration() => _migration = Task.Run(() => MigrateAsync(CancellationToken.None));

    /// <summary>Confirms that a server database was backed up before the upgrade to this program's last migration.</summary>
    public void ConfirmBackup()
    {
        using var database = new ImiDbContext(Providers.OptionsFor(Database));
        _backupMadeFor = database.Database.GetMigrations().LastOrDefault();
    }

    /// <summary>
    /// Migrates the database, stores the modules' definitions in it, and repeats deletions of the ledger that a restored database lacks. Call it
    /// once at the start, before the first request is served.
    /// </summary>
    /// <exception cref="ConfigurationProblem">The database in the settings cannot be used.</exception>
    public Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        AnnounceAsync(
            services,
            cancellationToken,
            async stop =>
            {
                var scopes = services.GetRequiredService<IServiceScopeFactory>();
                await (_migration ?? MigrateAsync(stop)).WaitAsync(stop);
                await Catalogue.StoreVersionsAsync(scopes, services.GetRequiredService<TimeProvider>(), stop);
                using (var scope = scopes.CreateScope())
                    await scope.ServiceProvider.GetRequiredService<RetentionSweepService>().RepeatLedgerAsync(stop);
            }
        );

    /// <summary>
    /// One sentence for the operator about the exchanges that cannot be opened; null if all can be. It reads the keys of all exchanges: call it
    /// when requests are already being served.
    /// </summary>
    public async Task<string?> LossAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<KeyRingService>().ReadAsync(cancellationToken)).Loss;
    }

    /// <summary>Runs work on the database at the start; converts database faults to a problem that names the setting.</summary>
    /// <exception cref="ConfigurationProblem">The database in the settings cannot be used.</exception>
    public async Task AnnounceAsync(IServiceProvider services, CancellationToken cancellationToken, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception failure) when (services.GetRequiredService<DatabaseFaults>().Of(failure) is { } fault and not DatabaseFault.Duplicate)
        {
            var setting =
                Database == DatabaseSettings.Embedded(Database.DataDirectory)
                    ? DatabaseSettings.DataDirectorySetting
                    : DatabaseSettings.ConnectionStringSetting;
            throw new ConfigurationProblem($"{setting}: the database ({Database.Provider}) {Sentence(fault)}: {Said(failure)}", failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException { InnerException: null })
        {
            throw new ConfigurationProblem($"{DatabaseSettings.DataDirectorySetting}: '{Database.DataDirectory}' is not writable: {failure.Message}", failure);
        }
    }

    private Task MigrateAsync(CancellationToken cancellationToken) =>
        new DatabaseMigration(Providers.Of(Database), Database)
        {
            Announce = line => Announce(line),
            BeforeUpgrade = (upgrade, stop) => UpgradeBackup.RequireAsync(Database, upgrade, _backupMadeFor, line => Announce(line), stop),
        }.ApplyAsync(cancellationToken);

    private static string Said(Exception failure)
    {
        var cause = failure;
        while (cause is not System.Data.Common.DbException && cause.InnerException is { } inner)
            cause = inner;
        return cause.Message.ReplaceLineEndings("\n").Split('\n')[0];
    }

    private static string Sentence(DatabaseFault fault) =>
        fault switch
        {
            DatabaseFault.Busy => "is locked by another process or too slow",
            DatabaseFault.ReadOnly => "is read-only",
            DatabaseFault.DiskFull => "has no space left on its disk",
            DatabaseFault.NotMigrated => "has other tables than this program expects",
            DatabaseFault.Damaged => "is damaged or not a database",
            _ => "cannot be reached",
        };

    private static string ModulesDirectory(IConfiguration configuration)
    {
        if (configuration[ModulesDirectorySetting] is not { Length: > 0 } set)
            return Path.Combine(AppContext.BaseDirectory, "modules");
        return Directory.Exists(set)
            ? Path.GetFullPath(set)
            : throw new ConfigurationProblem($"{ModulesDirectorySetting} is '{set}', but this folder does not exist.");
    }
}
