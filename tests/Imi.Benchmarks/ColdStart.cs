using System.Diagnostics;
using System.Globalization;
using Imi.Hosting;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Benchmarks;

/// <summary>Compares the time from process start to first response with that of an empty application.</summary>
internal sealed class ColdStart(BenchOptions options)
{
    /// <summary>The role of a process that migrates an empty database and prints the duration.</summary>
    public const string Migrate = "migrate";

    /// <summary>A page, which responds only after the preparation is complete.</summary>
    private const string Page = "/help";

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        var (empty, fresh, migrated, migrations) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (freshPage, migratedPage) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            empty.Add(await TimedAsync(() => ServedApp.BareAsync(BareApps.Empty)));
            var folder = Directory.CreateTempSubdirectory("imi-bench-").FullName;
            var other = Directory.CreateTempSubdirectory("imi-bench-").FullName;
            var third = Directory.CreateTempSubdirectory("imi-bench-").FullName;
            fresh.Add(await TimedAsync(() => ServedApp.PlatformAsync(folder, signIn: false)));
            migrated.Add(await TimedAsync(() => ServedApp.PlatformAsync(folder, signIn: false)));
            freshPage.Add(await TimedAsync(() => ServedApp.PlatformAsync(third, signIn: false, Page)));
            migratedPage.Add(await TimedAsync(() => ServedApp.PlatformAsync(third, signIn: false, Page)));
            migrations.Add(double.Parse(await OwnProcess.RunAsync(Migrate, other), CultureInfo.InvariantCulture));
            foreach (var made in (string[])[folder, other, third])
                Directory.Delete(made, recursive: true);
        }

        var (bare, migration) = (Load.Median(empty), Load.Median(migrations));
        var limit = (2 * bare) + migration;
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Cold start, median of {options.Rounds}, until the first answer"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  empty ASP.NET Core application   {bare, 6:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  migrations alone                 {migration, 6:0} ms"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  platform, migrated database      {Load.Median(migrated), 6:0} ms   {Load.Median(migrated) / bare:0.00} times the empty application"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  platform, no database yet        {Load.Median(fresh), 6:0} ms   {Load.Median(fresh) / limit:0.00} of twice the empty application "
                    + $"and the migrations ({limit:0} ms)"
            )
        );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  its first page, migrated         {Load.Median(migratedPage), 6:0} ms"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  its first page, no database yet  {Load.Median(freshPage), 6:0} ms   {Load.Median(freshPage) / limit:0.00} of that limit"
            )
        );
    }

    /// <summary>Migrates the empty database of a folder and prints the duration in milliseconds.</summary>
    public static async Task MigrateAsync(string folder)
    {
        await using var services = GeneratedData.Open(folder);
        var watch = Stopwatch.StartNew();
        await new DatabaseMigration(services.GetRequiredService<IDatabaseProvider>(), services.GetRequiredService<ImiComposition>().Database).ApplyAsync(
            CancellationToken.None
        );
        Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<double> TimedAsync(Func<Task<ServedApp>> start)
    {
        await using var app = await start();
        return app.StartTime.TotalMilliseconds;
    }
}
