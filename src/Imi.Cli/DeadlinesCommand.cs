using System.CommandLine;
using Imi.Kernel.Features.Deadlines;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi deadlines</c>.</summary>
internal static class DeadlinesCommand
{
    public static Command Create()
    {
        var run = new Command("run", "Takes the actions due for exchanges whose period has ended, as the platform does automatically.");
        run.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var advanced = await services.GetRequiredService<DeadlineService>().EndPeriodsAsync(stop);
                        Console.WriteLine($"{advanced} exchange(s) advanced.");
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return new Command("deadlines", "Acts on periods that have ended.") { run };
    }
}
