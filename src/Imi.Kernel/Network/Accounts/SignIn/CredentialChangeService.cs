using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// Applies the consequences of any change to a person's credentials within the caller's transaction: ends what depends on the former credentials,
/// notifies the person by e-mail and records the change in the journal.
/// </summary>
public sealed class CredentialChangeService(ImiDbContext database, AccountMailStore mails, Journal journal, TimeProvider time)
{
    /// <summary>Ends the person's other sessions, tokens for the API and links sent by e-mail, and records the change.</summary>
    /// <param name="person">The person whose credentials changed.</param>
    /// <param name="kept">The session to keep; null for none.</param>
    /// <param name="notice">The e-mail to send; null for none.</param>
    /// <param name="what">The journal's name for the change.</param>
    /// <param name="detail">The detail for the journal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task NoteAsync(Guid person, Guid? kept, AccountMailKind? notice, string what, string detail, CancellationToken cancellationToken)
    {
        if (notice is { } kind)
            mails.Notify(person, kind);
        await mails.WithdrawAllAsync(person, cancellationToken);
        await SessionService.EndAllBut(database, person, kept, cancellationToken);
        await AccessTokenService.EndAllAsync(database, person, time.GetUtcNow().UtcDateTime, cancellationToken);
        await journal.AppendAsync(person, null, null, what, detail, cancellationToken);
    }
}
