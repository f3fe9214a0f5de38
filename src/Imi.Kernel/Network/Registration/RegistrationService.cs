using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Registration;

/// <summary>
/// Where coordinators register the authorities of their country, and the Commission the national coordinators (Regulation (EU)
/// No 1024/2012, Article 6(1) and (2)). An authority stands once in the registry, for all modules.
/// </summary>
public sealed class RegistrationService(
    ImiDbContext database,
    AuthorityStore book,
    CoordinatorQuery coordinatorQuery,
    AccessPolicy policy,
    DatabaseFaults faults,
    TimeProvider time
)
{
    private static FieldError OutOfScope { get; } = new("region", "network.scope.region-outside");

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Where the person may register authorities, by country; empty where nowhere.</summary>
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

    /// <summary>Registers an authority.</summary>
    /// <param name="registration">What was written.</param>
    /// <param name="isAnother">Whether the person has seen the authorities that are alike and says that this is another one.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What became of it; null where the person may not register such an authority there.</returns>
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
            await book.ErrorsAsync(written, cancellationToken) is var place
            && RegistrationChecks.ErrorsIn(written).Concat(place).ToList() is { Count: > 0 } errors
        )
            return RegistrationResult.Wrong(errors);
        if (await OutOfScopeAsync(written, actor, cancellationToken) is { Count: > 0 } outside)
            return RegistrationResult.Wrong(outside);
        if (!isAnother && await book.AlikeAsync(written, cancellationToken) is { Count: > 0 } alike)
            return new RegistrationResult(false, [], alike);
        return await KeepAsync(written, stop => book.AddAsync(written, actor.UserId, stop), cancellationToken);
    }

    /// <summary>The entry of an authority as it can be corrected; null where there is none, or the person may not.</summary>
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

    /// <summary>Corrects the entry of an authority; country and kind stay.</summary>
    /// <returns>What became of it; null where there is no such authority, or the person may not.</returns>
    public async Task<RegistrationResult?> AmendAsync(AuthorityEntry registration, Actor actor, CancellationToken cancellationToken)
    {
        if (await EntryAsync(registration.Id, actor, cancellationToken) is not { } before)
            return null;
        var written = RegistrationChecks.Trimmed(registration) with { Country = before.Country, Kind = before.Kind };
        if (
            await book.ErrorsAsync(written, cancellationToken) is var place
            && RegistrationChecks.ErrorsIn(written).Concat(place).ToList() is { Count: > 0 } errors
        )
            return RegistrationResult.Wrong(errors);
        var authority = await database.Set<Authority>().AsNoTracking().FirstAsync(one => one.Id == written.Id, cancellationToken);
        if (before.Region != written.Region && !await MayAmendAsync(authority, written.Region.Length > 0 ? written.Region : null, actor, cancellationToken))
            return RegistrationResult.Wrong([OutOfScope]);
        return await KeepAsync(written, stop => book.AmendAsync(written, actor.UserId, stop), cancellationToken);
    }

    /// <summary>
    /// What stands against somebody's registering or correcting entries, without asking the database for each: of the entry, and the
    /// authority that it is of, or null for a new one.
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

    /// <summary>As <see cref="RightsAsync"/>, of how authorities work in a module: whether somebody may say what one is competent for there, or whether it is central.</summary>
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

    /// <summary>Whether another authority of the country has the identifier of an entry.</summary>
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

    /// <summary>That the region is none where the person may register such an authority, or no region of the country; empty where it is right.</summary>
    internal async Task<IReadOnlyList<FieldError>> OutOfScopeAsync(AuthorityEntry written, Actor actor, CancellationToken cancellationToken)
    {
        if (await book.ErrorsAsync(written, cancellationToken) is { Count: > 0 } errors)
            return errors;
        var facts = (await coordinatorQuery.FactsAsync(written.Country, Today, cancellationToken))[written.Country].Select(one => one.Facts).ToList();
        return
            written.Kind == AuthorityKind.NationalCoordinator
            || policy.MayRegister(actor, facts, written.Kind == AuthorityKind.DelegatedCoordinator, written.Region.Length > 0 ? written.Region : null)
            ? []
            : [OutOfScope];
    }
}
