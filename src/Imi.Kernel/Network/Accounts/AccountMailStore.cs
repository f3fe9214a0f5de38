using System.Buffers.Text;
using System.Security.Cryptography;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Writes e-mails about accounts into the outbox, within the caller's transaction, and says what their links are.</summary>
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
    /// Sends a person the link by which the account is set up: to be called wherever somebody becomes a user. Whoever signs in
    /// already gets none; a link that was sent before opens no more.
    /// </summary>
    /// <param name="person">The person, saved or about to be.</param>
    /// <param name="isAskedFor">Whether the person asked for it: then also whoever signs in by a provider gets it, to have a password too.</param>
    /// <param name="cancellationToken">Ends the call; the transaction is the caller's.</param>
    /// <returns>The mail with the link; null where the account is set up.</returns>
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

    /// <summary>A link that sets up the account of somebody who lost everything, for an operator to hand over: the mailbox alone does not get it.</summary>
    internal async Task<AccountMail> HandOverAsync(Guid person, CancellationToken cancellationToken)
    {
        await WithdrawAllAsync(person, cancellationToken);
        return Add(person, AccountMailKind.HandedOver, RenewalLasts);
    }

    /// <summary>
    /// Whether a link that goes to the mailbox may set a password. It may where our second factor is asked for afterwards, and where
    /// nobody has set up the account yet. It may not where an account elsewhere signs the person in, or the account was emptied: then
    /// the mailbox alone would get in.
    /// </summary>
    internal async Task<bool> MayOpenByMailAsync(Credential credential, CancellationToken cancellationToken) =>
        credential.HasSecondFactor
        || (
            (credential.PasswordHash is not null || credential.EmailConfirmedAt is null)
            && !await database.Set<ProviderLink>().AnyAsync(link => link.UserId == credential.UserId && link.Key != null, cancellationToken)
        );

    /// <summary>Sends a person the link by which another password is set; not more often than a mailbox bears, whoever asks.</summary>
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

    /// <summary>Sends a person the link by which a lost second factor is set up anew; one that was sent before opens no more.</summary>
    /// <param name="person">The person.</param>
    /// <param name="code">The code that has to be given with it; null where the password is asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task RenewalAsync(Guid person, string? code, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        await database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.Kind == AccountMailKind.Renewal && mail.UsedAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.UsedAt, now), cancellationToken);
        Add(person, AccountMailKind.Renewal, RenewalLasts, code is null ? null : AuthenticatorStore.HashOf(code));
    }

    /// <summary>Tells a person that something about the account changed.</summary>
    internal void Tell(Guid person, AccountMailKind kind) => Add(person, kind, null);

    /// <summary>Tells a person something that is told again and again, once after each time: a second node's mail has the same identity and is refused as a duplicate.</summary>
    /// <param name="person">The person.</param>
    /// <param name="kind">What.</param>
    /// <param name="after">The mail that told it last; empty for none.</param>
    internal void TellNext(Guid person, AccountMailKind kind, Guid after)
    {
        var id = new Guid(SHA256.HashData([.. person.ToByteArray(), (byte)kind, .. after.ToByteArray()]).AsSpan(..IdLength));
        Add(new AccountMail(id, person, kind, time.GetUtcNow().UtcDateTime, null));
    }

    /// <summary>Lets no link of a person open any more, that of a renewal included.</summary>
    internal Task<int> WithdrawAllAsync(Guid person, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.ExpiresAt != null && mail.UsedAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.UsedAt, now), cancellationToken);
    }

    /// <summary>Lets no link of a person set a password any more.</summary>
    internal Task<int> WithdrawAsync(Guid person, CancellationToken cancellationToken)
    {
        DateTime? now = time.GetUtcNow().UtcDateTime;
        return database
            .Set<AccountMail>()
            .Where(mail => mail.UserId == person && mail.ExpiresAt != null && mail.UsedAt == null && mail.Kind != AccountMailKind.Renewal)
            .ExecuteUpdateAsync(change => change.SetProperty(mail => mail.UsedAt, now), cancellationToken);
    }

    /// <summary>What a mail's link says.</summary>
    internal string TokenOf(Guid mail) => Base64Url.EncodeToString(_protector.Protect(mail.ToByteArray()));

    /// <summary>The mail of a link that still opens, with its person; null where it does not, is for something else, or never was ours.</summary>
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
