using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Web.Pages.Exchanges;

/// <content>By which rule the days on the page are calculated.</content>
internal sealed partial class ShowModel
{
    /// <summary>Says by which rule the last day of a turn is calculated; empty if it has none, or if people agreed on it.</summary>
    public string RuleOf(Turn turn) =>
        turn.Due is { } due && Details.Exchange.ClockOf(turn, Details.Procedure) is { } clock && clock.LastDay == due ? RuleOf(clock) : "";

    /// <summary>Says by which rule the last day that the page names first is calculated; empty if there is none.</summary>
    public string RuleOfFirst() => (IsMyTurn ? Details.MyTurns : Details.Exchange.Turns) is [var first, ..] ? RuleOf(first) : "";

    /// <summary>Returns the periods that run beside the state and the tasks, each in words with its rule.</summary>
    public IEnumerable<(string Words, string Rule)> OtherClocks()
    {
        var exchange = Details.Exchange;
        if (exchange.Phase != Phase.Open)
            yield break;
        var shown = exchange.Turns.Select(turn => exchange.ClockOf(turn, Details.Procedure)?.Name).ToHashSet();
        foreach (var clock in Details.Procedure.Clocks.Where(one => !shown.Contains(one.Name)).Select(one => exchange.Clock(one.Name)).OfType<ExchangeClock>())
        {
            var name = DefinitionWords.ClockName(clock.Name, Details.Module, Details.Procedure, texts.Language);
            yield return (
                clock.LastDay is { } day
                    ? texts["exchange.clock.runs", ("name", name), ("date", texts.DayNear(day)), ("distance", texts.Distance(day))]
                    : texts["exchange.clock.still", ("name", name), ("date", texts.Day(clock.PausedSince!.Value))],
                RuleOf(clock)
            );
        }
    }

    private string RuleOf(ExchangeClock clock)
    {
        if (clock.LastDay is not { } last)
            return "";
        if (clock.Lasts == default)
        {
            return clock.ExtendedTo is null && Details.Procedure.AllClocks.FirstOrDefault(one => one.Name == clock.Name)?.BeginsOn is { } asked
                ? texts["exchange.clock.asked", ("date", texts.Day(last)), ("field", texts.Label(Details.Module, asked))]
                : "";
        }

        var rule = texts[
            "exchange.clock.rule",
            ("date", texts.Day(last)),
            ("period", words.Period(clock.Lasts, texts.Language)),
            ("since", texts.Day(clock.Since)),
            (
                "calendar",
                clock.Calendar switch
                {
                    null => texts["exchange.clock.shared"],
                    PublicHolidays.Institutions => texts["exchange.clock.institutions"],
                    var state => texts.Country(state),
                }
            )
        ];
        if (clock.PausedDays > 0)
            rule += " " + texts["exchange.clock.paused", ("count", clock.PausedDays)];
        return clock is { IsMoved: true, ExtendedTo: null } ? $"{rule} {texts["exchange.clock.moved"]}" : rule;
    }
}
