using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.SignIn;

/// <summary>The demonstration network's people, as whom one signs in by a click.</summary>
internal sealed class DemonstrationPeople(UserService people, AuthorityDirectory directory)
{
    private const int MostPeople = 400;

    /// <summary>Loads them.</summary>
    public async Task<Content> LoadAsync(CancellationToken cancellationToken)
    {
        var users = await people.ListAsync(MostPeople, cancellationToken);
        var authorities = await directory.FindAsync([.. users.SelectMany(user => user.Roles).Select(role => role.AuthorityId).Distinct()], cancellationToken);
        var all = users
            .Select(user => new Person(
                user,
                user.Roles.Count > 0 ? authorities.GetValueOrDefault(user.Roles[0].AuthorityId) : null,
                [.. user.Roles.Select(role => role.Role).Distinct().Order()]
            ))
            .ToList();
        return new Content(
            [.. all.Where(person => person.User.IsFeatured)],
            all.Where(person => !person.User.IsFeatured).OrderBy(person => person.Country, StringComparer.Ordinal).ToLookup(person => person.Country)
        );
    }

    /// <summary>The people.</summary>
    /// <param name="Featured">Who is shown first.</param>
    /// <param name="Others">Everybody else, by country.</param>
    internal sealed record Content(IReadOnlyList<Person> Featured, ILookup<string, Person> Others);

    /// <summary>A person and where the person works.</summary>
    internal sealed record Person(ImiUser User, Authority? Authority, IReadOnlyList<Role> Roles)
    {
        /// <summary>The country of the authority.</summary>
        public string Country => Authority?.Country ?? "";
    }
}
