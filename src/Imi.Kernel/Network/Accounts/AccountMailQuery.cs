using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Finds the e-mails about accounts to send, and creates links to accounts.</summary>
public sealed class AccountMailQuery(ImiDbContext database, AccountMailStore mails, AccountSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Sends a person the link for setting up the account, unless it is set up.</summary>
    /// <returns>The link; null if the account is set up, may not be opened by e-mail, or does not exist.</returns>
    public Task<string?> WelcomeAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
                await database.Set<ImiUser>().FirstOrDefaultAsync(user => user.Id == person, stop) is { } found
                && await mails.WelcomeAsync(found, isAskedFor: true, stop) is { } mail
                    ? LinkOf(mail.Id)
                    : null,
            cancellationToken
        );

    /// <summary>Creates the link for setting up an account without credentials, for an operator to hand over. It is never sent by e-mail.</summary>
    public Task<string> HandOverAsync(Guid person, CancellationToken cancellationToken) =>
        database.WriteAsync(async stop => LinkOf((await mails.HandOverAsync(person, stop)).Id), cancellationToken);

    /// <summary>Loads the data of e-mails in the outbox, without those whose recipient no longer exists or whose link is no longer valid.</summary>
    /// <param name="ids">The ids of the outbox rows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<PendingAccountMail>> MailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await MailQuery(database, time.GetUtcNow().UtcDateTime, ids).ToListAsync(cancellationToken);

    /// <summary>The link in an e-mail; null if it has none.</summary>
    public string? LinkOf(PendingAccountMail mail) => mail.ExpiresAt is null ? null : LinkOf(mail.AccountMailId);

    /// <summary>Deletes e-mails older than 30 days.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        return database.WriteAsync(stop => database.Set<AccountMail>().Where(mail => mail.At < before).ExecuteDeleteAsync(stop), cancellationToken);
    }

    internal static IQueryable<PendingAccountMail> MailQuery(ImiDbContext database, DateTime now, IReadOnlyCollection<Guid> ids) =>
        from row in database.Set<OutboxMail>()
        where ids.Contains(row.Id)
        join mail in database.Set<AccountMail>() on row.SubjectId equals mail.Id
        where mail.ExpiresAt == null || (mail.UsedAt == null && mail.ExpiresAt > now)
        join user in database.Set<ImiUser>() on mail.UserId equals user.Id
        select new PendingAccountMail(row.Id, mail.Id, user.Name, user.UserName, user.Email, user.Language, mail.Kind, mail.ExpiresAt, mail.At);

    private string LinkOf(Guid mail) => $"{settings.PublicAddress}/account/{mails.TokenOf(mail)}";
}

/// <summary>An e-mail about an account that is yet to be sent.</summary>
/// <remarks>Its id is that of its outbox row.</remarks>
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
