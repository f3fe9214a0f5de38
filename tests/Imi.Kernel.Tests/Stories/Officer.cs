using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FileWithdrawal;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A person of a story and their actions on the platform.</summary>
internal sealed class Officer(Story story, Office office, Actor actor)
{
    public Story Story => story;

    /// <summary>Returns the same person on another installation with the same people.</summary>
    public Officer On(Story other) => new(other, office, actor);

    public Office Office => office;

    public Actor Actor => actor;

    public Guid Id => actor.UserId;

    /// <summary>Creates a draft.</summary>
    public async Task<Guid> DraftsAsync(Office? to, Answers? answers = null) => (await TriesToDraftAsync(to, answers)).Result();

    public Task<Outcome<Guid>> TriesToDraftAsync(Office? to, Answers? answers = null, string? key = null) =>
        story.CallAsync<ExchangeService, Outcome<Guid>>(
            (service, stop) =>
                service.CreateAsync(new NewExchange(Story.Module, Story.Procedure, office.Id, to?.Id, "en", answers ?? Request.Complete), actor, Key(key), stop)
        );

    /// <summary>Creates the draft of a warning.</summary>
    public async Task<Guid> DraftsWarningAsync(Answers answers) =>
        (
            await story.CallAsync<ExchangeService, Outcome<Guid>>(
                (service, stop) => service.CreateAsync(new NewExchange(Story.Module, Story.Warning, office.Id, null, "en", answers), actor, null, stop)
            )
        ).Result();

    /// <summary>Creates a warning and broadcasts it.</summary>
    public async Task<Guid> WarnsAsync(Answers answers)
    {
        var warning = await DraftsWarningAsync(answers);
        await DoesAsync("broadcast", warning);
        return warning;
    }

    /// <summary>Copies an exchange into a warning.</summary>
    public Task<Outcome<Guid>> CopiesAsync(Guid exchange, string? key = null) =>
        story.CallAsync<ExchangeService, Outcome<Guid>>((service, stop) => service.CopyAsync(exchange, Story.Module, Story.Warning, actor, Key(key), stop));

    /// <summary>Saves a draft.</summary>
    public Task<Outcome<int>> SavesAsync(Guid draft, Office? to, Answers answers, int? revision = null) =>
        story.CallAsync<ExchangeService, Outcome<int>>(
            (service, stop) =>
                service.SaveDraftAsync(
                    draft,
                    _ => Outcome<DraftInput>.Done(new DraftInput(answers, new RecipientChoice(to?.Id), [])),
                    revision,
                    isAutomatic: false,
                    actor,
                    stop
                )
        );

    /// <summary>Creates a draft and sends it.</summary>
    public async Task<Guid> SendsAsync(Office to, Answers? answers = null)
    {
        var request = await DraftsAsync(to, answers);
        await DoesAsync("send", request);
        return request;
    }

    /// <summary>Takes an action that must succeed.</summary>
    public async Task DoesAsync(string action, Guid exchange, Answers? answers = null) => (await TriesAsync(action, exchange, answers)).Result();

    /// <summary>Tries an action that may fail.</summary>
    public Task<Outcome<Guid>> TriesAsync(string action, Guid exchange, Answers? answers = null, int? revision = null, string? key = null) =>
        TriesAsync(
            exchange,
            new ActionRequest
            {
                Action = action,
                Answers = answers ?? Answers.None,
                Revision = revision,
            },
            key
        );

    public Task<Outcome<Guid>> TriesAsync(Guid exchange, ActionRequest request, string? key = null) =>
        story.CallAsync<ExchangeService, Outcome<Guid>>((service, stop) => service.ActAsync(exchange, request, actor, Key(key), stop));

    /// <summary>Assigns an exchange to colleagues.</summary>
    public Task<Outcome<Guid>> AllocatesAsync(Guid exchange, params Officer[] to) =>
        TriesAsync(exchange, new ActionRequest { Action = "allocate", Assignees = [.. to.Select(officer => officer.Id)] });

    /// <summary>Reads an exchange that the officer must be able to see.</summary>
    public async Task<ExchangeDetails> ReadsAsync(Guid exchange) =>
        await FindsAsync(exchange) ?? throw new InvalidOperationException("The officer does not see the exchange.");

    public Task<ExchangeDetails?> FindsAsync(Guid exchange) =>
        story.CallAsync<ExchangeQuery, ExchangeDetails?>((reader, stop) => reader.ReadAsync(exchange, actor, "en", "view", stop));

    /// <summary>Asks which actions a person can take and why not the others; null if the officer may not ask.</summary>
    public async Task<IReadOnlyList<ActionExplanation>?> AsksForExplanationAsync(Guid exchange, Officer about) =>
        (await story.CallAsync<ExchangeQuery, Explanation?>((reader, stop) => reader.ExplainAsync(exchange, about.Actor, actor, stop)))?.Actions;

    public Task<Outcome<Guid>> WritesAsync(Guid exchange, string message) =>
        story.CallAsync<ContributionService, Outcome<Guid>>((service, stop) => service.WriteAsync(exchange, new NewMessage(message, "en"), actor, null, stop));

    public Task<Outcome<Guid>> LinksAsync(Guid exchange, string number) =>
        story.CallAsync<ContributionService, Outcome<Guid>>((service, stop) => service.LinkAsync(exchange, number, actor, null, stop));

    public Task<Outcome<Guid>> UnlinksAsync(Guid exchange, Guid other) =>
        story.CallAsync<ContributionService, Outcome<Guid>>((service, stop) => service.UnlinkAsync(exchange, other, actor, null, stop));

    public async Task<Outcome<Guid>> AttachesAsync(Guid exchange, string name, byte[] bytes, string? key = null)
    {
        await using var content = new MemoryStream(bytes);
        return await story.CallAsync<AttachmentService, Outcome<Guid>>((service, stop) => service.AttachAsync(exchange, name, content, actor, Key(key), stop));
    }

    /// <summary>Removes a file from a draft.</summary>
    public Task<Outcome<Guid>> RemovesAsync(Guid exchange, Guid file) =>
        story.CallAsync<FileWithdrawalService, Outcome<Guid>>((service, stop) => service.RemoveAsync(exchange, file, actor, null, stop));

    /// <summary>Withdraws a file after sending.</summary>
    public Task<Outcome<Guid>> WithdrawsAsync(Guid exchange, Guid file, string reason) =>
        story.CallAsync<FileWithdrawalService, Outcome<Guid>>((service, stop) => service.WithdrawAsync(exchange, file, reason, actor, null, stop));

    /// <summary>Downloads a file.</summary>
    public Task<Outcome<byte[]>> DownloadsAsync(Guid exchange, Guid file) =>
        story.CallAsync<AttachmentService, Outcome<byte[]>>(
            async (service, stop) =>
            {
                var opened = await service.OpenAsync(exchange, file, actor, stop);
                if (!opened.IsDone)
                    return opened.As<byte[]>();
                using var copy = new MemoryStream();
                await opened.Value!.CopyToAsync(copy, stop);
                return Outcome<byte[]>.Done(copy.ToArray());
            }
        );

    /// <summary>Lists exchanges.</summary>
    public Task<InboxPage> ListsAsync(InboxFilter filter) => story.CallAsync<InboxQuery, InboxPage>((query, stop) => query.ListAsync(filter, actor, stop));

    /// <summary>Lists the exchanges whose personal data are blocked or deleted.</summary>
    public Task<InactivePage> ListsInactiveAsync(InactiveFilter? filter = null) =>
        story.CallAsync<InactiveQuery, InactivePage>((query, stop) => query.ListAsync(filter ?? new InactiveFilter(), actor, stop));

    /// <summary>Returns the officer's notifications.</summary>
    public Task<IReadOnlyList<NoticeItem>> NoticesAsync() =>
        story.CallAsync<NoticeService, IReadOnlyList<NoticeItem>>((notices, stop) => notices.ListAsync(actor.UserId, null, stop));

    private static SubmissionKey? Key(string? key) => key is null ? null : new SubmissionKey(key);
}
