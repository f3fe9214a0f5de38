using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Registration;
using Imi.SeedData;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi people</c>.</summary>
internal static class PeopleCommand
{
    private const int Most = 100_000;

    public static Command Create() => new("people", "Lists users and sets up accounts.") { CreateList(), CreateFirst(), CreateLink() };

    private static Command CreateList()
    {
        var asJson = Output.JsonOption();
        var list = new Command("list", "Lists the users with their roles.") { asJson };
        list.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var people = await services.GetRequiredService<UserService>().ListAsync(Most, stop);
                        if (parsed.GetValue(asJson))
                        {
                            Console.WriteLine(
                                JsonSerializer.Serialize(
                                    people.Select(person => new
                                    {
                                        userName = person.UserName,
                                        name = person.Name,
                                        language = person.Language,
                                        roles = person.Roles.Select(role => new
                                        {
                                            authority = role.AuthorityId,
                                            module = role.Module,
                                            role = role.Role.ToString().ToLowerInvariant(),
                                        }),
                                    }),
                                    Output.Json
                                )
                            );
                        }
                        else
                        {
                            foreach (var person in people)
                            {
                                var roles = person
                                    .Roles.Select(role => $"{role.Module}/{role.Role.ToString().ToLowerInvariant()}")
                                    .Distinct(StringComparer.Ordinal);
                                Console.WriteLine($"{person.UserName, -30} {person.Name, -34} {person.Language}  {string.Join(", ", roles)}");
                            }
                        }

                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return list;
    }

    private static Command CreateFirst()
    {
        var user = new Option<string>("--user") { Description = "The user name for signing in.", Required = true };
        var name = new Option<string>("--name") { Description = "The person's name.", Required = true };
        var email = new Option<string>("--email") { Description = "The person's e-mail address.", Required = true };
        var language = new Option<string>("--language") { Description = "The language of the interface.", DefaultValueFactory = _ => "en" };
        var first = new Command(
            "first",
            "Creates the first user of an installation, a policy officer of the Commission, and prints the link that sets up the account."
        )
        {
            user,
            name,
            email,
            language,
        };
        first.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var person = new NewPerson(
                            OrderedId.Next(services.GetRequiredService<TimeProvider>().GetUtcNow()),
                            parsed.GetValue(user)!,
                            parsed.GetValue(name)!,
                            parsed.GetValue(email)!,
                            parsed.GetValue(language)!,
                            new HashSet<Role> { Role.PolicyOfficer }
                        );
                        var outcome = await services.GetRequiredService<FirstUserService>().AddAsync(person, DemonstrationNetwork.AddCountries, stop);
                        if (outcome.Kind == OutcomeKind.Refused)
                        {
                            await Console.Error.WriteLineAsync(
                                "There is a policy officer already: add other users in the web application. 'imi people link' sends a link again."
                            );
                            return ExitCodes.Found;
                        }

                        var texts = services.GetRequiredService<PlatformTexts>();
                        foreach (var error in outcome.Errors)
                            await Console.Error.WriteLineAsync(
                                $"{error.Field}: {texts.Get(error.MessageKey, "en", [.. error.Values.Select(value => (value.Key, value.Value))])}"
                            );
                        return outcome.IsDone ? await PrintLinkAsync(services, person.Id, stop) : ExitCodes.Usage;
                    },
                    cancellationToken
                )
        );
        return first;
    }

    private static Command CreateLink()
    {
        var user = new Option<string>("--user") { Description = "The person's user name.", Required = true };
        var lost = new Option<bool>("--lost-second-factor")
        {
            Description =
                "Resets password and second factor of a person who has lost them; the link is only printed, not sent. Verify the person's identity first.",
        };
        var link = new Command("link", "Sends a person the link that sets up the account, and prints it.") { user, lost };
        link.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        if (await services.GetRequiredService<UserService>().ActorAsync(parsed.GetValue(user)!, stop) is not { } person)
                        {
                            await Console.Error.WriteLineAsync($"There is no user '{parsed.GetValue(user)}': 'imi people list' lists all users.");
                            return ExitCodes.Found;
                        }

                        if (parsed.GetValue(lost))
                        {
                            await services.GetRequiredService<AccountService>().ForgetAsync(person.UserId, stop);
                            Console.WriteLine(await services.GetRequiredService<AccountMailQuery>().HandOverAsync(person.UserId, stop));
                            await Console.Error.WriteLineAsync(
                                "This link was not sent. Give it to the person yourself: it works "
                                    + "once, for one day, and anyone who has it can set up the account."
                            );
                            return ExitCodes.Done;
                        }

                        return await PrintLinkAsync(services, person.UserId, stop);
                    },
                    cancellationToken
                )
        );
        return link;
    }

    private static async Task<int> PrintLinkAsync(IServiceProvider services, Guid person, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<AccountMailQuery>().WelcomeAsync(person, cancellationToken) is not { } link)
        {
            await Console.Error.WriteLineAsync("The account is set up already: a forgotten password can be reset on the sign-in page.");
            return ExitCodes.Found;
        }

        Console.WriteLine(link);
        return ExitCodes.Done;
    }
}
