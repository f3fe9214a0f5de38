using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Lets coordinators register the authorities of their country, and the Commission the national coordinators (Regulation (EU) No 1024/2012, Article
/// 6(1) and (2)). Each authority is registered once, for all modules.
/// </summary>
public sealed class RegistrationService(
    ImiDbContext database,
    AuthorityStore authorities,
    CoordinatorQuery coordinatorQuery,
    AccessPolicy policy,
    DatabaseFaults faults,
    TimeProvider time
)
{
    /// <summary>The text key of the refusal if similar authorities are registered.</summary>
    internal const string IsAlike = "registration.alike";

    private static FieldError OutOfScope { get; } = new("region", "network.scope.region-outside");

    private static Outcome IdentifierTaken { get; } = Outcome.Invalid(new FieldError("national-identifier", "registration.identifier-taken"));

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>The countries in which the person may register authorities, with the kinds; empty if none.</summary>
    public async Task<IReadOnlyList<RegistrationPlace>> PlacesAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!policy.MayRegisterSomewhere(actor))
            return [];
        var today = Today;
        var countries = await database
            .Set<Country>()
            .Where(country => country.MemberUntil == null || country.MemberUntil >= today)
            .OrderBy(country => country.Code)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var coordinators = await coordinatorQuery.FactsAsync(null, today, cancellationToken);
        return
        [
            .. countries
                .Where(country => country.Code != Country.Union)
                .Select(country => new RegistrationPlace(country.Code, country.Languages, KindsFor(actor, coordinators[country.Code])))
                .Where(place => place.Kinds.Count > 0),
        ];
    }

    /// <summary>Registers an authority. Repeating the call with the same id has no effect.</summary>
    /// <param name="registration">The entry.</param>
    /// <param name="isAnother">Whether the person confirms that the authority is not one of the similar ones shown.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// Not found if the person may not register such an authority there; refused if there are similar authorities, see <see cref="AlikeAsync"/>.
    /// </returns>
    public async Task<Outcome> RegisterAsync(AuthorityEntry registration, bool isAnother, Actor actor, CancellationToken cancellationToken)
    {
        var written = RegistrationChecks.Trimmed(registration);
        return await KeepAsync(
            written,
            async stop =>
            {
                if (!(await PlacesAsync(actor, stop)).Any(place => place.Country == written.Country && place.Kinds.Contains(written.Kind)))
                    return (Outcome.NotFound, false);
                if (await database.Set<Authority>().AnyAsync(known => known.Id == written.Id, stop))
                    return (Outcome.Done, false);
                if (await ErrorsAsync(written, stop) is { Count: > 0 } errors)
                    return (Outcome.Invalid(errors), false);
                if (await OutOfScopeAsync(written, actor, stop) is { Count: > 0 } outside)
                    return (Outcome.Invalid(outside), false);
                if (!isAnother && await authorities.AlikeAsync(written, stop) is { Count: > 0 })
                    return (Outcome.Refused(new AccessReason(IsAlike)), false);
                if (await IsIdentifierTakenAsync(written, stop))
                    return (IdentifierTaken, false);
                await authorities.AddAsync(written, actor.UserId, stop);
                return (Outcome.Done, true);
            },
            cancellationToken
        );
    }

    /// <summary>Lists the registered authorities that may be the one in an entry; none if the person may not register it.</summary>
    public async Task<IReadOnlyList<Authority>> AlikeAsync(AuthorityEntry registration, Actor actor, CancellationToken cancellationToken) =>
        (await PlacesAsync(actor, cancellationToken)).Any(place => place.Country == registration.Country)
            ? await authorities.AlikeAsync(RegistrationChecks.Trimmed(registration), cancellationToken)
            : [];

    /// <summary>Finds the entry of an authority to correct; null if the authority does not exist or the person may not.</summary>
    public async Task<AuthorityEntry?> EntryAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (
            await database.Set<Authority>().Include(one => one.Names).AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken)
                is not { } authority
            || !await MayAmendAsync(authority, authority.Region, actor, cancellationToken)
        )
        {
            return null;
        }

        return RegistrationChecks.EntryOf(authority);
    }

    /// <summary>Corrects the entry of an authority. Country and kind never change.</summary>
    /// <returns>
    /// Not found if the authority does not exist or the person may not; a conflict if somebody changed it since the entry's
    /// <see cref="AuthorityEntry.Revision"/>.
    /// </returns>
    public async Task<Outcome> AmendAsync(AuthorityEntry registration, Actor actor, CancellationToken cancellationToken)
    {
        var id = registration.Id;
        return await KeepAsync(
            registration,
            async stop =>
            {
                var isCurrent = await database.Set<Authority>().Where(one => one.Id == id).ClaimAsync(registration.Revision, stop);
                if (await EntryAsync(id, actor, stop) is not { } before)
                    return (Outcome.NotFound, false);
                if (!isCurrent)
                    return (Outcome.Conflict(), false);
                var written = RegistrationChecks.Trimmed(registration) with { Country = before.Country, Kind = before.Kind };
                if (await ErrorsAsync(written, stop) is { Count: > 0 } errors)
                    return (Outcome.Invalid(errors), false);
                if (before.Region != written.Region)
                {
                    var authority = await database.Set<Authority>().AsNoTracking().FirstAsync(one => one.Id == id, stop);
                    if (!await MayAmendAsync(authority, written.Region.Length > 0 ? written.Region : null, actor, stop))
                        return (Outcome.Invalid(OutOfScope), false);
                }

                if (await IsIdentifierTakenAsync(written, stop))
                    return (IdentifierTaken, false);
                return (Outcome.Done, await authorities.AmendAsync(written, actor.UserId, stop) > 0);
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Loads once what is needed to check many entries against a person's rights. The returned function takes an entry and its authority, or null for
    /// a new one, and returns the error, or null if the person may register or correct it.
    /// </summary>
    internal async Task<Func<AuthorityEntry, Authority?, FieldError?>> RightsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var coordinators = await coordinatorQuery.FactsAsync(null, Today, cancellationToken);
        return (entry, known) =>
        {
            CoordinatorAccess[] facts = [.. coordinators[entry.Country].Select(one => one.Facts)];
            var region = entry.Region.Length > 0 ? entry.Region : null;
            if (known is null)
            {
                return !KindsFor(actor, coordinators[entry.Country]).Contains(entry.Kind)
                        ? new FieldError("country", "registration.import.not-yours-to-register", "country", entry.Country)
                    : entry.Kind == AuthorityKind.NationalCoordinator
                    || policy.MayRegister(actor, facts, entry.Kind == AuthorityKind.DelegatedCoordinator, region)
                        ? null
                    : OutOfScope;
            }

            var standing = new GrantTarget(known.Id, known.Kind != AuthorityKind.CompetentAuthority, facts) { Region = known.Region };
            return !policy.MayAmend(actor, standing) ? new FieldError("code", "registration.import.not-yours-to-correct", "code", known.Code)
                : region == known.Region || policy.MayAmend(actor, standing with { Region = region }) ? null
                : OutOfScope;
        };
    }

    /// <summary>
    /// Does the same as <see cref="RightsAsync"/> for settings in modules. The returned function takes the entry, its authority or null, the module,
    /// and whether the central authority changes rather than the competences; it returns whether the person may change that.
    /// </summary>
    internal async Task<Func<AuthorityEntry, Authority?, string, bool, bool>> SetupRightsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var coordinators = await coordinatorQuery.FactsAsync(null, Today, cancellationToken);
        return (entry, known, module, isCentral) =>
        {
            var standing = new GrantTarget(entry.Id, entry.Kind != AuthorityKind.CompetentAuthority, [.. coordinators[entry.Country].Select(one => one.Facts)])
            {
                Region =
                    known is not null ? known.Region
                    : entry.Region.Length > 0 ? entry.Region
                    : null,
            };
            return isCentral ? known?.DeactivatedOn is null && policy.MayGrantMandates(actor, standing, module) : policy.MayGrantRoles(actor, standing, module);
        };
    }

    /// <summary>Whether another authority of the country has the national identifier of an entry.</summary>
    internal async Task<bool> IsIdentifierTakenAsync(AuthorityEntry written, CancellationToken cancellationToken) =>
        written.NationalIdentifier.Length > 0
        && await database
            .Set<Authority>()
            .AnyAsync(
                other => other.Country == written.Country && other.NationalIdentifier == written.NationalIdentifier && other.Id != written.Id,
                cancellationToken
            );

    /// <summary>The errors in an entry, in the order of its fields.</summary>
    private async Task<IReadOnlyList<FieldError>> ErrorsAsync(AuthorityEntry written, CancellationToken cancellationToken) =>
        [.. RegistrationChecks.ErrorsIn(written), .. await authorities.ErrorsAsync(written, cancellationToken)];

    private async Task<Outcome> KeepAsync(
        AuthorityEntry written,
        Func<CancellationToken, Task<(Outcome Outcome, bool Commit)>> change,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await database.WriteIfAsync(change, cancellationToken);
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate && written.NationalIdentifier.Length > 0)
        {
            return IdentifierTaken;
        }
    }

    private async Task<bool> MayAmendAsync(Authority authority, string? region, Actor actor, CancellationToken cancellationToken)
    {
        var coordinators = (await coordinatorQuery.FactsAsync(authority.Country, Today, cancellationToken))[authority.Country];
        return policy.MayAmend(
            actor,
            new GrantTarget(authority.Id, authority.Kind != AuthorityKind.CompetentAuthority, [.. coordinators.Select(one => one.Facts)]) { Region = region }
        );
    }

    private AuthorityKind[] KindsFor(Actor actor, IEnumerable<(AuthorityKind Kind, CoordinatorAccess Facts)> coordinators)
    {
        var here = coordinators.ToList();
        CoordinatorAccess[] facts = [.. here.Select(one => one.Facts)];
        return
        [
            .. ((AuthorityKind[])[AuthorityKind.CompetentAuthority, AuthorityKind.DelegatedCoordinator, AuthorityKind.NationalCoordinator]).Where(kind =>
                kind switch
                {
                    AuthorityKind.NationalCoordinator => policy.MayRegisterNationalCoordinator(actor)
                        && !here.Exists(one => one.Kind == AuthorityKind.NationalCoordinator),
                    AuthorityKind.DelegatedCoordinator => policy.MayRegister(actor, facts, isCoordinator: true),
                    _ => policy.MayRegister(actor, facts, isCoordinator: false),
                }
            ),
        ];
    }

    /// <summary>Errors if the region does not exist or lies outside the person's scope; empty if valid.</summary>
    internal async Task<IReadOnlyList<FieldError>> OutOfScopeAsync(AuthorityEntry written, Actor actor, CancellationToken cancellationToken)
    {
        if (await authorities.ErrorsAsync(written, cancellationToken) is { Count: > 0 } errors)
            return errors;
        var facts = (await coordinatorQuery.FactsAsync(written.Country, Today, cancellationToken))[written.Country].Select(one => one.Facts).ToList();
        return
            written.Kind == AuthorityKind.NationalCoordinator
            || policy.MayRegister(actor, facts, written.Kind == AuthorityKind.DelegatedCoordinator, written.Region.Length > 0 ? written.Region : null)
            ? []
            : [OutOfScope];
    }
}
