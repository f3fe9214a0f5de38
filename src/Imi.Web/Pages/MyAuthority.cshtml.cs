using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Imi.Kernel.Network.Roles;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Shows the authorities for which the signed-in person works, with their people.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class MyAuthorityModel(
    AuthorityDirectory directory,
    UserService people,
    RoleReviewService reviews,
    InvitationService invitations,
    AccessPolicy policy
) : PageModel
{
    /// <summary>The authorities.</summary>
    public IReadOnlyList<Own> Authorities { get; private set; } = [];

    /// <summary>An authority with its coordinators, region and people, and whether the reader reviews its roles.</summary>
    internal sealed record Own(
        Authority Authority,
        IReadOnlyList<Authority> Coordinators,
        Region? Region,
        IReadOnlyList<(string Module, Role Role, IReadOnlyList<ImiUser> People)> Staff,
        bool IsReviewed
    );

    /// <summary>The number of roles and people that the reader has to confirm in the yearly review; null if the reader reviews none.</summary>
    public ReviewPage? Due { get; private set; }

    /// <summary>The number of invited authorities that await the reader's validation; null if the reader invites none.</summary>
    public int? ToValidate { get; private set; }

    /// <summary>Checks whether the reader administers the authority and may open the linked pages.</summary>
    public bool Administers(Guid authority) => HttpContext.Actor().Grants.Any(grant => grant.AuthorityId == authority && grant.Role == Role.Administrator);

    /// <summary>Shows the authorities.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (actor.Grants.Any(grant => grant.Role == Role.Administrator))
        {
            Due = await reviews.ListAsync(actor, cancellationToken);
            ToValidate = (await invitations.ListAsync(actor, cancellationToken))?.Count(one => one.State == InvitationState.Answered);
        }

        var found = new List<Own>();
        foreach (var id in actor.Grants.Select(grant => grant.AuthorityId).Distinct().Take(5))
        {
            if (await directory.FindAsync(id, cancellationToken) is not { } authority)
                continue;
            var staff = new List<(string, Role, IReadOnlyList<ImiUser>)>();
            foreach (
                var module in actor.Grants.Where(grant => grant.AuthorityId == id).Select(grant => grant.Module).Append("").Distinct(StringComparer.Ordinal)
            )
            {
                foreach (var role in Enum.GetValues<Role>())
                {
                    var holders = await people.WithRoleAsync(id, module, role, cancellationToken);
                    if (holders.Count > 0)
                        staff.Add((module, role, holders));
                }
            }

            var region = authority.Region is null
                ? null
                : (await directory.RegionsAsync(authority.Country, cancellationToken)).FirstOrDefault(one => one.Code == authority.Region);
            found.Add(
                new Own(
                    authority,
                    await directory.CoordinatorsAsync(authority.Country, null, cancellationToken),
                    region,
                    staff,
                    policy.ReviewsFor(actor).Contains(id)
                )
            );
        }

        Authorities = found;
    }
}
