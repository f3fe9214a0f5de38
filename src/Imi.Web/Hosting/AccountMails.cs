using Imi.Kernel.Calendar;
using Imi.Kernel.Notices;
using Imi.Kernel.People;
using Imi.Kernel.Texts;

namespace Imi.Web.Hosting;

/// <summary>Sends the e-mails about accounts, each in its reader's language.</summary>
internal sealed class AccountMails(AccountMailDesk mails, IMailSender sender, PlatformTexts texts, AccountSettings settings)
{
    /// <summary>Sends what waits.</summary>
    /// <returns>Whether the mail server takes mails just now.</returns>
    public async Task<bool> SendAsync(int most, CancellationToken cancellationToken)
    {
        foreach (var pending in await mails.PendingAsync(most, cancellationToken))
        {
            var isSent = true;
            try
            {
                await sender.SendAsync(Compose(pending), cancellationToken);
            }
            catch (MailNotTakenNowException)
            {
                return false;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                isSent = false;
            }

            await mails.NoteAsync(pending.Id, isSent, cancellationToken);
        }

        return true;
    }

    private Mail Compose(PendingAccountMail pending)
    {
        var kind = pending.Kind.ToString().ToLowerInvariant();
        var text = texts.Get($"account.mail.{kind}.text", pending.Language,
            ("name", pending.Name), ("userName", pending.UserName), ("platform", settings.PublicAddress), ("link", mails.LinkOf(pending)),
            ("until", pending.ExpiresAt is { } until ? Moment(until, pending.Language) : ""), ("at", Moment(pending.At, pending.Language)));
        return new Mail(pending.Name, pending.Email, texts.Get($"account.mail.{kind}.subject", pending.Language), text, pending.Language, pending.Id.ToString("N"));
    }

    private static string Moment(DateTime utc, string language)
    {
        var local = DeadlineCalendar.InBrussels(utc);
        return string.Create(Languages.CultureOf(language), $"{Languages.Day(DateOnly.FromDateTime(local), language)}, {local:HH:mm}");
    }
}
