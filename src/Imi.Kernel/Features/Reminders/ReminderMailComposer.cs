using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.Reminders;

/// <summary>
/// Composes the reminders of a day: numbers of exchanges, what has to be done and until when, never content. What has been done since the reminder is left
/// out; if nothing is left, there is no mail.
/// </summary>
internal sealed class ReminderMailComposer(
    ReminderMailQuery reminders,
    AuthorityDirectory directory,
    ModuleCatalogue catalogue,
    PlatformTexts texts,
    AccountSettings settings,
    TimeProvider time
) : IMailComposer
{
    public MailKind Kind => MailKind.Reminders;

    public async Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> rows, CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken); // A node without requests has not refreshed its modules.
        var lines = await reminders.ReadAsync([.. rows.Select(row => row.Id)], cancellationToken);
        var authorities = await directory.FindAsync(
            [.. lines.SelectMany(line => (Guid[])[line.Reminder.AuthorityId, line.Reminder.ToAuthorityId]).Distinct()],
            cancellationToken
        );
        var written = new Dictionary<Guid, Mail>();
        foreach (var mail in lines.GroupBy(line => line.MailId))
        {
            var (first, isMailbox) = (mail.First(), mail.First().Language.Length == 0);
            var authority = authorities[first.Reminder.ToAuthorityId];
            var language = isMailbox ? authority.Languages.FirstOrDefault(Languages.IsInterface) ?? "en" : first.Language;
            var (needed, watched) = (new List<string>(), new List<string>());

            // Of several reminders of one exchange, the last says it all.
            foreach (var line in mail.GroupBy(line => line.Reminded.Exchange.Id).Select(same => same.Last()))
            {
                if (Say(line, language, authorities) is { } said)
                    (line.IsWatched ? watched : needed).Add(said);
            }

            if (needed.Count + watched.Count > 0)
                written[mail.Key] = Compose(first, isMailbox ? authority.NameFor(language) : first.Name, language, needed, watched);
        }

        return written;
    }

    private Mail Compose(ReminderLine first, string name, string language, List<string> needed, List<string> watched)
    {
        var parts = new[] { (Title: "reminders.mail.needed", Lines: needed), (Title: "reminders.mail.watched", Lines: watched) }
            .Where(part => part.Lines.Count > 0)
            .Select(part => $"{texts.Get(part.Title, language)}\n{string.Join('\n', part.Lines.Select(line => $"- {line}"))}");
        var reason = first.Language.Length == 0 ? "reminders.mail.to-mailbox" : "reminders.mail.to-person";
        return new Mail(
            name,
            first.Address,
            needed.Count > 0
                ? texts.Get("reminders.mail.subject", language, ("count", needed.Count))
                : texts.Get("reminders.mail.subject-watched", language, ("count", watched.Count)),
            texts.Get(
                "reminders.mail.text",
                language,
                ("name", name),
                ("lines", string.Join("\n\n", parts)),
                ("address", $"{settings.PublicAddress}/inbox"),
                ("reason", texts.Get(reason, language, ("profile", $"{settings.PublicAddress}/profile")))
            ),
            language,
            first.MailId.ToString("N")
        );
    }

    /// <summary>Says what a reminder is about; null if its occasion is over.</summary>
    private string? Say(ReminderLine line, string language, IReadOnlyDictionary<Guid, Authority> authorities)
    {
        var ((exchange, module, occasions), reminder) = (line.Reminded, line.Reminder);
        if (
            occasions.FirstOrDefault(one => reminder.IsOf(one, reminder.AuthorityId)) is not { } occasion
            || !occasion.AwaitedIn(exchange).Any(part => part.AuthorityId == reminder.AuthorityId)
        )
            return null;
        var name = module.Texts.Find($"procedures.{exchange.Procedure}.name", language) ?? exchange.Procedure;
        var said = exchange.Number is null ? name : $"{exchange.Number}, {name}";
        if (line.IsWatched && authorities.TryGetValue(reminder.AuthorityId, out var authority))
            said = $"{said} ({authority.NameFor(language)})";
        var key = occasion.Kind switch
        {
            ReminderKind.Draft => "draft",
            ReminderKind.Idle => "idle",
            ReminderKind.Waiting => "waiting",
            _ => occasion.Day < DeadlineCalendar.Today(time) ? "passed" : "due",
        };
        var day = occasion.Kind == ReminderKind.Due ? occasion.Day : occasion.Since;
        return texts.Get(
            $"reminders.mail.{key}",
            language,
            [
                ("exchange", said),
                ("date", Languages.Day(day, language)),
                .. key is "draft" or "idle"
                    ? (ReadOnlySpan<(string, object?)>)[]
                    : [("next", TaskTexts.Find(texts, module, exchange.Procedure, exchange.State, occasion.Task, language) ?? name)],
            ]
        );
    }
}
