using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi keys</c>.</summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new("keys", "Manages the key ring that opens the keys of exchanges.") { Status(), Renew(), Rewrap(), Protect(), NewFile() };

    private static Command Status()
    {
        var asJson = Output.JsonOption();
        var status = new Command(
            "status",
            "Lists the keys of the key ring with the number of exchanges that each opens, and reports exchanges that cannot be opened."
        )
        {
            asJson,
        };
        status.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var state = await services.GetRequiredService<KeyRingService>().ReadAsync(stop);
                        var protection = services.GetRequiredService<KeyProtectionService>();
                        var protectedBy = await protection.ReadAsync(stop);
                        if (parsed.GetValue(asJson))
                        {
                            Console.WriteLine(
                                JsonSerializer.Serialize(
                                    new
                                    {
                                        state.Keys,
                                        state.Missing,
                                        state.Lost,
                                        state.Exchanges,
                                        state.Loss,
                                        protection = protection.Current,
                                        protectedBy,
                                    },
                                    Output.Json
                                )
                            );
                        }
                        else
                        {
                            foreach (var key in state.Keys)
                                Console.WriteLine(
                                    string.Create(
                                        CultureInfo.InvariantCulture,
                                        $"{key.Id}  in force {key.InForceFrom:yyyy-MM-dd} to {key.Until:yyyy-MM-dd}{(key.IsRevoked ? ", revoked" : "")} "
                                            + $" opens {key.Exchanges}, protected by {protectedBy.GetValueOrDefault(key.Id, "something else")}"
                                    )
                                );
                            if (state.Loss is null)
                                Console.WriteLine($"All {state.Exchanges} exchanges can be opened.");
                        }

                        return state.Lost == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return status;
    }

    private static Command Protect()
    {
        var protect = new Command(
            "protect",
            "Protects every key of the key ring with the certificate or key file in the current settings. It can be interrupted and run again."
        );
        protect.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var protection = services.GetRequiredService<KeyProtectionService>();
                        var (changed, closed) = await protection.ProtectAsync(stop);
                        var left =
                            closed > 0
                                ? $" {closed} could not be opened and were not changed: name their current protection in {KeyProtectionSettings.FormerSetting}."
                                : "";
                        Console.WriteLine($"{changed} keys are now protected by {protection.Current}.{left}");
                        return closed == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return protect;
    }

    private static Command NewFile()
    {
        var file = new Argument<string>("FILE") { Description = "The path of the new key file, outside the database and the data folder." };
        var make = new Command(
            "new-file",
            $"Creates a key file for {KeyProtectionSettings.FileSetting} that only you can read. Store a copy apart from everything else of the platform."
        )
        {
            file,
        };
        make.SetAction(
            async (parsed, _) =>
            {
                try
                {
                    Console.WriteLine($"key file {KeyProtectionService.MakeFile(parsed.GetValue(file)!)}");
                    return ExitCodes.Done;
                }
                catch (ConfigurationProblem problem)
                {
                    await Console.Error.WriteLineAsync(problem.Message);
                    return ExitCodes.Usage;
                }
            }
        );
        return make;
    }

    private static Command Renew()
    {
        var atOnce = new Option<bool>("--at-once") { Description = "Puts the key in force immediately: restart every running process afterwards." };
        var renew = new Command("renew", "Adds a new key to the key ring. It is in force after two days, when every running process knows it.") { atOnce };
        renew.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    (_, services, _) =>
                    {
                        var key = services.GetRequiredService<KeyRingService>().Renew(parsed.GetValue(atOnce));
                        Console.WriteLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{key.Id} is in force "
                                    + $"from {key.InForceFrom:yyyy-MM-dd HH:mm} UTC; from then on, 'imi keys rewrap' replaces the older keys with it."
                            )
                        );
                        return Task.FromResult(ExitCodes.Done);
                    },
                    cancellationToken
                )
        );
        return renew;
    }

    private static Command Rewrap()
    {
        var rewrap = new Command(
            "rewrap",
            "Rewraps the keys of exchanges with the key in force, so that older keys can be removed. It can be interrupted and run again."
        );
        rewrap.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var keyRing = services.GetRequiredService<KeyRingService>();
                        var total = (await keyRing.ReadAsync(stop)).Exchanges;
                        var done = await Output.WithProgressAsync(
                            "Wrapping",
                            progress => keyRing.RewrapAsync(new Progress<int>(now => progress?.Report(now / (double)Math.Max(1, total))), stop),
                            stop
                        );
                        var state = await keyRing.ReadAsync(stop);
                        Console.WriteLine($"{done} keys of exchanges were wrapped with the key in force.");
                        foreach (
                            var key in state.Keys.Where(key =>
                                key.Exchanges == 0 && key.InForceFrom < state.Keys.Where(one => one.Exchanges > 0).Max(one => (DateTimeOffset?)one.InForceFrom)
                            )
                        )
                            Console.WriteLine($"{key.Id} no longer opens any exchange and can be removed.");
                        return state.Lost == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return rewrap;
    }
}
