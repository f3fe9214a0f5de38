using System.CommandLine;
using Imi.Kernel.Features.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi search</c>.</summary>
internal static class SearchCommand
{
    public static Command Create() => new("search", "Maintains the index by which people find exchanges.") { Rebuild() };

    private static Command Rebuild()
    {
        var rebuild = new Command(
            "rebuild",
            "Builds the index of all exchanges again while the platform serves. Run it after a restore, an upgrade or the loss of a key of the key ring. "
                + "It can be interrupted and run again."
        );
        rebuild.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var index = services.GetRequiredService<SearchIndexService>();
                        var done = await Output.WithProgressAsync("Indexing", progress => index.RebuildAsync(progress, stop), stop);
                        Console.WriteLine($"{done} exchanges can be searched.");
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return rebuild;
    }
}
