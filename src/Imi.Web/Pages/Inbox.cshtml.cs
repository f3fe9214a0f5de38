using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Features.Search;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Lists a person's exchanges, those that need action first.</summary>
[Needs(Permission.UsePlatform)]
internal sealed partial class InboxModel(
    InboxQuery inbox,
    FoundTextQuery found,
    SimilarSearchQuery similar,
    AllocationService allocations,
    NoticeService notices,
    AuthorityDirectory directory,
    ModuleCatalogue catalogue,
    PageFrame frame,
    PageTexts texts
) : PageModel
{
    /// <summary>The longest search in characters.</summary>
    public const int LongestSearch = 200;

    /// <summary>The views by their names in addresses.</summary>
    public static IReadOnlyDictionary<string, InboxView?> Views { get; } =
        new Dictionary<string, InboxView?>(StringComparer.Ordinal)
        {
            ["todo"] = InboxView.ToDo,
            ["waiting"] = InboxView.Waiting,
            ["information"] = InboxView.Information,
            ["drafts"] = InboxView.Draft,
            ["closed"] = InboxView.Closed,
            ["attention"] = InboxView.None,
            ["all"] = null,
        };

    /// <summary>The name of the view.</summary>
    [BindProperty(SupportsGet = true, Name = "view")]
    public string View { get; set; } = "todo";

    /// <summary>Only exchanges of this module.</summary>
    [BindProperty(SupportsGet = true, Name = "module")]
    public string? Module { get; set; }

    /// <summary>Only exchanges in these states, which share a label; separated by spaces.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    /// <summary>Only exchanges with this country.</summary>
    [BindProperty(SupportsGet = true, Name = "country")]
    public string? Country { get; set; }

    /// <summary>Only exchanges with this number, or with these words.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Only exchanges assigned to the person.</summary>
    [BindProperty(SupportsGet = true, Name = "mine")]
    public bool OnlyMine { get; set; }

    /// <summary>The sort order: <c>due</c> or <c>updated</c>; a leading hyphen reverses it.</summary>
    [BindProperty(SupportsGet = true, Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>The number of exchanges that were just assigned.</summary>
    [BindProperty(SupportsGet = true, Name = "assigned")]
    public int? Assigned { get; set; }

    /// <summary>The number of chosen exchanges that could not be assigned.</summary>
    [BindProperty(SupportsGet = true, Name = "refused")]
    public int? Refused { get; set; }

    /// <summary>The cursor of the page; empty for the first page.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    /// <summary>The page of exchanges.</summary>
    public InboxPage List { get; private set; } = new([], null, new Dictionary<Guid, AuthorityLabel>());

    /// <summary>Where the searched words are, by exchange; empty without a search.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<FoundText>> Found { get; private set; } = new Dictionary<Guid, IReadOnlyList<FoundText>>();

    /// <summary>The search as it was typed, if nothing was found for it and <see cref="Search"/> has another spelling; otherwise null.</summary>
    public string? Typed { get; private set; }

    /// <summary>The number of exchanges in each view and module.</summary>
    public IReadOnlyList<InboxCount> Counts { get; private set; } = [];

    /// <summary>The countries to filter by.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The modules in which the person works.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; private set; } = [];

    /// <summary>Whether the person is a coordinator who sees exchanges that need attention.</summary>
    public bool Coordinates { get; private set; }

    /// <summary>Whether the list contains an examination that the person's authority has to conclude.</summary>
    public bool Examines => List.Items.Any(item => item.Row is { Capacity: ParticipationCapacity.Commission, ExaminationBeganAt: not null });

    /// <summary>The people whom the person can assign; empty if the person may not allocate.</summary>
    public IReadOnlyList<ImiUser> Assignees { get; private set; } = [];

    /// <summary>The number of exchanges that each filter would leave; null if the view is too large to count.</summary>
    public InboxFacets? Facets { get; private set; }

    /// <summary>The states to filter by: each label with the states of all procedures that share it.</summary>
    public IReadOnlyList<(string Label, IReadOnlyList<string> Names)> States =>
        [
            .. Modules
                .Where(module => string.IsNullOrEmpty(Module) || module.Name == Module)
                .SelectMany(module =>
                    module.Procedures.SelectMany(procedure =>
                        procedure.States.Select(state =>
                            (Label: texts.State(module, procedure.Name, state.Name), Name: $"{module.Name}/{procedure.Name}/{state.Name}")
                        )
                    )
                )
                .GroupBy(state => state.Label, state => state.Name, StringComparer.CurrentCulture)
                .Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Distinct(StringComparer.Ordinal)])),
        ];

    /// <summary>Whether the list is filtered.</summary>
    public bool IsFiltered =>
        !string.IsNullOrEmpty(Module) || !string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Country) || !string.IsNullOrEmpty(Search) || OnlyMine;

    /// <summary>Whether the list is sorted by last change.</summary>
    public bool IsByUpdate => string.IsNullOrEmpty(Sort) ? View is "closed" or "all" or "drafts" : Sort is "updated" or "-updated";

    /// <summary>Whether the sort order is reversed.</summary>
    public bool IsReversed => Sort?.StartsWith('-') == true;

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
        Assignees = await allocations.AssigneesAsync(actor, cancellationToken);
        List = await inbox.ListAsync(Query, actor, cancellationToken);
        if (List.Items.Count == 0 && !string.IsNullOrWhiteSpace(Search) && await similar.ProposeAsync(Query, actor, cancellationToken) is { } spelling)
        {
            (Typed, Search) = (Search, spelling);
            List = await inbox.ListAsync(Query, actor, cancellationToken);
        }

        Found = await found.InAsync([.. List.Items.Select(item => item.Row.Id)], Search, actor, cancellationToken);
        var isShort = Counts.Where(count => Views[View] is not { } view || count.View == view).Sum(count => count.Count) <= InboxQuery.ExactCount;
        if (isShort || !string.IsNullOrWhiteSpace(Search))
            Facets = await inbox.FacetsAsync(Query, actor, cancellationToken);
    }

    /// <summary>Downloads the whole list as a table, with the current filters and order.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format, CancellationToken cancellationToken)
    {
        if (!Views.ContainsKey(View))
            View = "todo";
        string[] columns =
        [
            texts["inbox.list.exchange"],
            texts["inbox.list.procedure"],
            texts["inbox.module"],
            texts["inbox.list.about"],
            texts["inbox.country"],
            texts["inbox.list.with"],
            texts["inbox.list.state"],
            texts["inbox.list.next"],
            texts["inbox.list.due"],
            texts["inbox.list.updated"],
            texts["inbox.list.assigned-to-me"],
        ];
        using var download = new Download("exchanges", columns);
        var pages = inbox.ExportAsync(Query, HttpContext.Actor(), cancellationToken);
        return await download.SendAsync(
            format,
            pages.SelectMany(page => page.Items.Select(item => Cells(new InboxRowView(item, page.Authorities)))),
            Response,
            cancellationToken
        );
    }

    /// <summary>Assigns the chosen exchanges to a person.</summary>
    public async Task<IActionResult> OnPostAllocateAsync(Guid[] chosen, Guid? person, CancellationToken cancellationToken)
    {
        if (chosen.Length == 0 || chosen.Length > AllocationService.MostAtOnce || person is null)
            return LocalRedirect(Address("assigned", "0"));
        var done = await allocations.AllocateAsync(chosen, person.Value, HttpContext.Actor(), cancellationToken);
        var refused = done.Count(one => !one.Outcome.IsDone);
        return LocalRedirect(
            $"{Address("assigned", (done.Count - refused).ToString(CultureInfo.InvariantCulture))}{(refused > 0 ? $"&refused={refused}" : "")}"
        );
    }

    private InboxFilter Query =>
        new()
        {
            View = Views[View],
            NeedsAttention = View == "attention",
            Module = Module,
            States = State?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Country = Country,
            Search = Search?[..Math.Min(Search.Length, LongestSearch)],
            OnlyMine = OnlyMine,
            Sort = IsByUpdate ? InboxSort.Updated : InboxSort.Due,
            IsReversed = IsReversed,
            After = InboxCursor.Parse(After),
        };

    /// <summary>Returns the address of the list sorted by a column; in reverse if it is already sorted by it.</summary>
    public string SortAddress(string column) => Address("sort", IsSortedBy(column) && !IsReversed ? $"-{column}" : column);

    /// <summary>Returns the <c>aria-sort</c> value of a column; null if the list is not sorted by it.</summary>
    public string? SortOf(string column) =>
        !IsSortedBy(column) ? null
        : (column == "updated") == IsReversed ? "ascending"
        : "descending";

    /// <summary>Returns the address of this list with one parameter changed.</summary>
    public string Address(string name, string? value)
    {
        var query = new QueryBuilder();
        foreach (
            var (key, current) in (ReadOnlySpan<(string, string?)>)
                [
                    ("view", View),
                    ("module", Module),
                    ("state", State),
                    ("country", Country),
                    ("q", Search),
                    ("mine", OnlyMine ? "true" : null),
                    ("sort", Sort),
                    ("handler", null),
                    ("format", null),
                    ("after", null),
                    ("assigned", null),
                ]
        )
        {
            var wanted = key == name ? value : current;
            if (!string.IsNullOrEmpty(wanted))
                query.Add(key, wanted);
        }

        return $"/inbox{query.ToQueryString()}";
    }

    private bool IsSortedBy(string column) => column == "updated" == IsByUpdate;

    private IReadOnlyList<object?> Cells(InboxRowView line)
    {
        var row = line.Row;
        var module = texts.Module(row.Module);
        return
        [
            row.Number ?? texts["inbox.list.draft"],
            texts.ProcedureName(row.Module, row.Procedure),
            texts.ModuleName(row.Module),
            line.Item.About,
            line.Counterpart is { } other ? texts.Country(other.Country) : line.Reached(texts),
            line.Counterpart?.NameFor(texts.Language),
            texts.State(module, row.Procedure, row.State),
            line.NextStep(texts, module),
            row.DueOn,
            DeadlineCalendar.DayOf(row.UpdatedAt),
            row.IsMine ? texts["words.yes"] : texts["words.no"],
        ];
    }

    /// <summary>Returns the number of exchanges in a view, as shown on its tab.</summary>
    public string CountOf(string view)
    {
        if (Views[view] is not { } wanted)
            return "";
        var counts = Counts.Where(count => count.View == wanted).ToList();
        var sum = counts.Sum(count => count.Count);
        return counts.Exists(count => count.Count > InboxQuery.ExactCount)
            ? texts["inbox.more-than", ("count", InboxQuery.ExactCount)]
            : sum.ToString(texts.Culture);
    }
}
