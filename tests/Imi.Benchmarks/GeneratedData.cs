using System.Globalization;
using Imi.Hosting;
using Imi.Kernel.Foundation.Persistence;
using Imi.SeedData;
using Microsoft.EntityFrameworkCore;

namespace Imi.Benchmarks;

/// <summary>Databases of generated exchanges, created once and reused until the model changes.</summary>
internal static class GeneratedData
{
    /// <summary>Returns the folder of a database with these numbers of exchanges and authorities, creating it if needed.</summary>
    public static async Task<string> EnsureAsync(string root, int exchanges, int authorities)
    {
        var folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{exchanges}-of-{authorities}"));
        var mark = Path.Combine(folder, "complete");
        await using var services = Open(folder);
        string model;
        await using (var scope = services.CreateAsyncScope())
            model = scope.ServiceProvider.GetRequiredService<ImiDbContext>().Database.GetMigrations().Last();
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == model)
            return folder;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Console.WriteLine($"Generating {exchanges} exchanges of {authorities} authorities, kept in {Path.GetRelativePath(".", folder)} ...");
        var composition = services.GetRequiredService<ImiComposition>();
        await composition.PrepareAsync(services, CancellationToken.None);
        await ScaleData.SeedAsync(services, exchanges, authorities, progress: null, CancellationToken.None);
        await File.WriteAllTextAsync(mark, model);
        return folder;
    }

    /// <summary>Creates the kernel's services on the database of a folder.</summary>
    public static ServiceProvider Open(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(DatabaseSettings.DataDirectorySetting, folder)]).Build();
        var composition = ImiComposition.Read(configuration);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(composition);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Error));
        return composition.AddServices(services).BuildServiceProvider();
    }
}
