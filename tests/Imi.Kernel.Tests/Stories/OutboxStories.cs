using System.Diagnostics;
using System.Globalization;
using Imi.Connectors;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Notices;
using Imi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Mails leave the outbox once each, urgent ones first, and a failing mailbox does not delay others.</summary>
public abstract class OutboxStories(Platform platform, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly SmtpSink _server = new();

    [SkippableFact]
    public async Task Two_nodes_send_each_mail_once_and_urgent_mails_first()
    {
        var story = await BeginAsync();
        var person = await story.HandlerInAsync("ES");
        var calm = await WriteAsync(story, 1_000, person.Id, isUrgent: false);
        var urgent = await WriteAsync(story, 200, person.Id, isUrgent: true);
        var stopwatch = Stopwatch.StartNew();
        await Task.WhenAll(SendAsync(story), SendAsync(story));
        output.WriteLine($"{_server.Mails.Count / stopwatch.Elapsed.TotalMinutes:N0} mails a minute");
        var sent = _server.Mails.Select(mail => mail.MessageId).ToList();
        Assert.Equal(sent.Count, sent.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([.. calm.Concat(urgent).Select(MessageId).Order(StringComparer.Ordinal)], sent.Order(StringComparer.Ordinal));
        Assert.True(sent.FindLastIndex(urgent.Select(MessageId).Contains) < 500, "An urgent mail waited behind those that are not.");
        Assert.Equal(1_200, await story.DatabaseAsync(database => database.Set<OutboxMail>().CountAsync(mail => mail.SentAt != null)));
    }

    [SkippableFact]
    public async Task A_failing_mailbox_delays_no_other_mail_and_is_retried_with_backoff()
    {
        var story = await BeginAsync();
        var (full, other) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        _server.AnswerToRecipient = recipient => recipient == AddressOf(full.Id) ? "452 4.2.2 mailbox full" : null;
        await WriteAsync(story, 1, full.Id, isUrgent: true);
        await WriteAsync(story, 20, other.Id, isUrgent: false);
        Assert.Equal(new OutboxReport(20, 1, null), await SendAsync(story));

        await WriteAsync(story, 1, full.Id, isUrgent: true); // A mail queued meanwhile has not failed yet.
        foreach (
            var pause in (TimeSpan[])[TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)]
        )
        {
            story.AdvanceSeconds((int)pause.TotalSeconds - 1);
            await SendAsync(story);
            var before = await AttemptsAsync(story, full.Id);
            story.AdvanceSeconds(301);
            Assert.True((await SendAsync(story)).Refused > 0);
            Assert.True(await AttemptsAsync(story, full.Id) > before);
        }

        for (var day = 0; day < 4 * 24; day++)
        {
            story.AdvanceSeconds(3_600);
            await SendAsync(story);
        }

        var over = await story.DatabaseAsync(database => database.Set<OutboxMail>().Where(mail => mail.UserId == full.Id).ToListAsync());
        Assert.All(over, mail => Assert.Equal(("452 recipient", true), (mail.LastError, mail.UndeliverableSince > mail.CreatedAt.AddDays(2))));

        // After the mailbox has space again, an operator retries the mails.
        _server.AnswerToRecipient = _ => null;
        Assert.Equal(2, await story.CallAsync<OutboxQueueService, int>((store, stop) => store.RetryAsync(null, stop)));
        Assert.Equal(2, (await SendAsync(story)).Sent);
    }

    [SkippableFact]
    public async Task Mail_to_an_unknown_address_is_undeliverable_at_once()
    {
        var story = await BeginAsync();
        var gone = await story.HandlerInAsync("ES");
        _server.AnswerToRecipient = _ => "550 5.1.1 no such user";
        var id = Assert.Single(await WriteAsync(story, 1, gone.Id, isUrgent: true));
        await SendAsync(story);
        var listed = Assert.Single(
            await story.CallAsync<UndeliverableMailQuery, IReadOnlyList<UndeliverableMail>>((reader, stop) => reader.ListAsync(10, stop))
        );
        Assert.Equal((id, AddressOf(gone.Id), "550 recipient", 1), (listed.Id, listed.Address, listed.Error, listed.Attempts));
    }

    [SkippableFact]
    public async Task A_mail_repeated_after_a_lost_connection_keeps_its_Message_ID()
    {
        var story = await BeginAsync();
        var (cut, other) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        _server.AnswerToMessage = recipient => recipient == AddressOf(cut.Id) ? "" : null;
        await WriteAsync(story, 1, cut.Id, isUrgent: true);
        await WriteAsync(story, 10, other.Id, isUrgent: true);
        Assert.Equal(new OutboxReport(10, 1, null), await SendAsync(story));
        Assert.Equal(new OutboxReport(0, 0, null), await SendAsync(story)); // The mail is not retried at once.
        _server.AnswerToMessage = _ => null;
        story.AdvanceSeconds(61);
        Assert.Equal(1, (await SendAsync(story)).Sent);
        Assert.Single(_server.Mails.Where(mail => mail.Recipient == AddressOf(cut.Id)).Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task A_failing_mail_server_counts_against_no_mailbox()
    {
        var story = await BeginAsync();
        var person = await story.HandlerInAsync("ES");
        _server.AnswerToRecipient = _ => "421 4.3.2 closing";
        await WriteAsync(story, 300, person.Id, isUrgent: true);
        for (var round = 0; round < 20; round++)
            Assert.Equal(new OutboxReport(0, 0, new MailFault(MailFaultKind.Server, 421, MailPhase.Recipient)), await SendAsync(story));
        _server.AnswerToRecipient = _ => null;
        Assert.Equal(new OutboxReport(300, 0, null), await SendAsync(story));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<OutboxMail>().MaxAsync(mail => mail.Attempts)));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private async Task<Story> BeginAsync()
    {
        var story = await platform.BeginAsync();
        await story.DatabaseAsync(database => database.Set<OutboxMail>().ExecuteDeleteAsync());
        return story;
    }

    private Task<OutboxReport> SendAsync(Story story) =>
        story.CallInSameMinuteAsync<OutboxQueueService, OutboxReport>(
            async (store, stop) =>
            {
                var settings = new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>(StringComparer.Ordinal)
                        {
                            ["Imi:Mail:Host"] = "127.0.0.1",
                            ["Imi:Mail:Port"] = _server.Port.ToString(CultureInfo.InvariantCulture),
                            ["Imi:Mail:Security"] = "None",
                        }
                    )
                    .Build();
                await using var connectors = new ServiceCollection()
                    .AddSingleton(story.Clock)
                    .AddImiConnectors(MailSettings.Read(settings, "nowhere"), null)
                    .BuildServiceProvider();
                var outbox = new OutboxService(
                    store,
                    [new PlainComposer()],
                    connectors.GetRequiredService<IMailSender>(),
                    story.Clock,
                    NullLogger<OutboxService>.Instance
                );
                return await outbox.SendAsync(stop);
            }
        );

    private static Task<List<Guid>> WriteAsync(Story story, int count, Guid person, bool isUrgent) =>
        story.DatabaseAsync(async database =>
        {
            var mails = Enumerable
                .Range(0, count)
                .Select(_ =>
                    OutboxMail.OfNotice(OrderedId.Next(story.Now), Guid.CreateVersion7(), person, null, isUrgent, story.Now.UtcDateTime, TimeSpan.Zero)
                )
                .ToList();
            database.Set<OutboxMail>().AddRange(mails);
            await database.SaveChangesAsync();
            return mails.ConvertAll(mail => mail.Id);
        });

    private static Task<int> AttemptsAsync(Story story, Guid person) =>
        story.DatabaseAsync(database => database.Set<OutboxMail>().Where(mail => mail.UserId == person).SumAsync(mail => mail.Attempts));

    private static string AddressOf(Guid person) => $"{person:N}@example.org";

    private static string MessageId(Guid mail) => $"<{mail:N}@imi.example>";

    private sealed class PlainComposer : IMailComposer
    {
        public MailKind Kind => MailKind.Notice;

        public Task<IReadOnlyDictionary<Guid, Mail>> ComposeAsync(IReadOnlyList<OutboxMail> mails, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<Guid, Mail>>(
                mails.ToDictionary(mail => mail.Id, mail => new Mail("Somebody", AddressOf(mail.UserId!.Value), "Subject", "Text", "en", mail.Id.ToString("N")))
            );
    }
}

public sealed class SqliteOutboxStories(SqlitePlatform platform, ITestOutputHelper output) : OutboxStories(platform, output), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlOutboxStories(PostgreSqlPlatform platform, ITestOutputHelper output)
    : OutboxStories(platform, output),
        IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerOutboxStories(SqlServerPlatform platform, ITestOutputHelper output)
    : OutboxStories(platform, output),
        IClassFixture<SqlServerPlatform>;
