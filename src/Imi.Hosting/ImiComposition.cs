using Imi.Connectors;
using Imi.Kernel;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.PostgreSql;
using Imi.Kernel.SqlServer;
using Imi.Kernel.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Imi.Hosting;

/// <summary>Puts the kernel, a database, the connectors and the policy modules together, alike for web, command line and tests.</summary>
public sealed class ImiComposition
{
    /// <summary>The setting that names the folder of the policy modules.</summary>
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
        AccountSettings accounts,
        string modulesDirectory
    )
    {
        Database = database;
        _backupMadeFor = backupMadeFor;
        Keys = keys;
        Mail = mail;
        Clamd = clamd;
        Accounts = accounts;
        _catalogue = new Lazy<ModuleCatalogue>(() => ModuleCatalogue.Load(modulesDirectory));
    }

    /// <summary>Where the data are.</summary>
    public DatabaseSettings Database { get; }

    /// <summary>What protects the key ring.</summary>
    public KeyProtectionSettings Keys { get; }

    /// <summary>Receives what a log says of the preparation of the database: what is waited for, and what takes long.</summary>
    public Action<string> Tell { get; set; } = _ => { };

    /// <summary>How e-mails leave.</summary>
    public MailSettings Mail { get; }

    /// <summary>Where the malware scanner listens; null where none is configured.</summary>
    public ClamdSettings? Clamd { get; }

    /// <summary>How people come to their accounts.</summary>
    public AccountSettings Accounts { get; }

    /// <summary>The policy modules, loaded when first asked for.</summary>
    public ModuleCatalogue Catalogue => _catalogue.Value;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="isProduction">Whether real cases are handled.</param>
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
            AccountSettings.Read(configuration),
            ModulesDirectory(configuration)
        );
    }

    /// <summary>Registers database, key ring, connectors and the kernel.</summary>
    public IServiceCollection AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Accounts);
        services.AddImiDatabase(Database, Providers);
        services.AddImiKeyRing(Database, Keys);
        services.AddImiConnectors(Mail, Clamd);
        return services.AddImiKernel(() => Catalogue);
    }

    /// <summary>The same platform, on the same data and with the same keys, by another clock: for what is played as if it happened then.</summary>
    /// <param name="services">The platform; it outlives what is returned.</param>
    /// <param name="clock">The other clock.</param>
    public ServiceProvider At(IServiceProvider services, TimeProvider clock) =>
        AddServices(new ServiceCollection().AddSingleton(clock))
            .AddSingleton(services.GetRequiredService<ILoggerFactory>())
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(services.GetRequiredService<IDataProtectionProvider>())
            .AddSingleton(services.GetRequiredService<IKeyManager>())
            .BuildServiceProvider();

    /// <summary>
    /// Begins with the database while the host is still being put together: either takes as long as the other. What goes wrong
    /// is told by <see cref="PrepareAsync"/>.
    /// </summary>
    public void BeginMigration() => _migration = Task.Run(() => MigrateAsync(CancellationToken.None));

    /// <summary>Confirms that a served database has been backed up, for whatever upgrade this program makes of it.</summary>
    public void ConfirmBackup()
    {
        using var database = new ImiDbContext(Providers.OptionsFor(Database));
        _backupMadeFor = database.Database.GetMigrations().LastOrDefault();
    }

    /// <summary>
    /// Brings the database to the program's model, keeps the modules' definitions in it, and does again what a restored database
    /// has forgotten that it deleted. Call it once at the start, before anybody is answered.
    /// </summary>
    /// <exception cref="ConfigurationProblem">The database that the settings name cannot be used.</exception>
    public Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        TellAsync(
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
    /// What whoever operates the platform must be told: which content cannot be opened; null where all can. It looks at every key:
    /// call it when people are being answered already.
    /// </summary>
    public async Task<string?> LossAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<KeyRingService>().ReadAsync(cancellationToken)).Loss;
    }

    /// <summary>Does what a start does with the database; where that cannot be used, the problem names the setting.</summary>
    /// <exception cref="ConfigurationProblem">The database that the settings name cannot be used.</exception>
    public async Task TellAsync(IServiceProvider services, CancellationToken cancellationToken, Func<CancellationToken, Task> work)
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
            throw new ConfigurationProblem(
                $"{DatabaseSettings.DataDirectorySetting}: '{Database.DataDirectory}' cannot be written to: {failure.Message}",
                failure
            );
        }
    }

    private Task MigrateAsync(CancellationToken cancellationToken) =>
        new DatabaseMigration(Providers.Of(Database), Database)
        {
            Tell = line => Tell(line),
            BeforeUpgrade = (upgrade, stop) => UpgradeBackup.RequireAsync(Database, upgrade, _backupMadeFor, line => Tell(line), stop),
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
            DatabaseFault.Busy => "is locked by somebody else, or too slow",
            DatabaseFault.ReadOnly => "can only be read",
            DatabaseFault.DiskFull => "has no room left on its disk",
            DatabaseFault.NotMigrated => "has other tables than this program",
            DatabaseFault.Damaged => "is damaged, or no database",
            _ => "cannot be reached",
        };

    private static string ModulesDirectory(IConfiguration configuration)
    {
        if (configuration[ModulesDirectorySetting] is not { Length: > 0 } set)
            return Path.Combine(AppContext.BaseDirectory, "modules");
        return Directory.Exists(set)
            ? Path.GetFullPath(set)
            : throw new ConfigurationProblem($"{ModulesDirectorySetting} is '{set}', but there is no such folder.");
    }
}
