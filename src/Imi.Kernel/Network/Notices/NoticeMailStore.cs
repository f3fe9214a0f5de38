using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Notices;

/// <summary>Writes the e-mails that tell of notices into the outbox.</summary>
internal static class NoticeMailStore
{
    /// <summary>How long an e-mail that asks for nothing waits for what else happens: people write several messages in a row.</summary>
    private static readonly TimeSpan Joining = TimeSpan.FromMinutes(1);

    /// <summary>The e-mail about a notice. One that asks the reader to act leaves at once.</summary>
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
}
