using System.CommandLine;
using System.Text.Json;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Foundation.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi mail</c>.</summary>
internal static class MailCommand
{
    private const int Most = 1_000;

    public static Command Create() => new("mail", "Manages mails that could not be delivered.") { List(), Retry() };

    private static Command List()
    {
        var asJson = Output.JsonOption();
        var list = new Command(
            "list",
            $"Lists undeliverable mails, the latest first, at most {Most}: address, when delivery was given up, and the reply code of the mail server."
        )
        {
            asJson,
        };
        list.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var store = services.GetRequiredService<OutboxQueueService>();
                        var (mails, counts) = (await services.GetRequiredService<UndeliverableMailQuery>().ListAsync(Most, stop), await store.CountAsync(stop));
                        if (parsed.GetValue(asJson))
                        {
                            Console.WriteLine(
                                JsonSerializer.Serialize(
                                    new
                                    {
                                        waiting = counts.Waiting,
                                        undeliverable = counts.Undeliverable,
                                        mails = mails.Select(mail => new
                                        {
                                            mail.Id,
                                            kind = mail.Kind.ToString().ToLowerInvariant(),
                                            mail.Address,
                                            mail.CreatedAt,
                                            mail.Since,
                                            mail.Attempts,
                                            mail.Error,
                                        }),
                                    },
                                    Output.Json
                                )
                            );
                        }
                        else
                        {
                            foreach (var mail in mails)
                                Console.WriteLine(
                                    $"{mail.Id}  {mail.Since:yyyy-MM-dd HH:mm}  {mail.Kind, -10}  "
                                        + $"{mail.Attempts, 2}x  {mail.Error, -16}  {mail.Address ?? "(recipient removed)"}"
                                );
                            Console.WriteLine($"{counts.Waiting} mail(s) waiting, {counts.Undeliverable} undeliverable.");
                        }

                        return counts.Undeliverable == 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return list;
    }

    private static Command Retry()
    {
        var id = new Argument<Guid?>("id") { Description = "The id of the mail; all undeliverable mails if omitted.", Arity = ArgumentArity.ZeroOrOne };
        var retry = new Command("retry", "Queues undeliverable mails for delivery again, with a fresh count of attempts.") { id };
        retry.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var count = await services.GetRequiredService<OutboxQueueService>().RetryAsync(parsed.GetValue(id), stop);
                        Console.WriteLine($"{count} mail(s) queued again.");
                        return parsed.GetValue(id) is null || count > 0 ? ExitCodes.Done : ExitCodes.Found;
                    },
                    cancellationToken
                )
        );
        return retry;
    }
}
