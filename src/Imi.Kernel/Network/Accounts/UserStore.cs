using System.Globalization;
using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Registers people, and grants them roles at authorities.</summary>
public sealed partial class UserStore(ImiDbContext database, AccountMailStore mails, Journal journal, DatabaseFaults faults, TimeProvider time)
{
    /// <summary>The text key of the refusal to extend one's own rights.</summary>
    internal const string NotOneself = "people.not-oneself";

    private const int LongestName = 200;
    private const int LongestMadeName = 60;
    private const int MostNamesakes = 100;
    private static readonly IReadOnlyList<FieldError> Taken = [new FieldError("user-name", "registration.user-name-taken")];

    /// <summary>Grants a person roles at an authority, and registers the person if necessary.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module; empty for roles held in no module.</param>
    /// <param name="person">The person with the roles.</param>
    /// <param name="actor">The user who grants the roles.</param>
    /// <param name="what">The journal's name for the action.</param>
    /// <param name="check">Checks within the transaction whether the actor may; otherwise its outcome is the answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task<Outcome> AddAsync(
        Guid authority,
        string module,
        NewPerson person,
        Actor actor,
        string what,
        Func<CancellationToken, Task<Outcome>> check,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var outcome = await database.WriteIfAsync(
                async stop =>
                {
                    await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                    if (await check(stop) is { IsDone: false } refused)
                        return (refused, false);
                    return await GiveAsync(authority, module, person, actor, what, stop) is { Count: > 0 } errors
                        ? (Outcome.Invalid(errors), false)
                        : (Outcome.Done, true);
                },
                cancellationToken
            );
            if (outcome.Errors.Any(error => error.MessageKey == NotOneself))
                await RefuseAsync(authority, actor, cancellationToken);
            return outcome;
        }
        catch (DbUpdateException failure) when (faults.Of(failure) == DatabaseFault.Duplicate)
        {
            return Outcome.Invalid(Taken);
        }
    }

    /// <summary>Does the same as <see cref="AddAsync"/> within the caller's transaction, in which the authority is claimed or new.</summary>
    /// <returns>The errors, by field; if there are any, the caller must not commit.</returns>
    internal async Task<IReadOnlyList<FieldError>> GiveAsync(
        Guid authority,
        string module,
        NewPerson person,
        Actor actor,
        string what,
        CancellationToken cancellationToken
    )
    {
        var (written, user) = await NamedAsync(Trimmed(person), cancellationToken);
        if (ErrorsIn(written) is { Count: > 0 } errors)
            return errors;
        if (IsSomebodyElse(user, written))
            return Taken;
        if (user?.Id == actor.UserId)
            return [new FieldError("user-name", NotOneself)];
        if (user is null)
        {
            database.Set<ImiUser>().Add(user = new ImiUser(person.Id, written.UserName, written.Name, written.Email, written.Language));
            user.ShowSimpleView(person.HasSimpleView ?? await BeginsInSimpleViewAsync(authority, cancellationToken));
        }
        else
        {
            var known = database.Set<ImiUser>().IgnoreQueryFilters().Where(one => one.Id == user.Id);
            await known.ClaimAsync(null, cancellationToken);
            user = await known.Include(one => one.Roles).FirstAsync(cancellationToken);
        }

        user.Return();
        foreach (var role in person.Roles)
            user.Grant(authority, module, role, DeadlineCalendar.Today(time));
        await mails.WelcomeAsync(user, isAskedFor: false, cancellationToken);
        await journal.AppendAsync(actor.UserId, authority, null, what, $"{module}: {user.Id}: {string.Join(", ", person.Roles.Order())}", cancellationToken);
        return [];
    }

    /// <summary>Records in the journal that a person tried to extend their own rights.</summary>
    internal Task RefuseAsync(Guid authority, Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync(
            stop => journal.AppendAsync(actor.UserId, authority, null, AccountActions.Refused, $"{Permission.GrantRoles}: {actor.UserId}", stop),
            cancellationToken
        );

    /// <summary>Cleans up white space and case in a person's data.</summary>
    internal static NewPerson Trimmed(NewPerson person) =>
        person with
        {
            Name = TextRules.CleanLine(person.Name),
            Email = EmailAddresses.Clean(person.Email),
            UserName = TextRules.CleanLine(person.UserName).ToLowerInvariant(),
        };

    /// <summary>The errors in the data of a person to register, including a user name that is taken.</summary>
    internal async Task<IReadOnlyList<FieldError>> ErrorsInAsync(NewPerson written, CancellationToken cancellationToken) =>
        ErrorsIn(written) is { Count: > 0 } errors ? errors
        : IsSomebodyElse(await FindAsync(written, cancellationToken), written) ? Taken
        : [];

    /// <summary>Completes a person with a user name, either the typed one or a free one derived from the name, and finds its owner.</summary>
    private async Task<(NewPerson Written, ImiUser? User)> NamedAsync(NewPerson written, CancellationToken cancellationToken)
    {
        var made = written.UserName.Length > 0 ? "" : UserNameOf(written.Name);
        for (var number = 1; made.Length > 0; number++)
        {
            var named = written with { UserName = number == 1 ? made : string.Create(CultureInfo.InvariantCulture, $"{made}{number}") };
            var known = await FindAsync(named, cancellationToken);
            if (!IsSomebodyElse(known, named) || number == MostNamesakes)
                return (named with { UserName = known?.UserName ?? named.UserName }, known);
        }

        return (written, await FindAsync(written, cancellationToken));
    }

    /// <summary>Derives a user name from a name: lower-case ASCII words separated by dots; empty if the result is not valid.</summary>
    private static string UserNameOf(string name)
    {
        var words = string.Concat(FoldedText.LatinOf(name).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Join('.', words);
        joined = joined[..Math.Min(joined.Length, LongestMadeName)].Trim('.');
        return UserNames().IsMatch(joined) ? joined : "";
    }

    private Task<ImiUser?> FindAsync(NewPerson written, CancellationToken cancellationToken) =>
        database
            .Set<ImiUser>()
            .IgnoreQueryFilters()
            .AsNoTracking()
            .FirstOrDefaultAsync(one => one.Id == written.Id || one.UserName == written.UserName, cancellationToken);

    private async Task<bool> BeginsInSimpleViewAsync(Guid authority, CancellationToken cancellationToken) =>
        (await database.Set<Authority>().FindAsync([authority], cancellationToken))?.PeopleBeginInSimpleView == true;

    private static bool IsSomebodyElse(ImiUser? user, NewPerson written) =>
        user is not null && !string.Equals(user.Email, written.Email, StringComparison.OrdinalIgnoreCase);

    private static List<FieldError> ErrorsIn(NewPerson written)
    {
        var errors = new List<FieldError>();
        errors.AddRange(
            new[]
            {
                TextChecks.Name("person-name", written.Name, LongestName, isRequired: true),
                TextChecks.Email("email", written.Email, isRequired: true),
            }.OfType<FieldError>()
        );
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
