using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.SignIn;

/// <summary>Lists the people of the demonstration network, who sign in by one click.</summary>
internal sealed class DemonstrationPeople(UserService people, AuthorityDirectory directory)
{
    private const int MostPeople = 400;

    /// <summary>Loads the people with their authorities.</summary>
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

    /// <summary>The people of the demonstration network.</summary>
    /// <param name="Featured">The people who are shown first.</param>
    /// <param name="Others">All other people, by country.</param>
    internal sealed record Content(IReadOnlyList<Person> Featured, ILookup<string, Person> Others);

    /// <summary>A person with the authority of the person's first role.</summary>
    internal sealed record Person(ImiUser User, Authority? Authority, IReadOnlyList<Role> Roles)
    {
        /// <summary>The country of the authority; empty if the person has no role.</summary>
        public string Country => Authority?.Country ?? "";
    }
}
