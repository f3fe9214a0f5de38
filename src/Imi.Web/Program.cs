using Imi.Kernel.Foundation.Persistence;
using Imi.Web.Hosting;
using Serilog;

try
{
    await WebHost.RunAsync(args);
    return 0;
}
catch (ConfigurationProblem problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}
finally
{
    await Log.CloseAndFlushAsync();
}

/// <summary>The web host; named for tests that start it in their own process.</summary>
public partial class Program;
