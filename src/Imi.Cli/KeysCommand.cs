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
    public static Command Create() => new("keys", "The key ring that opens the keys of exchanges.") { Status(), Renew(), Rewrap(), Protect(), NewFile() };

    private static Command Status()
    {
        var asJson = Output.JsonOption();
        var status = new Command("status", "Lists the ring's keys and how many exchanges each opens, and says what cannot be opened.") { asJson };
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
                                        $"{key.Id}  in force {key.InForceFrom:yyyy-MM-dd} to {key.Until:yyyy-MM-dd}{(key.IsRevoked ? ", revoked" : "")}  opens {key.Exchanges}, protected by {protectedBy.GetValueOrDefault(key.Id, "something else")}"
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
            "Protects every key of the ring by the certificate or key file that the settings name now. It can be stopped and run again."
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
                        Console.WriteLine(
                            $"{changed} keys are protected by {protection.Current} now.{(closed > 0 ? $" {closed} could not be opened and stay as they are: name what protects them in {KeyProtectionSettings.FormerSetting}." : "")}"
                        );
                        return closed == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return protect;
    }

    private static Command NewFile()
    {
        var file = new Argument<string>("FILE") { Description = "Where the key file goes: outside the database and the data folder." };
        var make = new Command(
            "new-file",
            $"Makes a key file for {KeyProtectionSettings.FileSetting}, readable by you alone. Keep a copy where nothing else of the platform is kept."
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
        var atOnce = new Option<bool>("--at-once") { Description = "In force at once: start every running process again afterwards." };
        var renew = new Command("renew", "Makes a new key of the ring. It is in force in two days, when every running process knows it.") { atOnce };
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
                                $"{key.Id} is in force from {key.InForceFrom:yyyy-MM-dd HH:mm} UTC; from then on imi keys rewrap lets it take over from the older ones."
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
            "Wraps the keys of exchanges with the ring's key that is in force, so that older ones can go. It can be stopped and run again."
        );
        rewrap.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var desk = services.GetRequiredService<KeyRingService>();
                        var total = (await desk.ReadAsync(stop)).Exchanges;
                        var done = await Output.WithProgressAsync(
                            "Wrapping",
                            progress => desk.RewrapAsync(new Progress<int>(now => progress?.Report(now / (double)Math.Max(1, total))), stop),
                            stop
                        );
                        var state = await desk.ReadAsync(stop);
                        Console.WriteLine($"{done} keys of exchanges were wrapped with the key in force.");
                        foreach (
                            var key in state.Keys.Where(key =>
                                key.Exchanges == 0 && key.InForceFrom < state.Keys.Where(one => one.Exchanges > 0).Max(one => (DateTimeOffset?)one.InForceFrom)
                            )
                        )
                            Console.WriteLine($"{key.Id} opens no exchange any more and can be removed.");
                        return state.Lost == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return rewrap;
    }
}
