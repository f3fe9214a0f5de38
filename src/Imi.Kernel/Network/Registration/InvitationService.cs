using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Lets coordinators invite authorities to register themselves, and validate their answers. There is no self-registration without an invitation.
/// </summary>
public sealed class InvitationService(
    ImiDbContext database,
    RegistrationService registrations,
    AuthorityStore authorities,
    UserStore people,
    ModuleCatalogue catalogue,
    AccessPolicy policy,
    Journal journal,
    DatabaseFaults faults,
    TimeProvider time
)
{
    /// <summary>The maximum number of invitations in a list.</summary>
    public const int Most = 100;

    /// <summary>The maximum length of a question or of the reason for a refusal.</summary>
    public const int LongestQuestion = 2000;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The countries in which the person may invite authorities.</summary>
    public async Task<IReadOnlyList<string>> PlacesAsync(Actor actor, CancellationToken cancellationToken) =>
        [
            .. (await registrations.PlacesAsync(actor, cancellationToken))
                .Where(place => place.Kinds.Contains(AuthorityKind.CompetentAuthority))
                .Select(place => place.Country),
        ];

    /// <summary>Whether the person registers authorities for any coordinator, and so sees invitations.</summary>
    public async Task<bool> HasCoordinatorsAsync(Actor actor, CancellationToken cancellationToken) =>
        (await CoordinatorsAsync(actor, null, cancellationToken)).Count > 0;

    /// <summary>Lists the invitations of the person's coordinators, those to validate first; null if there are no such coordinators.</summary>
    public async Task<IReadOnlyList<Invitation>?> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        await CoordinatorsAsync(actor, null, cancellationToken) is { Count: > 0 } coordinators
            ? await ListQuery(database, coordinators).ToListAsync(cancellationToken)
            : null;

    /// <summary>Invites an authority. Repeating the call with the same id has no effect.</summary>
    /// <returns>The errors, by field; empty if done, null if the person may not invite there.</returns>
    public async Task<IReadOnlyList<FieldError>?> InviteAsync(NewInvitation invitation, Actor actor, CancellationToken cancellationToken)
    {
        if (
            !(await PlacesAsync(actor, cancellationToken)).Contains(invitation.Country)
            || await CoordinatorsAsync(actor, invitation.Country, cancellationToken) is not [var coordinator, ..]
        )
            return null;

        var email = EmailAddresses.Clean(invitation.Email);
        var errors = new List<FieldError>();
        if (TextChecks.Email("email", email, isRequired: true) is { } wrong)
            errors.Add(wrong);
        if (!Languages.IsInterface(invitation.Language))
            errors.Add(FieldError.NotAnOption("language"));
        if (catalogue.Find(invitation.Module) is null)
            errors.Add(FieldError.NotAnOption("module"));
        if (errors.Count > 0)
            return errors;
        return await database.WriteAsync<IReadOnlyList<FieldError>>(
            async stop =>
            {
                if (!await database.Set<Invitation>().AnyAsync(known => known.Id == invitation.Id, stop))
                {
                    var added = new Invitation(
                        invitation.Id,
                        coordinator,
                        actor.UserId,
                        invitation.Country,
                        invitation.Module,
                        email,
                        invitation.Language,
                        Now
                    );
                    database.Set<Invitation>().Add(added);
                    QueueMail(added);
                    await journal.AppendAsync(
                        actor.UserId,
                        coordinator,
                        null,
                        "authority-invited",
                        $"{invitation.Id}: {invitation.Country}, {invitation.Module}",
                        stop
                    );
                }

                return [];
            },
            cancellationToken
        );
    }

    /// <summary>Finds an invitation; null if it does not exist or belongs to another coordinator.</summary>
    public async Task<InvitationFile?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (
            await database.Set<Invitation>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } invitation
            || !(await CoordinatorsAsync(actor, invitation.Country, cancellationToken)).Contains(invitation.CoordinatorId)
        )
        {
            return null;
        }

        var written = RegistrationApplication.Read(invitation.Written);
        return new InvitationFile(invitation, written, written is null ? [] : await authorities.AlikeAsync(written.Entry, cancellationToken));
    }

    /// <summary>Registers the authority as answered, and its first user as request handler and local data administrator.</summary>
    /// <param name="id">The invitation.</param>
    /// <param name="isAnother">Whether the person confirms that the authority is not one of the similar ones shown.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The outcome; null if there is no answer to validate or the person may not.</returns>
    public async Task<ValidationOutcome?> ValidateAsync(Guid id, bool isAnother, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, actor, cancellationToken) is not { } file)
            return null;
        if (file.Invitation.AuthorityId is { } done)
            return new ValidationOutcome(done, [], []);
        if (
            file is not { Invitation.State: InvitationState.Answered, Written: { } written }
            || !(await PlacesAsync(actor, cancellationToken)).Contains(file.Invitation.Country)
        )
            return null;
        if (await registrations.OutOfScopeAsync(written.Entry, actor, cancellationToken) is { Count: > 0 } outside)
            return new ValidationOutcome(null, outside, []);
        if (file.Alike.Count > 0 && !isAnother)
            return new ValidationOutcome(null, [], file.Alike);
        try
        {
            return await database.WriteIfAsync(
                async stop =>
                {
                    var invitation = await database.Set<Invitation>().FirstAsync(one => one.Id == id, stop);
                    if (invitation.State != InvitationState.Answered)
                        return (new ValidationOutcome(invitation.AuthorityId, [], []), false);
                    if (await registrations.IsIdentifierTakenAsync(written.Entry, stop))
                        return (new ValidationOutcome(null, [new FieldError("national-identifier", "registration.identifier-taken")], []), false);
                    await authorities.AddAsync(written.Entry, actor.UserId, stop);
                    var errors = await people.GiveAsync(written.Entry.Id, invitation.Module, written.Person, actor, "person-added", stop);
                    if (errors.Count > 0)
                        return (new ValidationOutcome(null, errors, []), false);
                    invitation.Become(written.Entry.Id, Now);
                    await journal.AppendAsync(actor.UserId, invitation.CoordinatorId, null, "invitation-validated", $"{id}: {written.Entry.Id}", stop);
                    return (new ValidationOutcome(written.Entry.Id, [], []), true);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            // A concurrent request validated the same invitation or took the user name.
            var authority = await database.Set<Invitation>().Where(one => one.Id == id).Select(one => one.AuthorityId).FirstOrDefaultAsync(cancellationToken);
            return new ValidationOutcome(authority, authority is null ? [new FieldError("user-name", "registration.user-name-taken")] : [], []);
        }
    }

    /// <summary>Returns the answer with a question: the authority gets a new link, and sees the question beside its answer.</summary>
    /// <returns>The errors, by field; empty if done, null if there is no answer to question or the person may not.</returns>
    public Task<IReadOnlyList<FieldError>?> AskAsync(Guid id, string question, Actor actor, CancellationToken cancellationToken) =>
        RespondAsync(id, question, "question", "invitation-questioned", actor, (invitation, text) => invitation.Ask(text, Now), cancellationToken);

    /// <summary>Refuses the answer with a reason, and deletes it.</summary>
    /// <returns>The errors, by field; empty if done, null if there is no answer to refuse or the person may not.</returns>
    public Task<IReadOnlyList<FieldError>?> RefuseAsync(Guid id, string reason, Actor actor, CancellationToken cancellationToken) =>
        RespondAsync(id, reason, "reason", "invitation-refused", actor, (invitation, text) => invitation.Refuse(text, Now), cancellationToken);

    /// <summary>Sends a new link, which invalidates the previous one.</summary>
    /// <returns>Whether it was sent.</returns>
    public Task<bool> SendAgainAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            "invitation-sent-again",
            actor,
            [InvitationState.Invited, InvitationState.Questioned],
            invitation => invitation.SendAgain(Now),
            cancellationToken
        );

    /// <summary>Withdraws an invitation, which invalidates its link.</summary>
    /// <returns>Whether it was withdrawn.</returns>
    public Task<bool> WithdrawAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            "invitation-withdrawn",
            actor,
            [InvitationState.Invited, InvitationState.Questioned, InvitationState.Answered],
            invitation => invitation.Withdraw(Now),
            cancellationToken
        );

    internal static IQueryable<Invitation> ListQuery(ImiDbContext database, IReadOnlyList<Guid> coordinators) =>
        database
            .Set<Invitation>()
            .Where(one => coordinators.Contains(one.CoordinatorId))
            .OrderBy(one => one.EndedAt != null)
            .ThenByDescending(one => one.State == InvitationState.Answered)
            .ThenByDescending(one => one.InvitedAt)
            .Take(Most)
            .AsNoTracking();

    internal static IQueryable<Guid> CoordinatorQuery(ImiDbContext database, IReadOnlyList<Guid> own, string? country) =>
        database
            .Set<Authority>()
            .Where(authority =>
                own.Contains(authority.Id)
                && (country == null || authority.Country == country)
                && authority.DeactivatedOn == null
                && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator)
            )
            .OrderBy(authority => authority.Code)
            .Select(authority => authority.Id);

    /// <summary>The coordinators in whose name the person registers authorities, in one country or in all if null.</summary>
    private async Task<List<Guid>> CoordinatorsAsync(Actor actor, string? country, CancellationToken cancellationToken) =>
        policy.RegistersFor(actor) is { Count: > 0 } own ? await CoordinatorQuery(database, own, country).ToListAsync(cancellationToken) : [];

    private async Task<IReadOnlyList<FieldError>?> RespondAsync(
        Guid id,
        string text,
        string field,
        string what,
        Actor actor,
        Action<Invitation, string> change,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, actor, cancellationToken) is not { Invitation.State: InvitationState.Answered })
            return null;
        var written = TextRules.CleanLines(text);
        if (TextChecks.Lines(field, written, LongestQuestion, isRequired: true) is { } wrong)
            return [wrong];
        return await ChangeAsync(id, what, actor, [InvitationState.Answered], invitation => change(invitation, written), cancellationToken) ? [] : null;
    }

    /// <summary>Queues an e-mail to the invited authority about the current state.</summary>
    private void QueueMail(Invitation invitation) =>
        database.Set<OutboxMail>().Add(OutboxMail.OfInvitation(OrderedId.Next(time.GetUtcNow()), invitation.Id, invitation.Step, null, Now));

    private async Task<bool> ChangeAsync(
        Guid id,
        string what,
        Actor actor,
        InvitationState[] from,
        Action<Invitation> change,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(id, actor, cancellationToken) is not null
        && await database.WriteIfAsync(
            async stop =>
            {
                var invitation = await database.Set<Invitation>().FirstAsync(one => one.Id == id, stop);
                if (!from.Contains(invitation.State))
                    return (false, false);
                change(invitation);
                if (invitation.State != InvitationState.Withdrawn)
                    QueueMail(invitation);
                await journal.AppendAsync(actor.UserId, invitation.CoordinatorId, null, what, $"{id}", stop);
                return (true, true);
            },
            cancellationToken
        );
}
