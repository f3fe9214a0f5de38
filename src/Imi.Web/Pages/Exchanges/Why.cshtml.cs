using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Mandates;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Explains who may take which action now, and why or why not. Only coordinators may ask about other people.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class WhyModel(ExchangeQuery reader, UserService people, PageTexts texts) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The person to explain; by default the reader.</summary>
    [BindProperty(SupportsGet = true, Name = "person")]
    public Guid? Person { get; set; }

    /// <summary>The exchange as the reader sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The role to simulate.</summary>
    [BindProperty(SupportsGet = true, Name = "role")]
    public Role? Role { get; set; }

    /// <summary>The authority at which to simulate the role.</summary>
    [BindProperty(SupportsGet = true, Name = "at")]
    public Guid? At { get; set; }

    /// <summary>The explanation with the person's current roles.</summary>
    public Explanation Now { get; private set; } = null!;

    /// <summary>The explanation with the simulated role; null if no role is simulated.</summary>
    public Explanation? Then { get; private set; }

    /// <summary>The people of the exchange's authorities who can be chosen.</summary>
    public IReadOnlyList<ImiUser> Candidates { get; private set; } = [];

    /// <summary>Shows the explanation.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (await reader.ReadAsync(Id, actor, texts.Language, "why", cancellationToken) is not { } details)
            return NotFound();
        if (!details.Sight.ShowsCourse())
            return LocalRedirect($"/exchanges/{Id}");
        Details = details;
        var candidates = new List<ImiUser>();
        foreach (var authority in details.Exchange.Participations.Select(part => part.AuthorityId).Distinct())
        {
            foreach (var role in Enum.GetValues<Role>())
                candidates.AddRange(await people.WithRoleAsync(authority, details.Exchange.Module, role, cancellationToken));
        }

        Candidates = [.. candidates.DistinctBy(person => person.Id).OrderBy(person => person.Name, StringComparer.Create(texts.Culture, ignoreCase: true))];
        var about = Person is { } id && details.MayAskWhy && Candidates.Any(person => person.Id == id) ? await people.ActorAsync(id, cancellationToken) : actor;
        Person = about!.UserId;
        if (await reader.ExplainAsync(Id, about, actor, cancellationToken) is not { } now)
            return NotFound();
        Now = now;
        if (
            details.MayAskWhy
            && Role is { } asked
            && MandateService.ModuleRoles.Contains(asked)
            && At is { } at
            && details.Exchange.Participations.Any(part => part.AuthorityId == at)
        )
            Then = await reader.ExplainAsync(
                Id,
                about with
                {
                    Grants = [.. about.Grants, new ActorGrant(at, details.Exchange.Module, asked)],
                },
                actor,
                cancellationToken
            );
        return Page();
    }
}
