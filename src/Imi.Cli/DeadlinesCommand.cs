using System.CommandLine;
using Imi.Kernel.Features.Deadlines;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi deadlines</c>.</summary>
internal static class DeadlinesCommand
{
    public static Command Create()
    {
        var run = new Command("run", "Does what follows for exchanges whose period has ended, as the platform does by itself.");
        run.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var wentOn = await services.GetRequiredService<DeadlineService>().EndPeriodsAsync(stop);
                        Console.WriteLine($"{wentOn} exchange(s) went on.");
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return new Command("deadlines", "Periods that end.") { run };
    }
}
