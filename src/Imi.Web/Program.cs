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

/// <summary>The entry point, public so that tests can start the host in their own process.</summary>
public partial class Program;
