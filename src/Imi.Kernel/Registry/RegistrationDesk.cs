using System.Globalization;
using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.Calendar;
using Imi.Kernel.Forms;
using Imi.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>
/// Where coordinators register the authorities of their country, and the Commission the national coordinators (Regulation (EU)
/// No 1024/2012, Article 6(1) and (2)). An authority stands once in the registry, for all modules.
/// </summary>
public sealed class RegistrationDesk(ImiDbContext database, AccessPolicy policy, Journal journal, DatabaseFaults faults, TimeProvider time)
{
    private const int MostAlike = 5;

    private DateOnly Today => DeadlineCalendar.Today(time);

    /// <summary>Where the person may register authorities, by country; empty where nowhere.</summary>
    public async Task<IReadOnlyList<RegistrationPlace>> PlacesAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!policy.MayRegisterSomewhere(actor))
            return [];
        var today = Today;
        var countries = await database.Countries.Where(country => country.MemberUntil == null || country.MemberUntil >= today)
            .OrderBy(country => country.Code).AsNoTracking().ToListAsync(cancellationToken);
        var coordinators = (await CoordinatorQuery(database, null).ToListAsync(cancellationToken)).ToLookup(one => one.Country, StringComparer.Ordinal);
        return [.. countries
            .Where(country => country.Code != Country.Union)
            .Select(country => new RegistrationPlace(country.Code, country.Languages, KindsFor(actor, coordinators[country.Code])))
            .Where(place => place.Kinds.Count > 0)];
    }

    /// <summary>Registers an authority.</summary>
    /// <param name="registration">What was written.</param>
    /// <param name="isAnother">Whether the person has seen the authorities that are alike and says that this is another one.</param>
    /// <param name="actor">The person.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What became of it; null where the person may not register such an authority there.</returns>
    public async Task<RegistrationOutcome?> RegisterAsync(Registration registration, bool isAnother, Actor actor, CancellationToken cancellationToken)
    {
        if ((await PlacesAsync(actor, cancellationToken)).FirstOrDefault(place => place.Country == registration.Country) is not { } here || !here.Kinds.Contains(registration.Kind))
            return null;
        if (await database.Authorities.AnyAsync(known => known.Id == registration.Id, cancellationToken))
            return RegistrationOutcome.Done;
        var written = Trimmed(registration);
        if (RegistrationChecks.ErrorsIn(written) is { Count: > 0 } errors)
            return RegistrationOutcome.Wrong(errors);
        if (!isAnother && await AlikeAsync(written, cancellationToken) is { Count: > 0 } alike)
            return new RegistrationOutcome(false, [], alike);
        return await KeepAsync(
            written,
            async stop =>
            {
                var authority = new Authority(written.Id, await CodeForAsync(written, stop), written.Country, written.Kind, written.InformalTitle, written.Languages);
                Write(authority, written);
                database.Authorities.Add(authority);
                await journal.AppendAsync(actor.UserId, authority.Id, null, "authority-registered", authority.Code, stop);
            },
            cancellationToken);
    }

    /// <summary>The entry of an authority as it can be corrected; null where there is none, or the person may not.</summary>
    public async Task<Registration?> EntryAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await database.Authorities.Include(one => one.Names).AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } authority
            || !await MayAmendAsync(authority, actor, cancellationToken))
        {
            return null;
        }

        return new Registration
        {
            Id = id,
            Country = authority.Country,
            Kind = authority.Kind,
            NationalIdentifier = authority.NationalIdentifier ?? "",
            Names = authority.Names.ToDictionary(name => name.Language, name => name.Name, StringComparer.Ordinal),
            InformalTitle = authority.InformalTitle,
            Languages = authority.Languages,
            Email = authority.Email,
            Phone = authority.Phone,
            Address = authority.Address,
        };
    }

    /// <summary>Corrects the entry of an authority; country and kind stay.</summary>
    /// <returns>What became of it; null where there is no such authority, or the person may not.</returns>
    public async Task<RegistrationOutcome?> AmendAsync(Registration registration, Actor actor, CancellationToken cancellationToken)
    {
        if (await EntryAsync(registration.Id, actor, cancellationToken) is not { } before)
            return null;
        var written = Trimmed(registration) with { Country = before.Country, Kind = before.Kind };
        if (RegistrationChecks.ErrorsIn(written) is { Count: > 0 } errors)
            return RegistrationOutcome.Wrong(errors);
        return await KeepAsync(
            written,
            async stop =>
            {
                var authority = await database.Authorities.Include(one => one.Names).FirstAsync(one => one.Id == written.Id, stop);
                Write(authority, written);
                await journal.AppendAsync(actor.UserId, authority.Id, null, "authority-amended", string.Join(", ", RegistrationChecks.Changed(before, written)), stop);
            },
            cancellationToken);
    }

    /// <summary>The coordinators of a country; of all where none is named.</summary>
    internal static IQueryable<CountryCoordinator> CoordinatorQuery(ImiDbContext database, string? country) => database.Authorities
        .Where(authority => (country == null || authority.Country == country)
            && (authority.Kind == AuthorityKind.NationalCoordinator || authority.Kind == AuthorityKind.DelegatedCoordinator))
        .Select(authority => new CountryCoordinator(authority.Id, authority.Country, authority.Kind));

    /// <summary>Those of the country that share the identifier, the address for e-mails or a word of a name.</summary>
    internal static IQueryable<Authority> CandidateQuery(ImiDbContext database, string country, string identifier, string email, string first, string second) =>
        database.Authorities.Where(authority => authority.Country == country
            && ((identifier != "" && authority.NationalIdentifier == identifier)
                || (email != "" && authority.Email == email)
                || authority.SearchText.Contains(first) || authority.SearchText.Contains(second)
                || authority.Names.Any(name => name.SearchText.Contains(first) || name.SearchText.Contains(second))));

    private async Task<IReadOnlyList<Authority>> AlikeAsync(Registration written, CancellationToken cancellationToken)
    {
        var names = RegistrationChecks.WordsOf(written);
        var rarest = names.SelectMany(name => name).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).Take(2).ToList();
        if (rarest.Count == 0)
            return [];
        var candidates = await CandidateQuery(database, written.Country, written.NationalIdentifier, written.Email, rarest[0], rarest[^1])
            .OrderBy(authority => authority.Code).Take(200)
            .Include(authority => authority.Names).AsNoTracking().ToListAsync(cancellationToken);
        return [.. candidates
            .Select(candidate => (Authority: candidate, Likeness: RegistrationChecks.Likeness(candidate, written, names)))
            .Where(one => one.Likeness >= RegistrationChecks.Alike)
            .OrderByDescending(one => one.Likeness)
            .Take(MostAlike)
            .Select(one => one.Authority)];
    }

    private async Task<RegistrationOutcome> KeepAsync(Registration written, Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async stop =>
                {
                    if (written.NationalIdentifier.Length > 0 && await database.Authorities.AnyAsync(
                        other => other.Country == written.Country && other.NationalIdentifier == written.NationalIdentifier && other.Id != written.Id, stop))
                    {
                        return RegistrationOutcome.Wrong([new FieldError("national-identifier", "registration.identifier-taken")]);
                    }

                    await change(stop);
                    return RegistrationOutcome.Done;
                },
                cancellationToken);
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate
            && written.NationalIdentifier.Length > 0)
        {
            return RegistrationOutcome.Wrong([new FieldError("national-identifier", "registration.identifier-taken")]);
        }
    }

    private async Task<bool> MayAmendAsync(Authority authority, Actor actor, CancellationToken cancellationToken)
    {
        var coordinators = await CoordinatorQuery(database, authority.Country).ToListAsync(cancellationToken);
        return policy.MayAmend(actor, new GrantingFacts(authority.Id, authority.Kind != AuthorityKind.CompetentAuthority, Facts(coordinators)));
    }

    private AuthorityKind[] KindsFor(Actor actor, IEnumerable<CountryCoordinator> coordinators)
    {
        var here = coordinators.ToList();
        var facts = Facts(here);
        return [.. ((AuthorityKind[])[AuthorityKind.CompetentAuthority, AuthorityKind.DelegatedCoordinator, AuthorityKind.NationalCoordinator])
            .Where(kind => kind switch
            {
                AuthorityKind.NationalCoordinator => policy.MayRegisterNationalCoordinator(actor) && !here.Exists(one => one.Kind == AuthorityKind.NationalCoordinator),
                AuthorityKind.DelegatedCoordinator => policy.MayRegister(actor, facts, isCoordinator: true),
                _ => policy.MayRegister(actor, facts, isCoordinator: false),
            })];
    }

    private static IReadOnlyList<CoordinatorFacts> Facts(IEnumerable<CountryCoordinator> coordinators) =>
        [.. coordinators.Select(one => new CoordinatorFacts(one.Id, one.Kind == AuthorityKind.NationalCoordinator, []))];

    private async Task<string> CodeForAsync(Registration written, CancellationToken cancellationToken)
    {
        var stem = RegistrationChecks.CodeStem(written);
        var taken = await database.Authorities.Where(one => one.Code.StartsWith(stem)).Select(one => one.Code).ToListAsync(cancellationToken);
        var code = stem;
        for (var number = 2; taken.Contains(code); number++)
            code = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        return code;
    }

    private static void Write(Authority authority, Registration written)
    {
        authority.Called(written.InformalTitle, written.Languages).ReachedAt(written.Email, written.Phone, written.Address);
        authority.Identified(written.NationalIdentifier.Length > 0 ? written.NationalIdentifier : null);
        foreach (var (language, name) in written.Names)
            authority.Named(language, name);
        foreach (var gone in authority.Names.Select(name => name.Language).Except(written.Names.Keys, StringComparer.Ordinal).ToList())
            authority.Unnamed(gone);
    }

    private static Registration Trimmed(Registration registration) => registration with
    {
        NationalIdentifier = registration.NationalIdentifier.Trim(),
        InformalTitle = registration.InformalTitle.Trim(),
        Names = registration.Names.Where(name => !string.IsNullOrWhiteSpace(name.Value)).ToDictionary(name => name.Key, name => name.Value.Trim(), StringComparer.Ordinal),
        Languages = [.. registration.Languages.Distinct(StringComparer.Ordinal)],
        Email = registration.Email.Trim(),
        Phone = registration.Phone.Trim(),
        Address = registration.Address.Trim(),
    };
}

/// <summary>A coordinator of a country.</summary>
internal sealed record CountryCoordinator(Guid Id, string Country, AuthorityKind Kind);
