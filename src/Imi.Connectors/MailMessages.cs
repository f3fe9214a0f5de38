using Imi.Kernel.Foundation.Outbox;
using MimeKit;

namespace Imi.Connectors;

/// <summary>Converts mails to Internet messages (RFC 5322).</summary>
internal static class MailMessages
{
    public static MimeMessage Of(Mail mail, MailSettings settings, DateTimeOffset now)
    {
        var from = MailboxAddress.Parse(settings.From);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = now,
            MessageId = $"{mail.Reference}@{from.Domain}",
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(mail.Name, mail.Address));
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
