using System.CommandLine;
using Imi.SeedData;
using Spectre.Console;

namespace Imi.Cli;

/// <summary><c>imi seed</c>.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var demonstration = new Command("demonstration", "Seeds the demonstration network; what is there already stays.");
        demonstration.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (installation, _, stop) =>
                    {
                        await DemonstrationNetwork.SeedAsync(installation.Services, clock => installation.Composition.At(installation.Services, clock), stop);
                        Console.WriteLine("The demonstration network is complete.");
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );

        var exchanges = new Option<int>("--exchanges") { Description = "How many exchanges.", Required = true };
        var authorities = new Option<int>("--authorities") { Description = "How many authorities.", Required = true };
        var scale = new Command("scale", "Adds a large number of generated authorities and exchanges, to measure with.") { exchanges, authorities };
        foreach (var option in (Option<int>[])[exchanges, authorities])
        {
            option.Validators.Add(result =>
            {
                if (
                    result.Tokens.Count == 1
                    && int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    && number is < 1 or > 10_000_000
                )
                    result.AddError($"{option.Name} is at least 1 and at most 10000000.");
            });
        }

        scale.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (installation, _, stop) =>
                    {
                        var count = parsed.GetValue(exchanges);
                        await AnsiConsole
                            .Progress()
                            .AutoClear(true)
                            .StartAsync(async progress =>
                            {
                                var task = progress.AddTask("Exchanges", maxValue: count);
                                await ScaleData.SeedAsync(
                                    installation.Services,
                                    clock => installation.Composition.At(installation.Services, clock),
                                    count,
                                    parsed.GetValue(authorities),
                                    new Progress<int>(done => task.Value = done),
                                    stop
                                );
                            });
                        Console.WriteLine(
                            $"{count} exchanges of {parsed.GetValue(authorities)} authorities are there. People to look with: {ScaleData.Officer}, {ScaleData.Coordinator}."
                        );
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );

        return new Command("seed", "Fills the database with made-up data.") { demonstration, scale };
    }
}
