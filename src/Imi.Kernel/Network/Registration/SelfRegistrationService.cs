using System.Buffers.Text;
using System.Security.Cryptography;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>Lets an invited authority register itself. The link is the only credential and gives access to nothing else.</summary>
public sealed class SelfRegistrationService(
    ImiDbContext database,
    RegistrationService registrations,
    AuthorityStore authorities,
    UserStore people,
    AuthorityDirectory directory,
    Journal journal,
    IDataProtectionProvider protection,
    TimeProvider time
)
{
    private const int IdLength = 16;
    private readonly IDataProtector _protector = protection.CreateProtector("Imi.Registry.Invitation");

    /// <summary>Creates the token of an invitation's link. It is created when the e-mail is sent, and never stored.</summary>
    public string TokenOf(Guid invitation, int round) =>
        Base64Url.EncodeToString(_protector.Protect([.. invitation.ToByteArray(), .. BitConverter.GetBytes(round)]));

    /// <summary>Finds the invitation of a link; null if the link is unknown, expired, already answered or replaced by another.</summary>
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (
            Open(token) is not var (id, round)
            || await database.Set<Invitation>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } invitation
            || !invitation.Opens(round, Now)
            || (await directory.FindAsync([invitation.CoordinatorId], cancellationToken)).GetValueOrDefault(invitation.CoordinatorId) is not { } coordinator
        )
        {
            return null;
        }

        var country = await database.Set<Country>().AsNoTracking().FirstAsync(one => one.Code == invitation.Country, cancellationToken);
        return new OpenInvitation(
            invitation,
            coordinator,
            country.Languages,
            await directory.RegionsAsync(country.Code, cancellationToken),
            RegistrationApplication.Read(invitation.Written) ?? Empty(invitation, country)
        );
    }

    /// <summary>Whether the answer given with this link is waiting for the coordinator.</summary>
    public async Task<bool> IsHandedInAsync(string token, CancellationToken cancellationToken) =>
        Open(token) is var (id, round)
        && await database.Set<Invitation>().AnyAsync(one => one.Id == id && one.Round == round && one.State == InvitationState.Answered, cancellationToken);

    /// <summary>Submits the answer, which invalidates the link.</summary>
    /// <returns>Not found if the link is not valid.</returns>
    public Task<Outcome> AnswerAsync(string token, RegistrationApplication application, CancellationToken cancellationToken) =>
        database.WriteIfAsync(
            async stop =>
            {
                if (Open(token) is not var (id, _))
                    return (Outcome.NotFound, false);
                await database.Set<Invitation>().Where(one => one.Id == id).ClaimAsync(null, stop);
                if (await FindAsync(token, stop) is not { } open)
                    return (Outcome.NotFound, false);
                var (answer, errors) = await CheckedAsync(open, application, stop);
                if (errors.Count > 0)
                    return (Outcome.Invalid(errors), false);
                var invitation = await database.Set<Invitation>().FirstAsync(one => one.Id == id, stop);
                invitation.Answer(answer.Write());
                var inviter = await database.Set<ImiUser>().AnyAsync(user => user.Id == invitation.InvitedById, stop) ? (Guid?)invitation.InvitedById : null;
                database.Set<OutboxMail>().Add(OutboxMail.OfInvitation(OrderedId.Next(time.GetUtcNow()), invitation.Id, invitation.Step, inviter, Now));
                await journal.AppendAsync(null, invitation.CoordinatorId, null, "invitation-answered", $"{invitation.Id}", stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );

    /// <summary>Cleans up an answer to an invitation, and finds its errors.</summary>
    private async Task<(RegistrationApplication Answer, List<FieldError> Errors)> CheckedAsync(
        OpenInvitation open,
        RegistrationApplication application,
        CancellationToken cancellationToken
    )
    {
        var before = open.Written;
        var entry = RegistrationChecks.Trimmed(application.Entry) with
        {
            Id = before.Entry.Id,
            Country = open.Invitation.Country,
            Kind = AuthorityKind.CompetentAuthority,
        };
        var person = UserStore.Trimmed(application.Person) with { Id = before.Person.Id, Roles = RegistrationApplication.FirstRoles };
        List<FieldError> errors =
        [
            .. RegistrationChecks.ErrorsIn(entry),
            .. await authorities.ErrorsAsync(entry, cancellationToken),
            .. (await people.ErrorsInAsync(person, cancellationToken)).Select(error =>
                error.Field is "email" or "language" ? error with { Field = $"person-{error.Field}" } : error
            ),
        ];
        var answer = TextRules.CleanLines(application.Answer);
        if (TextChecks.Lines("answer", answer, InvitationService.LongestQuestion) is { } wrong)
            errors.Add(wrong);
        if (await registrations.IsIdentifierTakenAsync(entry, cancellationToken))
            errors.Add(new FieldError("national-identifier", "registration.identifier-taken"));
        return (new RegistrationApplication(entry, person, answer), errors);
    }

    /// <summary>Loads the data of e-mails in the outbox, without those about an earlier step.</summary>
    /// <param name="ids">The ids of the outbox rows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<PendingInvitation>> MailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await MailQuery(database, ids).ToListAsync(cancellationToken)).Where(mail => mail.Step == Invitation.StepOf(mail.Round, mail.State))];

    /// <summary>Deletes invitations whose end or last expiry is longer ago than <see cref="Invitation.KeptAfterwards"/>.</summary>
    public Task<int> RemoveEndedAsync(CancellationToken cancellationToken)
    {
        var before = Now - Invitation.KeptAfterwards;
        return database.WriteAsync(
            stop => database.Set<Invitation>().Where(one => (one.EndedAt ?? one.ExpiresAt) < before).ExecuteDeleteAsync(stop),
            cancellationToken
        );
    }

    internal static IQueryable<PendingInvitation> MailQuery(ImiDbContext database, IReadOnlyCollection<Guid> ids) =>
        from row in database.Set<OutboxMail>()
        where ids.Contains(row.Id)
        join one in database.Set<Invitation>() on row.SubjectId equals one.Id
        join user in database.Set<ImiUser>() on one.InvitedById equals user.Id into inviters
        from inviter in inviters.DefaultIfEmpty()
        select new PendingInvitation(
            row.Id,
            row.Step,
            one.Id,
            one.Round,
            one.State,
            one.CoordinatorId,
            one.Country,
            one.Module,
            one.Email,
            one.Language,
            one.Question,
            one.ExpiresAt,
            inviter!.Name,
            inviter.Email,
            inviter.Language
        );

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private (Guid Id, int Round)? Open(string token)
    {
        try
        {
            return _protector.Unprotect(Base64Url.DecodeFromChars(token)) is { Length: IdLength + sizeof(int) } plain
                ? (new Guid(plain.AsSpan(..IdLength)), BitConverter.ToInt32(plain.AsSpan(IdLength..)))
                : null;
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private RegistrationApplication Empty(Invitation invitation, Country country) =>
        new(
            new AuthorityEntry
            {
                Id = OrderedId.Next(time.GetUtcNow()),
                Country = invitation.Country,
                Languages = country.Languages,
                Email = invitation.Email,
            },
            new NewPerson(OrderedId.Next(time.GetUtcNow()), "", "", invitation.Email, invitation.Language, RegistrationApplication.FirstRoles)
        );
}

/// <summary>An e-mail about an invitation that is yet to be sent.</summary>
/// <remarks>
/// Its id is that of its outbox row. The e-mail about an answer goes to the person who sent the invitation, every other e-mail to the authority.
/// </remarks>
public sealed record PendingInvitation(
    Guid Id,
    string Step,
    Guid InvitationId,
    int Round,
    InvitationState State,
    Guid CoordinatorId,
    string Country,
    string Module,
    string Email,
    string Language,
    string Question,
    DateTime ExpiresAt,
    string? InviterName,
    string? InviterEmail,
    string? InviterLanguage
);
