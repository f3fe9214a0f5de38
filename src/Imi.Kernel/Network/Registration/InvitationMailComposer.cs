using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>Composes e-mails about invitations: to the authority what it has to do, to the person who invited it that it has answered.</summary>
internal sealed class InvitationMailComposer(
    SelfRegistrationService invitations,
    AuthorityDirectory directory,
    ModuleCatalogue catalogue,
    PlatformTexts texts,
    AccountSettings settings
) : IMailComposer
{
    public MailKind Kind => MailKind.Invitation;

    public async Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> rows, CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken); // A node without requests has not refreshed its modules.
        var written = new Dictionary<Guid, Mail>();
        foreach (var pending in await invitations.MailsAsync([.. rows.Select(row => row.Id)], cancellationToken))
        {
            if (await ComposeAsync(pending, cancellationToken) is { } mail)
                written[pending.Id] = mail;
        }

        return written;
    }

    private async Task<Mail?> ComposeAsync(PendingInvitation pending, CancellationToken cancellationToken)
    {
        var isAnswer = pending.State == InvitationState.Answered;
        var (name, email, language) = isAnswer
            ? (pending.InviterName, pending.InviterEmail, pending.InviterLanguage)
            : (pending.Email, pending.Email, pending.Language);
        if (name is null || email is null || language is null)
            return null; // The person who sent the invitation is no longer a user; other coordinators find the answer in the list of invitations.
        var coordinator = (await directory.LabelsAsync([pending.CoordinatorId], cancellationToken))[pending.CoordinatorId];
        var key = $"invitation.mail.{pending.State.ToString().ToLowerInvariant()}";
        var text = texts.Get(
            $"{key}.text",
            language,
            ("name", name),
            ("coordinator", coordinator.NameFor(language)),
            ("module", catalogue.Find(pending.Module)?.Texts.Find("module.name", language) ?? pending.Module),
            ("until", Languages.Day(DeadlineCalendar.DayOf(pending.ExpiresAt), language)),
            ("question", pending.Question),
            (
                "link",
                settings.PublicAddress
                    + (isAnswer ? $"/authorities/invitations/{pending.InvitationId}" : $"/join/{invitations.TokenOf(pending.InvitationId, pending.Round)}")
            )
        );
        return new Mail(name, email, texts.Get($"{key}.subject", language), text, language, pending.Id.ToString("N"));
    }
}
