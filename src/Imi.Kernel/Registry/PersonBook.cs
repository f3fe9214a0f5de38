using System.Text.RegularExpressions;
using Imi.Kernel.Access;
using Imi.Kernel.Audit;
using Imi.Kernel.Calendar;
using Imi.Kernel.Forms;
using Imi.Kernel.People;
using Imi.Kernel.Persistence;
using Imi.Kernel.Texts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Registry;

/// <summary>Registers people for authorities, once each.</summary>
internal sealed partial class PersonBook(ImiDbContext database, AccountMailBook mails, Journal journal, DatabaseFaults faults, TimeProvider time)
{
    /// <summary>Nobody widens their own rights.</summary>
    public const string NotOneself = "people.not-oneself";

    private const int LongestName = 200;
    private static readonly IReadOnlyList<FieldError> Taken = [new FieldError("user-name", "registration.user-name-taken")];

    /// <summary>Gives a person roles at an authority, and registers whoever is not registered yet.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module; none for roles that are held in none.</param>
    /// <param name="person">The person with the roles.</param>
    /// <param name="actor">Who does it, and may.</param>
    /// <param name="what">What the journal calls it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is wrong, field by field; empty where it was done.</returns>
    public async Task<IReadOnlyList<FieldError>> AddAsync(Guid authority, string module, NewPerson person, Actor actor, string what, CancellationToken cancellationToken)
    {
        try
        {
            var errors = await database.WriteIfAsync(
                async stop => await GiveAsync(authority, module, person, actor, what, stop) is { Count: > 0 } wrong ? (wrong, false) : ((IReadOnlyList<FieldError>)[], true),
                cancellationToken);
            if (errors.Any(error => error.MessageKey == NotOneself))
                await RefuseAsync(authority, actor, cancellationToken);
            return errors;
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return Taken;
        }
    }

    /// <summary>As <see cref="AddAsync"/>, within the caller's transaction.</summary>
    /// <returns>What is wrong, field by field: then the caller keeps nothing.</returns>
    public async Task<IReadOnlyList<FieldError>> GiveAsync(Guid authority, string module, NewPerson person, Actor actor, string what, CancellationToken cancellationToken)
    {
        var written = Trimmed(person);
        if (ErrorsIn(written) is { Count: > 0 } errors)
            return errors;
        var user = await FindAsync(written, cancellationToken);
        if (IsSomebodyElse(user, written))
            return Taken;
        if (user?.Id == actor.UserId)
            return [new FieldError("user-name", NotOneself)];
        if (user is null)
        {
            database.Users.Add(user = new ImiUser(person.Id, written.UserName, written.Name, written.Email, written.Language));
            user.ShowLight(person.IsLight ?? await BeginsLightAsync(authority, cancellationToken));
        }

        user.Return();
        foreach (var role in person.Roles)
            user.Grant(authority, module, role, DeadlineCalendar.Today(time));
        await mails.WelcomeAsync(user, isAskedFor: false, cancellationToken);
        await journal.AppendAsync(actor.UserId, authority, null, what, $"{module}: {user.Id}: {string.Join(", ", person.Roles.Order())}", cancellationToken);
        return [];
    }

    /// <summary>Notes that somebody tried to widen their own rights.</summary>
    public Task RefuseAsync(Guid authority, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(
        async stop =>
        {
            await journal.AppendAsync(actor.UserId, authority, null, "refused", $"{Permission.GrantRoles}: {actor.UserId}", stop);
            return true;
        },
        cancellationToken);

    /// <summary>A person without what was typed around the texts.</summary>
    public static NewPerson Trimmed(NewPerson person) =>
        person with { Name = TextRules.CleanLine(person.Name), Email = EmailAddresses.Clean(person.Email), UserName = TextRules.CleanLine(person.UserName).ToLowerInvariant() };

    /// <summary>What is wrong with a person who is to be registered, and whether the user name is somebody else's.</summary>
    public async Task<IReadOnlyList<FieldError>> ErrorsInAsync(NewPerson written, CancellationToken cancellationToken) =>
        ErrorsIn(written) is { Count: > 0 } errors ? errors : IsSomebodyElse(await FindAsync(written, cancellationToken), written) ? Taken : [];

    private Task<ImiUser?> FindAsync(NewPerson written, CancellationToken cancellationToken) => database.Users.IgnoreQueryFilters().Include(one => one.Roles)
        .FirstOrDefaultAsync(one => one.Id == written.Id || one.UserName == written.UserName, cancellationToken);

    private async Task<bool> BeginsLightAsync(Guid authority, CancellationToken cancellationToken) =>
        (await database.Authorities.FindAsync([authority], cancellationToken))?.PeopleBeginLight == true;

    private static bool IsSomebodyElse(ImiUser? user, NewPerson written) =>
        user is not null && !string.Equals(user.Email, written.Email, StringComparison.OrdinalIgnoreCase);

    private static List<FieldError> ErrorsIn(NewPerson written)
    {
        var errors = new List<FieldError>();
        errors.AddRange(new[] { TextChecks.Name("person-name", written.Name, LongestName, isRequired: true), TextChecks.Email("email", written.Email, isRequired: true) }.OfType<FieldError>());
        if (!UserNames().IsMatch(written.UserName))
            errors.Add(new FieldError("user-name", "registration.user-name-form"));
        if (!Languages.IsInterface(written.Language))
            errors.Add(FieldError.NotAnOption("language"));
        if (written.Roles.Count == 0)
            errors.Add(new FieldError("roles", "registration.role-needed"));
        return errors;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,62}[a-z0-9]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserNames();
}
