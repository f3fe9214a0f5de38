using System.CommandLine;
using Imi.SeedData;
using Spectre.Console;

namespace Imi.Cli;

/// <summary><c>imi seed</c>.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var demonstration = new Command("demonstration", "Seeds the demonstration network; existing data are kept.");
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

        var exchanges = new Option<int>("--exchanges") { Description = "The number of exchanges.", Required = true };
        var authorities = new Option<int>("--authorities") { Description = "The number of authorities.", Required = true };
        var scale = new Command("scale", "Adds many generated authorities and exchanges for performance measurements.") { exchanges, authorities };
        foreach (var option in (Option<int>[])[exchanges, authorities])
        {
            option.Validators.Add(result =>
            {
                if (
                    result.Tokens.Count == 1
                    && int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    && number is < 1 or > 10_000_000
                )
                    result.AddError($"{option.Name} must be from 1 to 10000000.");
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
                                    count,
                                    parsed.GetValue(authorities),
                                    new Progress<int>(done => task.Value = done),
                                    stop
                                );
                            });
                        Console.WriteLine(
                            $"{count} exchanges of {parsed.GetValue(authorities)} authorities were "
                                + $"added. Users for measurements: {ScaleData.Officer}, {ScaleData.Coordinator}."
                        );
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );

        return new Command("seed", "Fills the database with sample data.") { demonstration, scale };
    }
}
