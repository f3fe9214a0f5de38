using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Notices;

/// <summary>Creates the outbox e-mails for notices.</summary>
internal static class NoticeMailStore
{
    /// <summary>
    /// How long an e-mail that requires no action waits so that later events join it: people often write several messages in a row.
    /// </summary>
    private static readonly TimeSpan Joining = TimeSpan.FromMinutes(1);

    /// <summary>Creates the e-mail for a notice. An e-mail that requires action leaves at once.</summary>
    public static OutboxMail Of(Notice notice, DateTimeOffset now) =>
        OutboxMail.OfNotice(
            OrderedId.Next(now),
            notice.Id,
            notice.UserId,
            notice.ExchangeId,
            notice.NeedsAction,
            now.UtcDateTime,
            notice.NeedsAction ? TimeSpan.Zero : Joining
        );

    /// <summary>Creates the e-mail for a reminder, which leaves at a given time.</summary>
    public static OutboxMail Of(Notice notice, DateTimeOffset now, DateTime notBefore) =>
        OutboxMail.OfNotice(OrderedId.Next(now), notice.Id, notice.UserId, notice.ExchangeId, notice.NeedsAction, now.UtcDateTime, notBefore - now.UtcDateTime);
}
