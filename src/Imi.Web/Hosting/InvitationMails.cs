using Imi.Kernel.Calendar;
using Imi.Kernel.Modules;
using Imi.Kernel.Notices;
using Imi.Kernel.Registry;
using Imi.Kernel.Texts;

namespace Imi.Web.Hosting;

/// <summary>Sends the e-mails about invitations: to the authority what it is to do, to whoever invited that it is done.</summary>
internal sealed class InvitationMails(JoinDesk invitations, AuthorityDirectory directory, ModuleCatalogue catalogue, IMailSender sender, PlatformTexts texts, WebSettings settings)
{
    /// <summary>Sends what waits.</summary>
    /// <returns>Whether the mail server takes mails just now.</returns>
    public async Task<bool> SendAsync(int most, CancellationToken cancellationToken)
    {
        foreach (var pending in await invitations.PendingMailsAsync(most, cancellationToken))
        {
            var isSent = true;
            try
            {
                if (await ComposeAsync(pending, cancellationToken) is { } mail)
                    await sender.SendAsync(mail, cancellationToken);
            }
            catch (MailNotTakenNowException)
            {
                return false;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                isSent = false;
            }

            await invitations.NoteMailAsync(pending, isSent, cancellationToken);
        }

        return true;
    }

    private async Task<Mail?> ComposeAsync(PendingInvitation pending, CancellationToken cancellationToken)
    {
        var isAnswer = pending.State == InvitationState.Answered;
        var (name, email, language) = isAnswer ? (pending.InviterName, pending.InviterEmail, pending.InviterLanguage) : (pending.Email, pending.Email, pending.Language);
        if (name is null || email is null || language is null)
            return null; // Whoever invited is no user any more; the list of invitations shows it to the others.
        var coordinator = (await directory.LabelsAsync([pending.CoordinatorId], cancellationToken))[pending.CoordinatorId];
        var key = $"invitation.mail.{pending.State.ToString().ToLowerInvariant()}";
        var text = texts.Get(
            $"{key}.text", language, ("name", name), ("coordinator", coordinator.NameFor(language)),
            ("module", catalogue.Find(pending.Module)?.Texts.Find("module.name", language) ?? pending.Module),
            ("until", Languages.Day(DeadlineCalendar.DayOf(pending.ExpiresAt), language)), ("question", pending.Question),
            ("link", settings.PublicAddress + (isAnswer ? $"/authorities/invitations/{pending.Id}" : $"/join/{invitations.TokenOf(pending.Id, pending.Round)}")));
        return new Mail(name, email, texts.Get($"{key}.subject", language), text, language, $"{pending.Id:N}-{pending.Round}-{(int)pending.State}");
    }
}
