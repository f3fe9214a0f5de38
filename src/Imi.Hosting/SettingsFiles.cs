using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Imi.Hosting;

/// <summary>Reads the settings files that the web host and the command line tool share.</summary>
public static class SettingsFiles
{
    private const string Name = "appsettings.json";
    private const string Production = "Production";

    /// <summary>Whether the environment is Production, for a host that does not determine this itself. It is unless a variable names another one.</summary>
    public static bool IsProduction => EnvironmentName.Equals(Production, StringComparison.OrdinalIgnoreCase);

    private static string EnvironmentName =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } web ? web
        : Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } any ? any
        : Production;

    /// <summary>Adds the settings file beside the program with the lowest priority: all other sources override it.</summary>
    /// <exception cref="ConfigurationProblem">The file cannot be read.</exception>
    public static void AddBesideProgram(IConfigurationBuilder configuration) =>
        Read(() =>
        {
            var source = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, Name), Optional = true };
            source.ResolveFileProvider();
            configuration.Sources.Insert(0, source);
            return configuration;
        });

    /// <summary>Adds the settings files of the working directory, for a host that does not add them itself.</summary>
    public static IConfigurationBuilder AddOfWorkingFolder(IConfigurationBuilder configuration)
    {
        return configuration
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile(Name, optional: true)
            .AddJsonFile($"appsettings.{EnvironmentName}.json", optional: true);
    }

    /// <summary>Runs code that reads settings files.</summary>
    /// <exception cref="ConfigurationProblem">A file cannot be read.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or UnauthorizedAccessException or IOException)
        {
            throw new ConfigurationProblem($"{wrong.Message} {wrong.GetBaseException().Message}", wrong);
        }
    }
}
