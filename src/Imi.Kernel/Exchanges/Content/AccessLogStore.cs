using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>Records views of an exchange in the journal, and marks the exchange as read for the person's lists.</summary>
public sealed class AccessLogStore(ImiDbContext database, Journal journal, DatabaseFaults faults, TimeProvider time)
{
    private const int Attempts = 4;

    /// <summary>Records a view. Discards pending changes of the database context, so there must be none.</summary>
    internal async Task NoteAsync(Guid id, Actor actor, ExchangeDetails details, string how, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            database.ChangeTracker.Clear();
            try
            {
                await NoteOnceAsync(id, actor, details, how, cancellationToken);
                return;
            }
            catch (DbUpdateException failure)
                when (attempt < Attempts && (failure is DbUpdateConcurrencyException || faults.Of(failure) == DatabaseFault.Duplicate))
            {
                // The person opened the exchange for the first time in two windows at once: the other window added or removed the mark.
            }
        }
    }

    private Task NoteOnceAsync(Guid id, Actor actor, ExchangeDetails details, string how, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (details.Exchange.Phase is not (Phase.Hidden or Phase.Deleted))
                    await MarkReadAsync(id, actor, stop);
                var detail = details.Reading is { } reading ? $"{details.Sight} {reading.Purpose}" : details.Sight.ToString();
                var shown = ShownFields.Of(details);
                if (details.Opened.Count == 0)
                    await journal.AppendAsync(actor.UserId, details.ActsFor, id, how, $"{detail}{shown}", stop);
                else
                    await journal.AppendAsync(
                        actor.UserId,
                        details.ActsFor,
                        id,
                        OpenedSpecial.ViewEntry,
                        $"{detail} {how} {string.Join(' ', details.Opened)}{shown}",
                        stop
                    );
            },
            cancellationToken
        );

    private async Task MarkReadAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var marked = await database
            .Set<ReadMark>()
            .Where(mark => mark.UserId == actor.UserId && mark.ExchangeId == id)
            .ExecuteUpdateAsync(change => change.SetProperty(mark => mark.At, now), cancellationToken);
        if (marked == 0)
            database.Set<ReadMark>().Add(new ReadMark(actor.UserId, id, now));
    }
}
