using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Pages.Exchanges;

/// <content>When the reply can be expected, from what is usual at the recipient.</content>
internal sealed partial class ShowModel
{
    private ReplyTime? _replyTime;

    /// <summary>Says when the reply can be expected; empty if it is not awaited, or too little is known.</summary>
    public string Expected()
    {
        if (_replyTime is not { } usual || Details.Exchange.ReceivedAt is not { } received)
            return "";
        var (from, until) = (DeadlineCalendar.DayOf(received).AddDays(usual.FastDays), DeadlineCalendar.DayOf(received).AddDays(usual.SlowDays));
        return texts[
            until < DeadlineCalendar.Today(time) ? "exchange.page.expected-before" : "exchange.page.expected",
            ("from", texts.Day(from)),
            ("until", texts.Day(until)),
            ("count", usual.Answers)
        ];
    }

    private async Task ReadReplyTimeAsync(CancellationToken cancellationToken)
    {
        var exchange = Details.Exchange;
        if (exchange is { AnsweredAt: null, WaitsFor: Party.Recipient or Party.CoordinatorOfRecipient, RecipientId: { } recipient })
            _replyTime = await replyTimes.OfAsync(recipient, exchange.Module, exchange.Procedure, cancellationToken);
    }
}
