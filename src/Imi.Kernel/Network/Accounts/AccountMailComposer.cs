using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Composes e-mails about accounts in the recipient's language.</summary>
internal sealed class AccountMailComposer(AccountMailQuery mails, PlatformTexts texts, AccountSettings settings) : IMailComposer
{
    public MailKind Kind => MailKind.Account;

    public async Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> rows, CancellationToken cancellationToken) =>
        (await mails.MailsAsync([.. rows.Select(row => row.Id)], cancellationToken)).ToDictionary(mail => mail.Id, Compose);

    private Mail Compose(PendingAccountMail pending)
    {
        var kind = pending.Kind.ToString().ToLowerInvariant();
        var text = texts.Get(
            $"account.mail.{kind}.text",
            pending.Language,
            ("name", pending.Name),
            ("userName", pending.UserName),
            ("platform", settings.PublicAddress),
            ("link", mails.LinkOf(pending)),
            ("until", pending.ExpiresAt is { } until ? Moment(until, pending.Language) : ""),
            ("at", Moment(pending.At, pending.Language))
        );
        return new Mail(
            pending.Name,
            pending.Email,
            texts.Get($"account.mail.{kind}.subject", pending.Language),
            text,
            pending.Language,
            pending.Id.ToString("N")
        );
    }

    private static string Moment(DateTime utc, string language)
    {
        var local = DeadlineCalendar.InBrussels(utc);
        return string.Create(Languages.CultureOf(language), $"{Languages.Day(DateOnly.FromDateTime(local), language)}, {local:HH:mm}");
    }
}
