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

/// <summary>Lets coordinators invite authorities to register themselves (there is no other self-registration), and validate their answers.</summary>
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

    private static Outcome NoLonger { get; } = Outcome.Refused(new AccessReason("invitation.no-longer"));

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
    /// <returns>Not found if the person may not invite there.</returns>
    public async Task<Outcome> InviteAsync(NewInvitation invitation, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteIfAsync(
                async stop =>
                {
                    if (
                        !(await PlacesAsync(actor, stop)).Contains(invitation.Country)
                        || await CoordinatorsAsync(actor, invitation.Country, stop) is not [var coordinator, ..]
                    )
                        return (Outcome.NotFound, false);
                    var email = EmailAddresses.Clean(invitation.Email);
                    if (ErrorsIn(invitation, email) is { Count: > 0 } errors)
                        return (Outcome.Invalid(errors), false);
                    if (await database.Set<Invitation>().AnyAsync(known => known.Id == invitation.Id, stop))
                        return (Outcome.Done, false);
                    var (country, module) = (invitation.Country, invitation.Module);
                    var added = new Invitation(invitation.Id, coordinator, actor.UserId, country, module, email, invitation.Language, Now);
                    database.Set<Invitation>().Add(added);
                    QueueMail(added);
                    await journal.AppendAsync(actor.UserId, coordinator, null, "authority-invited", $"{invitation.Id}: {country}, {module}", stop);
                    return (Outcome.Done, true);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return Outcome.Done; // The same invitation, sent twice at the same time.
        }
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
    /// <param name="revision">The revision of the invitation that the person saw, to detect changes made meanwhile; null to skip the check.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The authority; refused if there is no answer to validate or there are similar authorities; a conflict if somebody changed it.</returns>
    public async Task<Outcome<Guid>> ValidateAsync(Guid id, bool isAnother, int? revision, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteIfAsync(
                async stop =>
                {
                    var isCurrent = await database.Set<Invitation>().Where(one => one.Id == id).ClaimAsync(revision, stop);
                    if (await FindAsync(id, actor, stop) is not { } file)
                        return (Outcome<Guid>.NotFound, false);
                    if (file.Invitation.AuthorityId is { } done)
                        return (Outcome<Guid>.Done(done), false);
                    if (!(await PlacesAsync(actor, stop)).Contains(file.Invitation.Country))
                        return (Outcome<Guid>.NotFound, false);
                    if (!isCurrent)
                        return (Outcome<Guid>.Conflict(), false);
                    if (file is not { Invitation.State: InvitationState.Answered, Written: { } written })
                        return (NoLonger.As<Guid>(), false);
                    if (await registrations.OutOfScopeAsync(written.Entry, actor, stop) is { Count: > 0 } outside)
                        return (Outcome<Guid>.Invalid(outside), false);
                    if (file.Alike.Count > 0 && !isAnother)
                        return (Outcome<Guid>.Refused(new AccessReason(RegistrationService.IsAlike)), false);
                    if (await registrations.IsIdentifierTakenAsync(written.Entry, stop))
                        return (Outcome<Guid>.Invalid(new FieldError("national-identifier", "registration.identifier-taken")), false);
                    var invitation = await database.Set<Invitation>().FirstAsync(one => one.Id == id, stop);
                    await authorities.AddAsync(written.Entry, actor.UserId, stop);
                    var errors = await people.GiveAsync(written.Entry.Id, invitation.Module, written.Person, actor, "person-added", stop);
                    if (errors.Count > 0)
                        return (Outcome<Guid>.Invalid(errors), false);
                    invitation.Become(written.Entry.Id, Now);
                    await journal.AppendAsync(actor.UserId, invitation.CoordinatorId, null, "invitation-validated", $"{id}: {written.Entry.Id}", stop);
                    return (Outcome<Guid>.Done(written.Entry.Id), true);
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return Outcome<Guid>.Invalid(new FieldError("user-name", "registration.user-name-taken"));
        }
    }

    /// <summary>
    /// Returns the answer with a question: the authority gets a new link, and sees the question beside its answer. The revision is the one that the
    /// person saw, or null to skip the check.
    /// </summary>
    /// <returns>Not found if the person may not; refused if there is no answer to question; a conflict if somebody changed the invitation.</returns>
    public Task<Outcome> AskAsync(Guid id, string question, int? revision, Actor actor, CancellationToken cancellationToken) =>
        RespondAsync(id, question, "question", "invitation-questioned", revision, actor, (one, text) => one.Ask(text, Now), cancellationToken);

    /// <summary>Refuses the answer with a reason, and deletes it. The revision is the one that the person saw, or null to skip the check.</summary>
    /// <returns>Not found if the person may not; refused if there is no answer to refuse; a conflict if somebody changed the invitation.</returns>
    public Task<Outcome> RefuseAsync(Guid id, string reason, int? revision, Actor actor, CancellationToken cancellationToken) =>
        RespondAsync(id, reason, "reason", "invitation-refused", revision, actor, (one, text) => one.Refuse(text, Now), cancellationToken);

    /// <summary>Sends a new link, which invalidates the previous one.</summary>
    /// <returns>Not found if the person may not; refused if the invitation is answered or has ended.</returns>
    public Task<Outcome> SendAgainAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            "invitation-sent-again",
            null,
            actor,
            [InvitationState.Invited, InvitationState.Questioned],
            invitation => Accept(() => invitation.SendAgain(Now)),
            cancellationToken
        );

    /// <summary>Withdraws an invitation, which invalidates its link.</summary>
    /// <returns>Not found if the person may not; refused if the invitation has ended.</returns>
    public Task<Outcome> WithdrawAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            "invitation-withdrawn",
            null,
            actor,
            [InvitationState.Invited, InvitationState.Questioned, InvitationState.Answered],
            invitation => Accept(() => invitation.Withdraw(Now)),
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

    private List<FieldError> ErrorsIn(NewInvitation invitation, string email)
    {
        var errors = new List<FieldError>();
        if (TextChecks.Email("email", email, isRequired: true) is { } wrong)
            errors.Add(wrong);
        if (!Languages.IsInterface(invitation.Language))
            errors.Add(FieldError.NotAnOption("language"));
        if (catalogue.Find(invitation.Module) is null)
            errors.Add(FieldError.NotAnOption("module"));
        return errors;
    }

    private Task<Outcome> RespondAsync(
        Guid id,
        string text,
        string field,
        string what,
        int? revision,
        Actor actor,
        Action<Invitation, string> change,
        CancellationToken cancellationToken
    )
    {
        var written = TextRules.CleanLines(text);
        return ChangeAsync(
            id,
            what,
            revision,
            actor,
            [InvitationState.Answered],
            invitation =>
                TextChecks.Lines(field, written, LongestQuestion, isRequired: true) is { } wrong
                    ? Outcome.Invalid(wrong)
                    : Accept(() => change(invitation, written)),
            cancellationToken
        );
    }

    private static Outcome Accept(Action change)
    {
        change();
        return Outcome.Done;
    }

    /// <summary>Queues an e-mail to the invited authority about the current state.</summary>
    private void QueueMail(Invitation invitation) =>
        database.Set<OutboxMail>().Add(OutboxMail.OfInvitation(OrderedId.Next(time.GetUtcNow()), invitation.Id, invitation.Step, null, Now));

    private Task<Outcome> ChangeAsync(
        Guid id,
        string what,
        int? revision,
        Actor actor,
        InvitationState[] from,
        Func<Invitation, Outcome> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteIfAsync(
            async stop =>
            {
                var isCurrent = await database.Set<Invitation>().Where(one => one.Id == id).ClaimAsync(revision, stop);
                if (
                    await database.Set<Invitation>().FirstOrDefaultAsync(one => one.Id == id, stop) is not { } invitation
                    || !(await CoordinatorsAsync(actor, invitation.Country, stop)).Contains(invitation.CoordinatorId)
                )
                    return (Outcome.NotFound, false);
                if (!isCurrent)
                    return (Outcome.Conflict(), false);
                if (!from.Contains(invitation.State))
                    return (NoLonger, false);
                if (change(invitation) is { IsDone: false } wrong)
                    return (wrong, false);
                if (invitation.State != InvitationState.Withdrawn)
                    QueueMail(invitation);
                await journal.AppendAsync(actor.UserId, invitation.CoordinatorId, null, what, $"{id}", stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );
}
