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

/// <summary>The installation on which a command works, with the same settings and kernel as the web host.</summary>
internal sealed class Installation(ImiComposition composition, ServiceProvider services) : IAsyncDisposable
{
    private static readonly Option<string?> DataDirectory = Setting(DatabaseSettings.DataDirectorySetting, "The data folder (default: ./data).");
    private static readonly Option<string?> Provider = Setting(DatabaseSettings.ProviderSetting, "The database provider: Sqlite, SqlServer or PostgreSql.");
    private static readonly Option<string?> ConnectionString = Setting(DatabaseSettings.ConnectionStringSetting, "The connection string of the database.");
    private static readonly Option<string?> ModulesFolder = Setting(ImiComposition.ModulesDirectorySetting, "The folder of the policy modules.");

    private static readonly Option<string?> KeyFile = Setting(KeyProtectionSettings.FileSetting, "The key file that protects the key ring.");
    private static readonly Option<string?> Certificate = Setting(KeyProtectionSettings.CertificateSetting, "The certificate that protects the key ring.");

    /// <summary>The settings available on the command line; appsettings.json and environment variables are read as well.</summary>
    public static IReadOnlyList<Option<string?>> Options { get; } = [DataDirectory, Provider, ConnectionString, ModulesFolder, KeyFile, Certificate];

    /// <summary>The composition of the platform.</summary>
    public ImiComposition Composition => composition;

    /// <summary>The services.</summary>
    public IServiceProvider Services => services;

    /// <summary>Runs a command on the installation; reports expected errors as one sentence and an exit code.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="migrate">Whether to prepare the database first, as a startup does, and to sign the journal at the end.</param>
    /// <param name="work">The command.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    /// <param name="signs">
    /// Whether to sign the journal after a command with <paramref name="migrate"/>; false for commands that verify or sign it themselves.
    /// </param>
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

    /// <summary>Returns the modules of the installation, including uploads; empty if the installation cannot be read.</summary>
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

    /// <summary>Returns the catalogue with uploads; if the database is missing or out of date, only the modules of the folder.</summary>
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
                $"The journal is broken at entry {broken.Sequence} ({broken.Kind}) and was not signed: 'imi audit verify' shows more."
            );
    }

    /// <summary>Prepares the database as a startup of the web host does, and reports content that cannot be opened.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        composition.Announce = Console.Error.WriteLine;
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
