using Imi.Kernel.Foundation.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Imi.Hosting;

/// <summary>The files of settings that the web host and the command line tool read alike.</summary>
public static class SettingsFiles
{
    private const string Name = "appsettings.json";
    private const string Production = "Production";

    /// <summary>Whether a host that does not know it by itself runs in Production: that is so where nothing says otherwise.</summary>
    public static bool IsProduction => EnvironmentName.Equals(Production, StringComparison.OrdinalIgnoreCase);

    private static string EnvironmentName =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } web ? web
        : Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } any ? any
        : Production;

    /// <summary>Reads the file beside the program before all others: what stands in the folder that one works in wins.</summary>
    /// <exception cref="ConfigurationProblem">A file cannot be read.</exception>
    public static void AddBesideProgram(IConfigurationBuilder configuration) =>
        Read(() =>
        {
            var source = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, Name), Optional = true };
            source.ResolveFileProvider();
            configuration.Sources.Insert(0, source);
            return configuration;
        });

    /// <summary>Reads the files of the folder that one works in, for a host that does not do so by itself.</summary>
    /// <exception cref="ConfigurationProblem">A file cannot be read.</exception>
    public static IConfigurationBuilder AddOfWorkingFolder(IConfigurationBuilder configuration)
    {
        return configuration
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile(Name, optional: true)
            .AddJsonFile($"appsettings.{EnvironmentName}.json", optional: true);
    }

    /// <summary>Does what reads files of settings.</summary>
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
