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
    private static FieldError OutOfScope { get; } = new("region", "network.scope.region-outside");

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
    /// <returns>The result; null if the person may not register such an authority there.</returns>
    public async Task<RegistrationResult?> RegisterAsync(AuthorityEntry registration, bool isAnother, Actor actor, CancellationToken cancellationToken)
    {
        if (
            (await PlacesAsync(actor, cancellationToken)).FirstOrDefault(place => place.Country == registration.Country) is not { } here
            || !here.Kinds.Contains(registration.Kind)
        )
            return null;
        if (await database.Set<Authority>().AnyAsync(known => known.Id == registration.Id, cancellationToken))
            return RegistrationResult.Done;
        var written = RegistrationChecks.Trimmed(registration);
        if (
            await authorities.ErrorsAsync(written, cancellationToken) is var place
            && RegistrationChecks.ErrorsIn(written).Concat(place).ToList() is { Count: > 0 } errors
        )
            return RegistrationResult.Wrong(errors);
        if (await OutOfScopeAsync(written, actor, cancellationToken) is { Count: > 0 } outside)
            return RegistrationResult.Wrong(outside);
        if (!isAnother && await authorities.AlikeAsync(written, cancellationToken) is { Count: > 0 } alike)
            return new RegistrationResult(false, [], alike);
        return await KeepAsync(written, stop => authorities.AddAsync(written, actor.UserId, stop), cancellationToken);
    }

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
    /// <returns>The result; null if the authority does not exist or the person may not.</returns>
    public async Task<RegistrationResult?> AmendAsync(AuthorityEntry registration, Actor actor, CancellationToken cancellationToken)
    {
        if (await EntryAsync(registration.Id, actor, cancellationToken) is not { } before)
            return null;
        var written = RegistrationChecks.Trimmed(registration) with { Country = before.Country, Kind = before.Kind };
        if (
            await authorities.ErrorsAsync(written, cancellationToken) is var place
            && RegistrationChecks.ErrorsIn(written).Concat(place).ToList() is { Count: > 0 } errors
        )
            return RegistrationResult.Wrong(errors);
        var authority = await database.Set<Authority>().AsNoTracking().FirstAsync(one => one.Id == written.Id, cancellationToken);
        if (before.Region != written.Region && !await MayAmendAsync(authority, written.Region.Length > 0 ? written.Region : null, actor, cancellationToken))
            return RegistrationResult.Wrong([OutOfScope]);
        return await KeepAsync(written, stop => authorities.AmendAsync(written, actor.UserId, stop), cancellationToken);
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

    private async Task<RegistrationResult> KeepAsync(AuthorityEntry written, Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async stop =>
                {
                    if (await IsIdentifierTakenAsync(written, stop))
                    {
                        return RegistrationResult.Wrong([new FieldError("national-identifier", "registration.identifier-taken")]);
                    }

                    await change(stop);
                    return RegistrationResult.Done;
                },
                cancellationToken
            );
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate && written.NationalIdentifier.Length > 0)
        {
            return RegistrationResult.Wrong([new FieldError("national-identifier", "registration.identifier-taken")]);
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
