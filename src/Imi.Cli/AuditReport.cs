using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Imi.Kernel.Features.PersonalDataReports;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Cli;

/// <summary><c>imi audit report</c>.</summary>
internal static class AuditReport
{
    private static readonly JsonSerializerOptions Line = new(Output.Json) { WriteIndented = false };

    public static Command Create()
    {
        var exchange = new Option<string?>("--exchange") { Description = "The number or id of the exchange.", HelpName = "NUMBER" };
        var person = new Option<string?>("--person") { Description = "The user name or id of the person who processed the data.", HelpName = "USERNAME" };
        var (from, to) = (Day("--from", "The first day."), Day("--to", "The last day."));
        var asJson = Output.JsonOption("Writes JSON, one object per line.");
        var report = new Command(
            "report",
            "Reports which personal data were processed, when, by whom and for what purpose (Regulation (EU) No 1024/2012, Article 17(3))."
        )
        {
            exchange,
            person,
            from,
            to,
            asJson,
        };
        report.Validators.Add(result =>
        {
            if (((Option[])[exchange, person, from, to]).All(option => result.GetResult(option) is null))
                result.AddError("Give at least one of --exchange, --person, --from and --to.");
        });
        report.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var query = services.GetRequiredService<ProcessingReportQuery>();
                        var (number, name) = (parsed.GetValue(exchange), parsed.GetValue(person));
                        Guid? exchangeId =
                            number is null ? null
                            : Guid.TryParse(number, out var id) ? id
                            : await query.ExchangeAsync(number, stop);
                        Guid? personId =
                            name is null ? null
                            : Guid.TryParse(name, out var user) ? user
                            : await query.PersonAsync(name, stop);
                        if ((number is not null && exchangeId is null) || (name is not null && personId is null))
                        {
                            await Console.Error.WriteLineAsync(
                                exchangeId is null && number is not null
                                    ? $"There is no exchange '{number}'."
                                    : $"There is no user '{name}': 'imi people list' lists all users."
                            );
                            return ExitCodes.Found;
                        }

                        var question = new ProcessingQuestion
                        {
                            Exchange = exchangeId,
                            Person = personId,
                            From = DayOf(parsed.GetValue(from)),
                            To = DayOf(parsed.GetValue(to)),
                        };
                        await foreach (var entry in query.ReadAsync(question, stop))
                            Console.WriteLine(parsed.GetValue(asJson) ? JsonSerializer.Serialize(entry, Line) : Text(entry));
                        return ExitCodes.Done;
                    },
                    cancellationToken
                )
        );
        return report;
    }

    private static string Text(Processing entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.At:yyyy-MM-dd HH:mm:ss}  {entry.Exchange ?? "-", -22}  {entry.What, -16}  "
                + $"{entry.By}{(entry.Authority is { } authority ? $", {authority}" : "")}; "
                + $"{entry.Purpose}{(entry.Data.Count > 0 ? $": {string.Join(", ", entry.Data)}" : "")}"
        );

    private static Option<string?> Day(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "DAY" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DayOf(result.Tokens[0].Value) is null)
                result.AddError($"{name} must be a date such as 2026-11-25.");
        });
        return option;
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
