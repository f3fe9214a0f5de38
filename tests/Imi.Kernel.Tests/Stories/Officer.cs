using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.FileWithdrawal;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Somebody of a story, and what they do at the desks.</summary>
internal sealed class Officer(Story story, Office office, Actor actor)
{
    public Story Story => story;

    /// <summary>The same person on another installation with the same people.</summary>
    public Officer On(Story other) => new(other, office, actor);

    public Office Office => office;

    public Actor Actor => actor;

    public Guid Id => actor.UserId;

    /// <summary>Begins a draft.</summary>
    public async Task<Guid> DraftsAsync(Office? to, Answers? answers = null) => (await TriesToDraftAsync(to, answers)).Result();

    public Task<Outcome<Guid>> TriesToDraftAsync(Office? to, Answers? answers = null, string? key = null) =>
        story.AskAsync<ExchangeService, Outcome<Guid>>(
            (desk, stop) =>
                desk.CreateAsync(new NewExchange(Story.Module, Story.Procedure, office.Id, to?.Id, "en", answers ?? Request.Complete), actor, Key(key), stop)
        );

    /// <summary>Begins a warning.</summary>
    public async Task<Guid> DraftsWarningAsync(Answers answers) =>
        (
            await story.AskAsync<ExchangeService, Outcome<Guid>>(
                (desk, stop) => desk.CreateAsync(new NewExchange(Story.Module, Story.Warning, office.Id, null, "en", answers), actor, null, stop)
            )
        ).Result();

    /// <summary>Begins a warning and broadcasts it.</summary>
    public async Task<Guid> WarnsAsync(Answers answers)
    {
        var warning = await DraftsWarningAsync(answers);
        await DoesAsync("broadcast", warning);
        return warning;
    }

    /// <summary>Copies an exchange into a warning.</summary>
    public Task<Outcome<Guid>> CopiesAsync(Guid exchange, string? key = null) =>
        story.AskAsync<ExchangeService, Outcome<Guid>>((desk, stop) => desk.CopyAsync(exchange, Story.Module, Story.Warning, actor, Key(key), stop));

    /// <summary>Saves a draft.</summary>
    public Task<Outcome<int>> SavesAsync(Guid draft, Office? to, Answers answers, int? revision = null) =>
        story.AskAsync<ExchangeService, Outcome<int>>((desk, stop) => desk.SaveDraftAsync(draft, answers, to?.Id, revision, null, actor, stop));

    /// <summary>Drafts and sends.</summary>
    public async Task<Guid> SendsAsync(Office to, Answers? answers = null)
    {
        var request = await DraftsAsync(to, answers);
        await DoesAsync("send", request);
        return request;
    }

    /// <summary>Takes an action that must succeed.</summary>
    public async Task DoesAsync(string action, Guid exchange, Answers? answers = null) => (await TriesAsync(action, exchange, answers)).Result();

    /// <summary>Tries an action.</summary>
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
        story.AskAsync<ExchangeService, Outcome<Guid>>((desk, stop) => desk.ActAsync(exchange, request, actor, Key(key), stop));

    /// <summary>Assigns an exchange to colleagues.</summary>
    public Task<Outcome<Guid>> AllocatesAsync(Guid exchange, params Officer[] to) =>
        TriesAsync(exchange, new ActionRequest { Action = "allocate", Assignees = [.. to.Select(officer => officer.Id)] });

    /// <summary>Looks at an exchange that must be there to be seen.</summary>
    public async Task<ExchangeDetails> ReadsAsync(Guid exchange) =>
        await LooksForAsync(exchange) ?? throw new InvalidOperationException("The officer does not see the exchange.");

    public Task<ExchangeDetails?> LooksForAsync(Guid exchange) =>
        story.AskAsync<ExchangeQuery, ExchangeDetails?>((reader, stop) => reader.ReadAsync(exchange, actor, "en", "view", stop));

    /// <summary>Asks which actions somebody may take, and why not the others.</summary>
    public async Task<IReadOnlyList<ActionExplanation>?> AsksWhyAsync(Guid exchange, Officer about) =>
        (await story.AskAsync<ExchangeQuery, Explanation?>((reader, stop) => reader.ExplainAsync(exchange, about.Actor, actor, stop)))?.Actions;

    public Task<Outcome<Guid>> WritesAsync(Guid exchange, string message) =>
        story.AskAsync<ContributionService, Outcome<Guid>>((desk, stop) => desk.WriteAsync(exchange, new NewMessage(message, "en"), actor, null, stop));

    public Task<Outcome<Guid>> LinksAsync(Guid exchange, string number) =>
        story.AskAsync<ContributionService, Outcome<Guid>>((desk, stop) => desk.LinkAsync(exchange, number, actor, null, stop));

    public Task<Outcome<Guid>> UnlinksAsync(Guid exchange, Guid other) =>
        story.AskAsync<ContributionService, Outcome<Guid>>((desk, stop) => desk.UnlinkAsync(exchange, other, actor, null, stop));

    public async Task<Outcome<Guid>> AttachesAsync(Guid exchange, string name, byte[] bytes, string? key = null)
    {
        await using var content = new MemoryStream(bytes);
        return await story.AskAsync<AttachmentService, Outcome<Guid>>((service, stop) => service.AttachAsync(exchange, name, content, actor, Key(key), stop));
    }

    /// <summary>Removes a file from a draft.</summary>
    public Task<Outcome<Guid>> RemovesAsync(Guid exchange, Guid file) =>
        story.AskAsync<FileWithdrawalService, Outcome<Guid>>((service, stop) => service.RemoveAsync(exchange, file, actor, null, stop));

    /// <summary>Withdraws a file after sending.</summary>
    public Task<Outcome<Guid>> WithdrawsAsync(Guid exchange, Guid file, string reason) =>
        story.AskAsync<FileWithdrawalService, Outcome<Guid>>((service, stop) => service.WithdrawAsync(exchange, file, reason, actor, null, stop));

    /// <summary>Opens a file and takes it home.</summary>
    public Task<Outcome<byte[]>> DownloadsAsync(Guid exchange, Guid file) =>
        story.AskAsync<AttachmentService, Outcome<byte[]>>(
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

    /// <summary>The exchanges in a list.</summary>
    public Task<InboxPage> ListsAsync(InboxFilter query) => story.AskAsync<InboxQuery, InboxPage>((inbox, stop) => inbox.ListAsync(query, actor, stop));

    /// <summary>The exchanges whose personal data are hidden or deleted.</summary>
    public Task<InactivePage> ListsInactiveAsync(InactiveFilter? query = null) =>
        story.AskAsync<InactiveQuery, InactivePage>((desk, stop) => desk.ListAsync(query ?? new InactiveFilter(), actor, stop));

    /// <summary>What the officer was told.</summary>
    public Task<IReadOnlyList<NoticeItem>> NoticesAsync() =>
        story.AskAsync<NoticeService, IReadOnlyList<NoticeItem>>((notices, stop) => notices.ListAsync(actor.UserId, null, stop));

    private static SubmissionKey? Key(string? key) => key is null ? null : new SubmissionKey(key);
}
