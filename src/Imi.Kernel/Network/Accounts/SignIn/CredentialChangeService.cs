using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// What follows when somebody changes what they sign in with, wherever they do so: what was begun or made with the former credentials
/// ends, the person is told by e-mail, and the journal notes it. Within the caller's transaction.
/// </summary>
public sealed class CredentialChangeService(ImiDbContext database, AccountMailStore mails, Journal journal, TimeProvider time)
{
    /// <summary>Ends the person's sessions, tokens for the API and links that were sent.</summary>
    /// <param name="person">Whose credentials changed.</param>
    /// <param name="kept">The session that goes on; null for none.</param>
    /// <param name="told">What the person is told; null for nothing.</param>
    /// <param name="what">What the journal calls it.</param>
    /// <param name="detail">What the journal adds.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task NoteAsync(Guid person, Guid? kept, AccountMailKind? told, string what, string detail, CancellationToken cancellationToken)
    {
        if (told is { } kind)
            mails.Tell(person, kind);
        await mails.WithdrawAllAsync(person, cancellationToken);
        await SessionService.EndAllBut(database, person, kept, cancellationToken);
        await AccessTokenService.EndAllAsync(database, person, time.GetUtcNow().UtcDateTime, cancellationToken);
        await journal.AppendAsync(person, null, null, what, detail, cancellationToken);
    }
}
