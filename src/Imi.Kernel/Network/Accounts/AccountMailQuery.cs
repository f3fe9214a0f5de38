using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>E-mails about accounts, and the links in them.</summary>
public sealed class AccountMailQuery(ImiDbContext database, AccountMailStore book, AccountSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Sends a person the link by which the account is set up, unless it is.</summary>
    /// <returns>The link's address; null where the account is set up already, or there is no such person.</returns>
    public Task<string?> WelcomeAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
                await database.Set<ImiUser>().FirstOrDefaultAsync(user => user.Id == person, stop) is { } found
                && await book.WelcomeAsync(found, isAskedFor: true, stop) is { } mail
                    ? LinkOf(mail.Id)
                    : null,
            cancellationToken
        );

    /// <summary>The link that sets up an account that was emptied, for an operator to hand over: no e-mail carries it.</summary>
    public Task<string> HandOverAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(async stop => LinkOf((await book.HandOverAsync(person, stop)).Id), cancellationToken);

    /// <summary>What e-mails of the outbox tell; those whose reader is gone or whose link opens no more are not in it.</summary>
    /// <param name="ids">Rows of the outbox.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<PendingAccountMail>> MailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await MailQuery(database, time.GetUtcNow().UtcDateTime, ids).ToListAsync(cancellationToken);

    /// <summary>The address that a mail's link opens; null where it carries none.</summary>
    public string? LinkOf(PendingAccountMail mail) => mail.ExpiresAt is null ? null : LinkOf(mail.AccountMailId);

    /// <summary>Forgets what was sent long ago.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        return database.Set<AccountMail>().Where(mail => mail.At < before).ExecuteDeleteAsync(cancellationToken);
    }

    internal static IQueryable<PendingAccountMail> MailQuery(ImiDbContext database, DateTime now, IReadOnlyCollection<Guid> ids) =>
        from row in database.Set<OutboxMail>()
        where ids.Contains(row.Id)
        join mail in database.Set<AccountMail>() on row.SubjectId equals mail.Id
        where mail.ExpiresAt == null || (mail.UsedAt == null && mail.ExpiresAt > now)
        join user in database.Set<ImiUser>() on mail.UserId equals user.Id
        select new PendingAccountMail(row.Id, mail.Id, user.Name, user.UserName, user.Email, user.Language, mail.Kind, mail.ExpiresAt, mail.At);

    private string LinkOf(Guid mail) => $"{settings.PublicAddress}/account/{book.TokenOf(mail)}";
}

/// <summary>An e-mail about an account that is still to be sent.</summary>
/// <remarks>Its id is that of its row in the outbox.</remarks>
public sealed record PendingAccountMail(
    Guid Id,
    Guid AccountMailId,
    string Name,
    string UserName,
    string Email,
    string Language,
    AccountMailKind Kind,
    DateTime? ExpiresAt,
    DateTime At
);
