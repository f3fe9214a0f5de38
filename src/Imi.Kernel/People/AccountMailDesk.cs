using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.People;

/// <summary>The outbox of e-mails about accounts, and the links in them.</summary>
public sealed class AccountMailDesk
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly ImiDbContext _database;
    private readonly AccountMailBook _book;
    private readonly AccountSettings _settings;
    private readonly TimeProvider _time;

    internal AccountMailDesk(ImiDbContext database, AccountMailBook book, AccountSettings settings, TimeProvider time) =>
        (_database, _book, _settings, _time) = (database, book, settings, time);

    /// <summary>Sends a person the link by which the account is set up, unless it is.</summary>
    /// <returns>The link's address; null where the account is set up already, or there is no such person.</returns>
    public Task<string?> WelcomeAsync(Guid person, CancellationToken cancellationToken) => _database.WriteAsync(
        async stop => await _database.Users.FirstOrDefaultAsync(user => user.Id == person, stop) is { } found && await _book.WelcomeAsync(found, isAskedFor: true, stop) is { } mail ? LinkOf(mail.Id) : null,
        cancellationToken);

    /// <summary>The link that sets up an account that was emptied, for an operator to hand over: no e-mail carries it.</summary>
    public Task<string> HandOverAsync(Guid person, CancellationToken cancellationToken) =>
        _database.WriteAsync(async stop => LinkOf((await _book.HandOverAsync(person, stop)).Id), cancellationToken);

    /// <summary>E-mails that are still to be sent, oldest first; of links only those that still open.</summary>
    public async Task<IReadOnlyList<PendingAccountMail>> PendingAsync(int most, CancellationToken cancellationToken) =>
        await PendingQuery(_database, _time.GetUtcNow().UtcDateTime, most).ToListAsync(cancellationToken);

    /// <summary>The address that a mail's link opens; null where it carries none.</summary>
    public string? LinkOf(PendingAccountMail mail) => mail.ExpiresAt is null ? null : LinkOf(mail.Id);

    /// <summary>Notes that an e-mail was handed over, or that it was refused; after ten refusals it is given up.</summary>
    public Task NoteAsync(Guid mail, bool sent, CancellationToken cancellationToken) => _database.AccountMails
        .Where(one => one.Id == mail)
        .ExecuteUpdateAsync(
            change => change
                .SetProperty(one => one.MailAttempts, one => one.MailAttempts + 1)
                .SetProperty(one => one.MailPending, one => !sent && one.MailAttempts < MostAttempts - 1),
            cancellationToken);

    /// <summary>Forgets what was sent long ago.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = _time.GetUtcNow().UtcDateTime - Kept;
        return _database.AccountMails.Where(mail => mail.At < before).ExecuteDeleteAsync(cancellationToken);
    }

    internal static IQueryable<PendingAccountMail> PendingQuery(ImiDbContext database, DateTime now, int most) => (
        from mail in database.AccountMails
        where mail.MailPending && (mail.ExpiresAt == null || (mail.UsedAt == null && mail.ExpiresAt > now))
        join user in database.Users on mail.UserId equals user.Id
        orderby mail.Id
        select new PendingAccountMail(mail.Id, user.Name, user.UserName, user.Email, user.Language, mail.Kind, mail.ExpiresAt, mail.At)).Take(most);

    private string LinkOf(Guid mail) => $"{_settings.PublicAddress}/account/{_book.TokenOf(mail)}";
}

/// <summary>An e-mail about an account that is still to be sent.</summary>
public sealed record PendingAccountMail(Guid Id, string Name, string UserName, string Email, string Language, AccountMailKind Kind, DateTime? ExpiresAt, DateTime At);
