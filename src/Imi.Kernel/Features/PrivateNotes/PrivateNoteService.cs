using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>
/// Keeps an authority's internal notes on an exchange. No other party sees them, or that there are any. They are hidden and deleted with the exchange.
/// </summary>
public sealed class PrivateNoteService(
    ImiDbContext database,
    ExchangeStore exchanges,
    ExchangeTransactions transactions,
    UserService people,
    Journal journal,
    TimeProvider time
)
{
    /// <summary>The longest note in characters.</summary>
    public const int LongestNote = 4_000;

    private static readonly AccessReason ReadOnly = new("exchange.not-open");

    internal const string Added = "private-note-added";
    internal const string Removed = "private-note-removed";

    /// <summary>Lists the notes of the person's authorities, the oldest first.</summary>
    /// <returns>The notes; null if the person may not see the exchange, or if its content is hidden, deleted or lost.</returns>
    public async Task<PrivateNoteList?> ListAsync(Guid id, Actor actor, string language, CancellationToken cancellationToken)
    {
        if (await exchanges.SeenAsync(id, actor, cancellationToken) is not { OpenCipher: { } cipher } context || Own(context, actor) is not { Count: > 0 } own)
            return null;
        var notes = await PrivateNoteQuery.NotesQuery(database, [id], own).ToListAsync(cancellationToken);
        var names = notes.Count == 0 ? null : await people.NamesAsync(notes.Select(note => note.UserId), language, cancellationToken);
        return new PrivateNoteList(
            context.Exchange.Number,
            MayWrite(context.Exchange),
            [
                .. notes.Select(note => new PrivateNoteView(
                    note.Id,
                    names![note.UserId],
                    note.At,
                    cipher.DecryptText(note.Cipher, PrivateNote.PurposeOf(note.Id))
                )),
            ]
        );
    }

    /// <summary>Adds a note of the person's authority.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="text">The text: required, at most <see cref="LongestNote"/> characters.</param>
    /// <param name="actor">The person who writes.</param>
    /// <param name="key">The key that keeps the same submission from being done twice; null for none.</param>
    /// <param name="cancellationToken">Ends the call before anything is written.</param>
    /// <returns>The id of the note; invalid if the text is; not found if <see cref="ListAsync"/> returns null.</returns>
    public Task<Outcome<Guid>> AddAsync(Guid id, string text, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"private-note {id}",
            async (change, stop) =>
            {
                if (change.Context.OpenCipher is not { } cipher || Own(change.Context, actor) is not [var authority, ..])
                    return Outcome<Guid>.NotFound;
                if (!MayWrite(change.Exchange))
                    return Outcome<Guid>.Refused(ReadOnly);
                var clean = FormEngine.CleanText(text);
                if (TextChecks.Lines("text", clean, LongestNote, isRequired: true) is { } wrong)
                    return Outcome<Guid>.Invalid(wrong);
                var note = OrderedId.Next(time.GetUtcNow());
                database
                    .Set<PrivateNote>()
                    .Add(new PrivateNote(note, id, authority, actor.UserId, change.Now, cipher.EncryptText(clean, PrivateNote.PurposeOf(note))));
                await journal.AppendAsync(actor.UserId, authority, id, Added, note.ToString(), stop);
                return Outcome<Guid>.Done(note);
            },
            cancellationToken
        );

    /// <summary>Removes a note of the person's authority. Removing it twice does nothing more.</summary>
    /// <returns>The id of the note; not found if there never was one that the person may see.</returns>
    public Task<Outcome<Guid>> RemoveAsync(Guid id, Guid note, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"private-note-removal {id} {note}",
            async (change, stop) =>
            {
                var own = Own(change.Context, actor);
                if (
                    change.Context.OpenCipher is null
                    || await database
                        .Set<PrivateNote>()
                        .FirstOrDefaultAsync(one => one.Id == note && one.ExchangeId == id && own.Contains(one.AuthorityId), stop)
                        is not { } found
                )
                    return Outcome<Guid>.NotFound;
                if (!MayWrite(change.Exchange))
                    return Outcome<Guid>.Refused(ReadOnly);
                database.Set<PrivateNote>().Remove(found);
                await journal.AppendAsync(actor.UserId, found.AuthorityId, id, Removed, note.ToString(), stop);
                return Outcome<Guid>.Done(note);
            },
            cancellationToken
        );

    /// <summary>Hidden personal data may be read for a purpose, and nothing else (Regulation (EU) No 1024/2012, Article 14(3)).</summary>
    private static bool MayWrite(Exchange exchange) => exchange.Phase != Phase.Hidden;

    /// <summary>The authorities that take part and for which the person reads the exchange, the parties first.</summary>
    private static IReadOnlyList<Guid> Own(ExchangeContext context, Actor actor) =>
        [.. context.Access.Parts.OrderBy(part => !part.Value.IsHost).Select(part => part.Key).Where(authority => context.Access.IsReadBy(actor, authority))];
}
