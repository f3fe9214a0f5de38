using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>Finds private notes.</summary>
public sealed class PrivateNoteQuery(ImiDbContext database) : IExchangeTexts
{
    /// <inheritdoc/>
    public string Kind => "private-note";

    /// <inheritdoc/>
    public string TitleKey => "private-notes.one";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExchangeText>> OfAsync(Guid authority, IReadOnlyList<Guid> exchanges, CancellationToken cancellationToken) =>
        [.. (await NotesQuery(database, exchanges, [authority]).ToListAsync(cancellationToken)).Select(TextOf)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(Guid Authority, ExchangeText Text)>> AllOfAsync(Guid exchange, CancellationToken cancellationToken) =>
        [.. (await AllQuery(database, exchange).ToListAsync(cancellationToken)).Select(note => (note.AuthorityId, TextOf(note)))];

    /// <summary>The notes of all authorities on an exchange.</summary>
    internal static IQueryable<PrivateNote> AllQuery(ImiDbContext database, Guid exchange) =>
        database.Set<PrivateNote>().AsNoTracking().Where(note => note.ExchangeId == exchange).OrderBy(note => note.Id);

    /// <summary>The notes of some authorities on some exchanges, the oldest first.</summary>
    internal static IQueryable<PrivateNote> NotesQuery(ImiDbContext database, IReadOnlyList<Guid> exchanges, IReadOnlyList<Guid> authorities) =>
        database
            .Set<PrivateNote>()
            .AsNoTracking()
            .Where(note => exchanges.Contains(note.ExchangeId) && authorities.Contains(note.AuthorityId))
            .OrderBy(note => note.Id);

    private static ExchangeText TextOf(PrivateNote note) =>
        new(note.ExchangeId, cipher => [new ReadText(cipher.DecryptText(note.Cipher, PrivateNote.PurposeOf(note.Id)), note.AuthorityId, note.At)]);
}
