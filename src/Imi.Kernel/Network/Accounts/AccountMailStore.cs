using System.Buffers.Text;
using System.Security.Cryptography;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Queues e-mails about accounts in the outbox, within the caller's transaction, and creates and resolves their links.</summary>
public sealed class AccountMailStore(ImiDbContext database, IDataProtectionProvider protection, TimeProvider time)
{
    private const int MostResets = 5;
    private const int IdLength = 16;
    private static readonly TimeSpan WelcomeLasts = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetLasts = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewalLasts = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenResets = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("Imi.People.AccountLink");

    /// <summary>
    /// Sends a person the link for setting up the account, and withdraws earlier links. Call this whenever somebody becomes a user. Does nothing if
    /// the account is set up.
    /// </summary>
    /// <param name="person">The person, saved or tracked as new.</param>
    /// <param name="isAskedFor">Whether the person requested it: then it is also sent to a person with a second factor but no password.</param>
    /// <param name="cancellationToken">Cancels the call; the transaction is the caller's.</param>
    /// <returns>The e-mail with the link; null if none was sent.</returns>
    internal async Task<AccountMail?> WelcomeAsync(ImiUser person, bool isAskedFor, CancellationToken cancellationToken)
    {
        var credential = await database.Set<Credential>().FirstOrDefaultAsync(known => known.UserId == person.Id, cancellationToken);
        if (credential is { IsComplete: true } || (credential is { HasSecondFactor: true } && !isAskedFor))
            return null;
        if (credential is not null && !await MayOpenByMailAsync(credential, cancellationToken))
            return null;
        if (credential is null)
            database.Set<Credential>().Add(new Credential(person.Id, person.Email, NewStamp()));
        else if (!string.Equals(credential.Email, person.Email, StringComparison.OrdinalIgnoreCase))
            credential.MoveTo(person.Email);
        await WithdrawAsync(person.Id, cancellationToken);
        return Add(person.Id, AccountMailKind.Welcome, WelcomeLasts);
    }

    /// <summary>
    /// Creates a link for setting up the account of a person who lost all credentials, for an operator to hand over instead of an e-mail.
    /// </summary>
    internal async Task<AccountMail> HandOverAsync(Guid person, CancellationToken cancellationToken)
    {
        await WithdrawAllAsync(person, cancellationToken);
        return Add(person, AccountMailKind.HandedOver, RenewalLasts);
    }

    /// <summary>
    /// Whether a link sent by e-mail may set a password: if the second factor is required afterwards, or if the account was never set up. Not if an
    /// external account signs the person in or the account was cleared, since access to the mailbox would then be sufficient to sign in.
    /// </summary>
    internal async Task<bool> MayOpenByMailAsync(Credential credential, CancellationToken cancellationToken) =>
        credential.HasSecondFactor
        || (
            (credential.PasswordHash is not null || credential.EmailConfirmedAt is null)
            && !await database.Set<ProviderLink>().AnyAsync(link => link.UserId == credential.UserId && link.Key != null, cancellationToken)
        );

    /// <summary>Sends a person the link for setting a new password, limited in number to prevent flooding of the mailbox.</summary>
    internal async Task ResetAsync(Guid person, CancellationToken cancellationToken)
    {
        var (now, kind) = (time.GetUtcNow().UtcDateTime, AccountMailKind.Reset);
        var since = now.AddDays(-1);
        var sent = await database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.Kind == kind && mail.At > since)
            .Select(mail => mail.At)
            .ToListAsync(cancellationToken);
        if (sent.Count < MostResets && sent.TrueForAll(at => at < now - BetweenResets))
            Add(person, kind, ResetLasts);
    }

    /// <summary>Sends a person the link for setting up a new second factor, and withdraws earlier ones.</summary>
    /// <param name="person">The person.</param>
    /// <param name="code">The code required with the link; null if the password is required.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task RenewalAsync(Guid person, string? code, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        await database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.Kind == AccountMailKind.Renewal && mail.UsedAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.UsedAt, now), cancellationToken);
        Add(person, AccountMailKind.Renewal, RenewalLasts, code is null ? null : AuthenticatorStore.HashOf(code));
    }

    /// <summary>Queues an e-mail that notifies a person of a change to the account.</summary>
    internal void Notify(Guid person, AccountMailKind kind) => Add(person, kind, null);

    /// <summary>Queues a recurring mail idempotently: the id derives from the previous one, so a second node's insert fails as a duplicate.</summary>
    /// <param name="person">The person.</param>
    /// <param name="kind">The kind of e-mail.</param>
    /// <param name="after">The previous e-mail of this kind; empty for none.</param>
    internal void QueueRecurring(Guid person, AccountMailKind kind, Guid after)
    {
        var id = new Guid(SHA256.HashData([.. person.ToByteArray(), (byte)kind, .. after.ToByteArray()]).AsSpan(..IdLength));
        Add(new AccountMail(id, person, kind, time.GetUtcNow().UtcDateTime, null));
    }

    /// <summary>Withdraws all links sent to a person, including those for a new second factor.</summary>
    internal Task<int> WithdrawAllAsync(Guid person, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.ExpiresAt != null && mail.UsedAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.UsedAt, now), cancellationToken);
    }

    /// <summary>Withdraws all links sent to a person that set a password.</summary>
    internal Task<int> WithdrawAsync(Guid person, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.ExpiresAt != null && mail.UsedAt == null && mail.Kind != AccountMailKind.Renewal)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.UsedAt, now), cancellationToken);
    }

    /// <summary>Creates the token of an e-mail's link.</summary>
    internal string TokenOf(Guid mail) => Base64Url.EncodeToString(_protector.Protect(mail.ToByteArray()));

    /// <summary>Finds the e-mail of a link with its recipient; null if the link is invalid, or is for another purpose.</summary>
    internal async Task<(AccountMail Mail, ImiUser Person)?> FindAsync(string token, bool isRenewal, CancellationToken cancellationToken)
    {
        if (
            IdOf(token) is not { } id
            || await database.Set<AccountMail>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } mail
            || (mail.Kind == AccountMailKind.Renewal) != isRenewal
            || !mail.OpensAt(time.GetUtcNow().UtcDateTime)
            || await database.Set<ImiUser>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == mail.UserId, cancellationToken) is not { } person
        )
        {
            return null;
        }

        return (mail, person);
    }

    internal static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength));

    private AccountMail Add(Guid person, AccountMailKind kind, TimeSpan? lasts, string? codeHash = null)
    {
        var now = time.GetUtcNow();
        var mail = new AccountMail(OrderedId.Next(now), person, kind, now.UtcDateTime, now.UtcDateTime + lasts, codeHash);
        Add(mail);
        return mail;
    }

    private void Add(AccountMail mail)
    {
        database.Set<AccountMail>().Add(mail);
        if (mail.Kind != AccountMailKind.HandedOver)
            database.Set<OutboxMail>().Add(OutboxMail.OfAccount(OrderedId.Next(time.GetUtcNow()), mail.Id, mail.UserId, mail.At));
    }

    private Guid? IdOf(string token)
    {
        try
        {
            return _protector.Unprotect(Base64Url.DecodeFromChars(token)) is { Length: IdLength } id ? new Guid(id) : null;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
