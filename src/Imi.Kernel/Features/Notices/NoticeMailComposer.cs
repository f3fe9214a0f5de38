using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;

namespace Imi.Kernel.Features.Notices;

/// <summary>Composes the e-mails about notices: number and event of an exchange, never its content.</summary>
internal sealed class NoticeMailComposer(NoticeService notices, PlatformTexts texts, ModuleCatalogue catalogue, AccountSettings settings) : IMailComposer
{
    public MailKind Kind => MailKind.Notice;

    public async Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> rows, CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken); // A node without requests has not refreshed its modules.
        return (await notices.MailsAsync([.. rows.Select(row => row.Id)], cancellationToken)).ToDictionary(mail => mail.Id, Compose);
    }

    private Mail Compose(PendingMail pending)
    {
        var module = catalogue.Find(pending.Module);
        var done =
            module?.Texts.Find($"procedures.{pending.Procedure}.actions.{pending.Action}.done", pending.Language)
            ?? texts.Get($"kernel-actions.{pending.Action}.done", pending.Language);
        var procedure =
            module?.Texts.Find($"procedures.{pending.Procedure}.name", pending.Language)
            ?? (pending.SubjectRequestId is null ? pending.Procedure : texts.Get("data-subjects.one", pending.Language));
        var next = pending.Task is { } task ? TaskTexts.Find(texts, module, pending.Procedure, pending.State, task, pending.Language) : null;
        return new Mail(
            pending.Name,
            pending.Email,
            texts.Get(
                pending.NeedsAction ? "notices.mail.subject.action" : "notices.mail.subject.information",
                pending.Language,
                ("number", pending.Number),
                ("done", done)
            ),
            texts.Get(
                "notices.mail.text",
                pending.Language,
                ("name", pending.Name),
                ("procedure", procedure),
                ("number", pending.Number),
                ("done", pending.Joined == 0 ? done : $"{done} {texts.Get("notices.mail.more", pending.Language, ("count", pending.Joined))}"),
                ("next", next is null ? "" : texts.Get("notices.mail.next", pending.Language, ("next", next))),
                ("address", $"{settings.PublicAddress}{NoticeAddress.Of(pending.ExchangeId, pending.SubjectRequestId, pending.Action)}")
            ),
            pending.Language,
            pending.Id.ToString("N")
        );
    }
}
