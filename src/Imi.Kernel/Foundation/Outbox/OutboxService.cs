using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Foundation.Outbox;

/// <summary>Sends the mails of the outbox over several connections in parallel.</summary>
public sealed class OutboxService(
    OutboxQueueService store,
    IEnumerable<IMailComposer> composers,
    IMailSender sender,
    TimeProvider time,
    ILogger<OutboxService> log
)
{
    private const int Connections = 4;
    private const int BatchSize = 200;

    /// <summary>No mail is started this close to the end of its claim, because the claim might end before the server accepts it.</summary>
    private static readonly TimeSpan LeaseReserve = TimeSpan.FromMinutes(2);

    /// <summary>Sends mails until none is due or no mail can be sent.</summary>
    /// <returns>What was sent and refused.</returns>
    public async Task<OutboxReport> SendAsync(CancellationToken cancellationToken)
    {
        var report = new OutboxReport(0, 0, null);
        await using var lines = new MailLines(sender, Connections);
        while (!cancellationToken.IsCancellationRequested)
        {
            var claim = await store.ClaimAsync(BatchSize, cancellationToken);
            if (claim.Mails.Count == 0)
                return report;
            try
            {
                var batch = await SendAsync(claim, lines, cancellationToken);
                report = new OutboxReport(report.Sent + batch.Sent, report.Refused + batch.Refused, batch.Blocked);
            }
            finally
            {
                await store.ReleaseAsync(claim.Id, CancellationToken.None);
            }

            if (report.Blocked is { } fault)
            {
                log.LogWarning("No e-mail can be sent now: {Fault}", fault);
                return report;
            }
        }

        return report;
    }

    private async Task<OutboxReport> SendAsync(OutboxClaim claim, MailLines lines, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<Letter>(await ComposeAsync(claim, cancellationToken));
        var results = Channel.CreateUnbounded<LetterResult>();
        var blocked = SendAllAsync(claim, queue, lines, results.Writer, cancellationToken);
        var (sent, refused) = (0, 0);

        // Every accepted mail must be recorded, so only the senders end this loop, not cancellation.
        while (await results.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var taken = new List<Guid>();
            while (results.Reader.TryRead(out var result))
            {
                if (result.Fault is null)
                {
                    taken.Add(result.Letter.Row.Id);
                    continue;
                }

                refused++;
                log.LogWarning("E-mail {Reference} was refused: {Fault}", result.Letter.Mail.Reference, result.Fault);
                await store.NoteRefusedAsync(claim.Id, result.Letter.Row, result.Fault, CancellationToken.None);
            }

            sent += taken.Count;
            if (taken.Count > 0)
                await store.NoteSentAsync(claim.Id, taken, CancellationToken.None);
        }

        log.LogInformation("Sent {Count} e-mails", sent);
        return new OutboxReport(sent, refused, await blocked);
    }

    private async Task<List<Letter>> ComposeAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        var written = new Dictionary<Guid, Mail>();
        foreach (var kind in claim.Mails.GroupBy(mail => mail.Kind))
        {
            foreach (var (row, mail) in await composers.First(one => one.Kind == kind.Key).ComposeAsync([.. kind], cancellationToken))
                written[row] = mail;
        }

        List<Guid> silent = [.. claim.Mails.Where(mail => !written.ContainsKey(mail.Id)).Select(mail => mail.Id)];
        if (silent.Count > 0)
            await store.RemoveAsync(claim.Id, silent, cancellationToken);
        return [.. claim.Mails.Where(mail => written.ContainsKey(mail.Id)).Select(mail => new Letter(mail, written[mail.Id]))];
    }

    /// <returns>The server fault that kept some mails from being tried; null if all were tried.</returns>
    private async Task<MailFault?> SendAllAsync(
        OutboxClaim claim,
        ConcurrentQueue<Letter> queue,
        MailLines lines,
        ChannelWriter<LetterResult> results,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var faults = await Task.WhenAll(
                Enumerable
                    .Range(0, Math.Min(Connections, queue.Count))
                    .Select(line => Task.Run(() => WorkAsync(claim, queue, lines, line, results, cancellationToken), CancellationToken.None))
            );
            return queue.IsEmpty ? null : faults.FirstOrDefault(fault => fault is not null);
        }
        finally
        {
            results.Complete();
        }
    }

    private async Task<MailFault?> WorkAsync(
        OutboxClaim claim,
        ConcurrentQueue<Letter> queue,
        MailLines lines,
        int line,
        ChannelWriter<LetterResult> results,
        CancellationToken cancellationToken
    )
    {
        var isFresh = false;
        while (!cancellationToken.IsCancellationRequested && time.GetUtcNow().UtcDateTime < claim.Until - LeaseReserve && queue.TryDequeue(out var letter))
        {
            try
            {
                isFresh = !lines.IsOpen(line);
                await (await lines.OpenAsync(line, cancellationToken)).SendAsync(letter.Mail, cancellationToken);
                results.TryWrite(new LetterResult(letter, null));
            }
            catch (MailFaultException refused) when (refused.Fault.Kind != MailFaultKind.Server)
            {
                results.TryWrite(new LetterResult(letter, refused.Fault));
                if (refused.Fault.Code is null)
                    await lines.CloseAsync(line);
            }
            catch (MailFaultException unreachable)
            {
                // A server may close a connection after some use: a new one shows whether the fault persists.
                queue.Enqueue(letter);
                await lines.CloseAsync(line);
                if (isFresh)
                    return unreachable.Fault;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                queue.Enqueue(letter);
                await lines.CloseAsync(line);
            }
        }

        return null;
    }

    private sealed record Letter(OutboxMail Row, Mail Mail);

    private sealed record LetterResult(Letter Letter, MailFault? Fault);
}

/// <summary>The result of a sending run.</summary>
/// <param name="Sent">The number of mails that the server accepted.</param>
/// <param name="Refused">The number of mails refused because of the recipient or the mail itself.</param>
/// <param name="Blocked">Why no mail can be sent at all; null if sending works.</param>
public sealed record OutboxReport(int Sent, int Refused, MailFault? Blocked);
