using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <content>What the page says about turns and dates.</content>
internal sealed partial class ShowModel
{
    /// <summary>Returns the person's task and its due date, in words.</summary>
    public string MyTurn(Turn turn)
    {
        if (turn.Task == TaskDefinition.DateProposal && Details.Exchange.ReplyByProposed is { } proposed)
        {
            return turn.Due is { } day
                ? texts[
                    "exchange.page.your-turn-proposal-by",
                    ("country", texts.Country(Details.Exchange.RecipientCountry)),
                    ("proposed", texts.DayNear(proposed)),
                    ("date", texts.DayNear(day)),
                    ("distance", texts.Distance(day))
                ]
                : texts["exchange.page.your-turn-proposal", ("country", texts.Country(Details.Exchange.RecipientCountry)), ("date", texts.DayNear(proposed))];
        }

        return turn.Due is { } due
            ? texts["exchange.page.your-turn-by", ("next", TaskOf(turn)), ("date", texts.DayNear(due)), ("distance", texts.Distance(due))]
            : texts["exchange.page.your-turn", ("next", TaskOf(turn))];
    }

    /// <summary>Returns another party's task and its due date, in words.</summary>
    public string OthersTurn(Turn turn)
    {
        var who = texts.Party(turn.Party, Details.Exchange.SenderCountry, Details.Exchange.RecipientCountry);
        return turn.Due is { } due
            ? texts["exchange.page.waiting-by", ("who", who), ("next", TaskOf(turn)), ("date", texts.DayNear(due)), ("distance", texts.Distance(due))]
            : texts["exchange.page.waiting", ("who", who), ("next", TaskOf(turn))];
    }

    /// <summary>Returns an event in the history of the reply-by date, in words.</summary>
    public string ReplyDate(ReplyDateEvent change) =>
        texts[
            $"exchange.reply-date.{change.Kind.ToString().ToLowerInvariant()}",
            ("country", CountryOf(change.AuthorityId)),
            ("date", texts.Day(change.Date)),
            ("when", texts.Day(change.At))
        ];

    private string TaskOf(Turn turn) => texts.Task(Details.Module, Details.Procedure.Name, Details.Exchange.State, turn.Task);

    /// <summary>Whether all recipients of a broadcast have done what the state waits for.</summary>
    public bool AllAnswered => Details.Exchange is { Phase: Phase.Open, WaitsFor: Party.Recipients } && Details.Asked.Count > 0 && Details.Awaited.Count == 0;

    /// <summary>Returns the id of the page element with an action's answers.</summary>
    public static string AnchorOf(TimelineEntry entry) => $"e-{entry.Id:N}";

    /// <summary>
    /// Returns when the last day of the state was extended and its previous value, in words, with the id of the element that contains the reasons; null if it
    /// was not extended.
    /// </summary>
    public (string Words, string Anchor)? Extension()
    {
        var state = Details.Procedure.State(Details.Exchange.State);
        if (Details.Exchange.ClockOf(state) is not { ExtendedTo: not null } clock)
            return null;
        var extensions = Details.Timeline.Where(Extends).TakeLast(2).ToList();
        if (extensions is not [.., var extended])
            return null;
        var before = clock.Extensions > 1 && extensions is [var earlier, _] ? earlier.Date : clock.FirstLastDay;
        return (
            texts["exchange.page.extended", ("when", texts.Day(DeadlineCalendar.DayOf(extended.At))), ("before", before is { } day ? texts.Day(day) : "")],
            AnchorOf(extended)
        );

        bool Extends(TimelineEntry entry) =>
            Details.Procedure.Action(entry.Action) is { Extends: var rule } action
            && action.DoesVerb(Verb.Extend)
            && (rule?.Clock is { } named ? named == clock.Name : entry.ToState == state.Name || state.Due?.Clock is not null);
    }

    /// <summary>Returns the duration of the examination beside the states, in words; empty if there is none.</summary>
    public string Examination()
    {
        if (Details.Procedure.Examination is null || Details.Exchange.ExaminationBeganAt is not { } began)
            return "";
        var ended = Details.Exchange.ExaminationEndedAt;
        var name = texts.Examination(Details.Module, Details.Procedure.Name);
        var days = texts.Days(began, ended);
        var key = (ended is null, days) switch
        {
            (true, 0) => "exchange.examination.running-today",
            (true, _) => "exchange.examination.running",
            (false, 0) => "exchange.examination.took-a-day",
            _ => "exchange.examination.took",
        };
        var said = texts[key, ("name", name), ("count", days)];
        return ended is null && Details.Exchange.Tasks.FirstOrDefault(task => task.Name == TaskDefinition.Examination)?.Due is { } due
            ? $"{said}, {texts["exchange.examination.within", ("date", texts.Day(due))]}"
            : said;
    }
}
