using System.CommandLine;
using Imi.Hosting;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imi.Cli;

/// <summary>The installation that a verb works on: the web host's settings, the same kernel.</summary>
internal sealed class Installation(ImiComposition composition, ServiceProvider services) : IAsyncDisposable
{
    private static readonly Option<string?> DataDirectory = Setting(DatabaseSettings.DataDirectorySetting, "The data folder; ./data by default.");
    private static readonly Option<string?> Provider = Setting(DatabaseSettings.ProviderSetting, "Sqlite, SqlServer or PostgreSql.");
    private static readonly Option<string?> ConnectionString = Setting(DatabaseSettings.ConnectionStringSetting, "How the database is reached.");
    private static readonly Option<string?> ModulesFolder = Setting(ImiComposition.ModulesDirectorySetting, "The folder of the policy modules.");

    private static readonly Option<string?> KeyFile = Setting(KeyProtectionSettings.FileSetting, "The key file that protects the key ring.");
    private static readonly Option<string?> Certificate = Setting(KeyProtectionSettings.CertificateSetting, "The certificate that protects the key ring.");

    /// <summary>The settings that can be given on the command line; appsettings.json and the environment are read too.</summary>
    public static IReadOnlyList<Option<string?>> Options { get; } = [DataDirectory, Provider, ConnectionString, ModulesFolder, KeyFile, Certificate];

    /// <summary>What is put together.</summary>
    public ImiComposition Composition => composition;

    /// <summary>The services.</summary>
    public IServiceProvider Services => services;

    /// <summary>Runs a verb on the installation; faults become one sentence and an exit code.</summary>
    /// <param name="parsed">The words of the call.</param>
    /// <param name="migrate">Whether the database is prepared first as a start does; then what the verb journaled is signed at its end.</param>
    /// <param name="work">The verb.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="signs">Whether the journal's end is signed afterwards; not for verbs that look at exactly that.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed,
        bool migrate,
        Func<Installation, IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken cancellationToken,
        bool signs = true
    )
    {
        try
        {
            await using var installation = Open(parsed);
            if (migrate)
                await installation.PrepareAsync(cancellationToken);
            await using var scope = installation.Services.CreateAsyncScope();
            var code = await work(installation, scope.ServiceProvider, cancellationToken);
            if (migrate && signs)
                await SignAsync(installation, cancellationToken);
            return code;
        }
        catch (ConfigurationProblem problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return ExitCodes.Usage;
        }
        catch (Exception fault)
            when (fault is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The database could not be used: {(fault.InnerException ?? fault).Message}");
            return ExitCodes.Found;
        }
    }

    /// <summary>The modules of the installation, those uploaded included; empty where there is no installation that can be read.</summary>
    public static async Task<IReadOnlyList<PolicyModule>> ModulesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            await using var installation = Open(parsed);
            return (await installation.CatalogueAsync(cancellationToken)).Modules;
        }
        catch (Exception fault) when (fault is ConfigurationProblem or System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The catalogue with what was uploaded; a new installation has no database yet, then there is the folder alone.</summary>
    public async Task<ModuleCatalogue> CatalogueAsync(CancellationToken cancellationToken)
    {
        var catalogue = Composition.Catalogue;
        var scopes = Services.GetRequiredService<IServiceScopeFactory>();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ImiDbContext>().Database;
        if (await database.CanConnectAsync(cancellationToken) && !(await database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            catalogue.Watch(scopes, TimeProvider.System);
            await catalogue.LookAsync(cancellationToken);
        }

        return catalogue;
    }

    private static async Task SignAsync(Installation installation, CancellationToken cancellationToken)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        if ((await scope.ServiceProvider.GetRequiredService<JournalService>().SignAsync(isRestored: false, cancellationToken)).Break is { } broken)
            await Console.Error.WriteLineAsync(
                $"The journal is broken at entry {broken.Sequence} ({broken.Kind}) and was not signed: imi audit verify says more."
            );
    }

    /// <summary>Does what a start of the web host does with the database, and says which content cannot be opened.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        composition.Tell = Console.Error.WriteLine;
        await composition.PrepareAsync(services, cancellationToken);
        if (await composition.LossAsync(services, cancellationToken) is { } loss)
            await Console.Error.WriteLineAsync(loss);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static Installation Open(ParseResult parsed)
    {
        var settings = SettingsFiles
            .AddOfWorkingFolder(new ConfigurationBuilder())
            .AddEnvironmentVariables()
            .AddInMemoryCollection(
                Options.Select(option => KeyValuePair.Create(option.Name[2..], parsed.GetValue(option))).Where(setting => setting.Value is not null)
            );
        SettingsFiles.AddBesideProgram(settings);
        var configuration = SettingsFiles.Read(settings.Build);
        var composition = ImiComposition.Read(configuration, SettingsFiles.IsProduction);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddSimpleConsole());
        composition.AddServices(services);
        return new Installation(composition, services.BuildServiceProvider());
    }

    private static Option<string?> Setting(string name, string description) => new($"--{name}") { Description = description, Recursive = true };
}
