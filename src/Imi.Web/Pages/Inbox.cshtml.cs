using Imi.Kernel.Access;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Kernel.People;
using Imi.Kernel.Registry;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>The list of a person's exchanges: what needs action first.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class InboxModel(InboxDesk inbox, AuthorityDirectory directory, ModuleCatalogue catalogue, PageFrame frame, PageTexts texts) : PageModel
{
    /// <summary>The views by their names in addresses.</summary>
    public static IReadOnlyDictionary<string, InboxView?> Views { get; } = new Dictionary<string, InboxView?>(StringComparer.Ordinal)
    {
        ["todo"] = InboxView.ToDo,
        ["waiting"] = InboxView.Waiting,
        ["information"] = InboxView.Information,
        ["drafts"] = InboxView.Draft,
        ["closed"] = InboxView.Closed,
        ["attention"] = InboxView.None,
        ["all"] = null,
    };

    /// <summary>The view.</summary>
    [BindProperty(SupportsGet = true, Name = "view")]
    public string View { get; set; } = "todo";

    /// <summary>Only this module.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? Module { get; set; }

    /// <summary>Only this state.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    /// <summary>Only with this country.</summary>
    [BindProperty(SupportsGet = true, Name = "country")]
    public string? Country { get; set; }

    /// <summary>Only with a number that begins so.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Only what is assigned to me.</summary>
    [BindProperty(SupportsGet = true, Name = "mine")]
    public bool OnlyMine { get; set; }

    /// <summary>The order: due or updated.</summary>
    [BindProperty(SupportsGet = true, Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The page of exchanges.</summary>
    public InboxPage List { get; private set; } = new([], null, new Dictionary<Guid, AuthorityLabel>());

    /// <summary>How many each view holds, module by module.</summary>
    public IReadOnlyList<InboxCount> Counts { get; private set; } = [];

    /// <summary>The countries to filter by.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The modules that the person works in.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; private set; } = [];

    /// <summary>Whether the person coordinates and sees what needs attention.</summary>
    public bool Coordinates { get; private set; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsFiltered => !string.IsNullOrEmpty(Module) || !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Country) || !string.IsNullOrEmpty(Search) || OnlyMine;

    /// <summary>Whether the list is sorted by what changed last.</summary>
    public bool IsByUpdate => Sort is null ? View is "closed" or "all" or "drafts" : Sort == "updated";

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (!Views.ContainsKey(View))
            View = "todo";
        Counts = await frame.CountsAsync(HttpContext, actor, cancellationToken);
        Coordinates = actor.Grants.Any(grant => grant.Role == Role.Referral) || Counts.Any(count => count.View == InboxView.None && count.Count > 0);
        Modules = [.. catalogue.Modules.Where(module => actor.Grants.Any(grant => grant.Module == module.Name))];
        Countries = [.. (await directory.CountryCodesAsync(cancellationToken)).OrderBy(texts.Country, StringComparer.Create(texts.Culture, ignoreCase: true))];
        List = await inbox.ListAsync(
            new InboxQuery
            {
                View = Views[View],
                NeedsAttention = View == "attention",
                Module = Module,
                State = State,
                Country = Country,
                Search = Search,
                OnlyMine = OnlyMine,
                Sort = IsByUpdate ? InboxSort.Updated : InboxSort.Due,
                After = InboxCursor.Parse(After),
            },
            actor,
            cancellationToken);
    }

    /// <summary>The address of this list with one thing changed.</summary>
    public string Address(string name, string? value)
    {
        var query = new QueryBuilder();
        foreach (var (key, current) in (ReadOnlySpan<(string, string?)>)
            [("view", View), ("module", Module), ("state", State), ("country", Country), ("q", Search), ("mine", OnlyMine ? "true" : null), ("sort", Sort), ("after", null)])
        {
            var wanted = key == name ? value : current;
            if (!string.IsNullOrEmpty(wanted))
                query.Add(key, wanted);
        }

        return $"/inbox{query.ToQueryString()}";
    }

    /// <summary>How many a view holds, as the tab says it.</summary>
    public string CountOf(string view)
    {
        if (Views[view] is not { } wanted)
            return "";
        var counts = Counts.Where(count => count.View == wanted).ToList();
        var sum = counts.Sum(count => count.Count);
        return counts.Exists(count => count.Count > InboxDesk.ExactCount)
            ? texts["web.inbox.more-than", ("count", InboxDesk.ExactCount)]
            : sum.ToString(texts.Culture);
    }
}
