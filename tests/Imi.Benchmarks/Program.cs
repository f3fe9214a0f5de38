namespace Imi.Benchmarks;

/// <summary>
/// Measures the platform against lower bounds: a minimal endpoint that executes the same SQL and writes the same bytes, and an
/// empty web application. The option <c>--of</c> selects one benchmark; see <see cref="BenchOptions"/> for all options.
/// </summary>
internal static class BenchProgram
{
    private static async Task<int> Main(string[] args)
    {
        var options = BenchOptions.Read(args);
        switch (options.Role)
        {
            case BareApps.Empty:
                await BareApps.RunEmptyAsync();
                return 0;
            case BareApps.Floor:
                await BareApps.RunFloorAsync(options.DataDirectory);
                return 0;
            case InboxBench.Record:
                await InboxBench.RecordAsync(options.DataDirectory, options.To);
                return 0;
            case DirectoryBench.Record:
                await DirectoryBench.RecordAsync(options.DataDirectory, options.To);
                return 0;
            case ColdStart.Migrate:
                await ColdStart.MigrateAsync(options.DataDirectory);
                return 0;
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, SQLite");
        if (options.Of is null or "pages")
            await new InboxBench(options).RunAsync();
        if (options.Of is null or "start")
            await new ColdStart(options).RunAsync();
        if (options.Of is null or "retention")
            await new RetentionBench(options).RunAsync();
        if (options.Of is null or "audit")
            await new AuditBench(options).RunAsync();
        if (options.Of is null or "writes")
            await new WriteBench(options).RunAsync();
        if (options.Of is null or "directory")
            await new DirectoryBench(options).RunAsync();
        if (options.Of is null or "translation")
            await new TranslationBench(options).RunAsync();
        return 0;
    }
}
