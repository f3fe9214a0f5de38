using System.CommandLine;
using Imi.Kernel.Network.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi token</c>.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var user = new Option<string>("--user") { Description = "The user on whose behalf the token acts.", Required = true };
        var name = new Option<string>("--name") { Description = "What the token is for.", DefaultValueFactory = _ => "imi token create" };
        var days = new Option<int?>("--days")
        {
            Description = $"The lifetime in days (default: {AccessTokenService.DefaultDays}), at most the limit in {AccountSettings.LongestTokenDaysSetting}.",
        };
        var create = new Command("create", "Creates a bearer token for the HTTP API and prints it; it cannot be shown again.") { user, name, days };
        create.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var people = services.GetRequiredService<UserService>();
                        if (await people.ActorAsync(parsed.GetValue(user)!, stop) is not { } actor)
                        {
                            await Console.Error.WriteLineAsync($"There is no user '{parsed.GetValue(user)}': 'imi people list' lists all users.");
                            return ExitCodes.Found;
                        }

                        if (AccessTokenService.FaultIn(parsed.GetValue(name)!) is not null)
                        {
                            await Console.Error.WriteLineAsync(
                                $"--name must be one line of at most {AccessTokenService.LongestName} characters, without invisible characters."
                            );
                            return ExitCodes.Usage;
                        }

                        var tokens = services.GetRequiredService<AccessTokenService>();
                        if (await tokens.CreateAsync(actor.UserId, parsed.GetValue(name)!, parsed.GetValue(days), stop) is not { } token)
                        {
                            await Console.Error.WriteLineAsync($"--days must be a number from 1 to {tokens.MostDays}.");
                            return ExitCodes.Usage;
                        }

                        Console.WriteLine(token);
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return new Command("token", "Creates tokens for the HTTP API.") { create };
    }
}
