using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Access;
using Imi.Kernel.People;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi people</c>.</summary>
internal static class PeopleCommand
{
    private const int Most = 100_000;

    public static Command Create()
    {
        var asJson = Output.JsonOption();
        var list = new Command("list", "Lists the people who may sign in, with their roles.") { asJson };
        list.SetAction((parsed, cancellationToken) => Installation.RunAsync(parsed, migrate: true, async (_, services, stop) =>
        {
            var people = await services.GetRequiredService<PeopleDesk>().ListAsync(Most, stop);
            if (parsed.GetValue(asJson))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    people.Select(person => new
                    {
                        userName = person.UserName,
                        name = person.Name,
                        language = person.Language,
                        roles = person.Roles.Select(role => new { authority = role.AuthorityId, module = role.Module, role = role.Role.ToString().ToLowerInvariant() }),
                    }),
                    Output.Json));
            }
            else
            {
                foreach (var person in people)
                    Console.WriteLine($"{person.UserName,-30} {person.Name,-34} {person.Language}  {string.Join(", ", person.Roles.Select(role => $"{role.Module}/{role.Role.ToString().ToLowerInvariant()}").Distinct(StringComparer.Ordinal))}");
            }

            return ExitCodes.Done;
        }, cancellationToken));
        return new Command("people", "People.") { list };
    }
}
