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
        var exchange = new Option<string?>("--exchange") { Description = "The exchange, by its number or id.", HelpName = "NUMBER" };
        var person = new Option<string?>("--person") { Description = "Who did it.", HelpName = "USERNAME" };
        var (from, to) = (Day("--from", "The first day."), Day("--to", "The last day."));
        var asJson = Output.JsonOption("Writes JSON, an object a line.");
        var report = new Command("report", "What personal data were processed, when, by whom, for what purpose (Regulation (EU) No 1024/2012, Article 17(3)).")
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
                result.AddError("Say for what: --exchange, --person, or --from and --to.");
        });
        report.SetAction(
            (parsed, cancellationToken) =>
                Installation.RunAsync(
                    parsed,
                    migrate: true,
                    async (_, services, stop) =>
                    {
                        var desk = services.GetRequiredService<ProcessingReportQuery>();
                        var (number, name) = (parsed.GetValue(exchange), parsed.GetValue(person));
                        Guid? exchangeId =
                            number is null ? null
                            : Guid.TryParse(number, out var id) ? id
                            : await desk.ExchangeAsync(number, stop);
                        Guid? personId =
                            name is null ? null
                            : Guid.TryParse(name, out var user) ? user
                            : await desk.PersonAsync(name, stop);
                        if ((number is not null && exchangeId is null) || (name is not null && personId is null))
                        {
                            await Console.Error.WriteLineAsync(
                                exchangeId is null && number is not null
                                    ? $"There is no exchange '{number}'."
                                    : $"Nobody is called '{name}': imi people list shows everybody."
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
                        await foreach (var entry in desk.ReadAsync(question, stop))
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
            $"{entry.At:yyyy-MM-dd HH:mm:ss}  {entry.Exchange ?? "-", -22}  {entry.What, -16}  {entry.By}{(entry.Authority is { } authority ? $", {authority}" : "")}; {entry.Purpose}{(entry.Data.Count > 0 ? $": {string.Join(", ", entry.Data)}" : "")}"
        );

    private static Option<string?> Day(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "DAY" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DayOf(result.Tokens[0].Value) is null)
                result.AddError($"{name} is a day such as 2026-11-25.");
        });
        return option;
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
