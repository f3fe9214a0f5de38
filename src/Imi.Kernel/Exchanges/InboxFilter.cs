using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>What to list.</summary>
public sealed record InboxFilter
{
    /// <summary>The view; null for every exchange that the person may see.</summary>
    public InboxView? View { get; init; }

    /// <summary>Only those that need a coordinator's attention; then <see cref="View"/> does not matter.</summary>
    public bool NeedsAttention { get; init; }

    /// <summary>Only of this module.</summary>
    public string? Module { get; init; }

    /// <summary>Only of this procedure of the module.</summary>
    public string? Procedure { get; init; }

    /// <summary>
    /// Only in one of these states; empty for any. A state is named <c>module/procedure/state</c>, or by its name alone: then that state of
    /// every procedure is meant.
    /// </summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Only with this country on one of the two sides.</summary>
    public string? Country { get; init; }

    /// <summary>Only those whose number begins with this.</summary>
    public string? Search { get; init; }

    /// <summary>Only those assigned to the person.</summary>
    public bool OnlyMine { get; init; }

    /// <summary>Only those in which the person may act: where a role permits it, and the exchange is assigned to the person or to nobody.</summary>
    public bool OnlyToDo { get; init; }

    /// <summary>How to sort.</summary>
    public InboxSort Sort { get; init; }

    /// <summary>Whether the order is turned round: the least pressing, or what changed longest ago, first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>How many a page.</summary>
    public int PageSize { get; init; } = 25;

    /// <summary>Where the page before ended; null for the first page.</summary>
    public InboxCursor? After { get; init; }

    /// <summary>How the list is sorted: what needs attention always by how long it has, whatever <see cref="Sort"/> says.</summary>
    internal InboxSort Order => NeedsAttention ? InboxSort.Attention : Sort;

    /// <summary>The names of <see cref="States"/> without their procedures.</summary>
    internal IReadOnlyList<string> StateNames => [.. States.Select(state => state[(state.LastIndexOf('/') + 1)..]).Distinct(StringComparer.Ordinal)];

    /// <summary>The states of certain procedures, where all are named so; else nothing.</summary>
    internal IReadOnlyList<string> QualifiedStates => States.All(state => state.Contains('/', StringComparison.Ordinal)) ? States : [];

    /// <summary>Whether anything but the view narrows the list.</summary>
    internal bool IsNarrowed =>
        Module is { Length: > 0 }
        || Procedure is { Length: > 0 }
        || States.Count > 0
        || Country is { Length: > 0 }
        || !string.IsNullOrWhiteSpace(Search)
        || OnlyMine
        || OnlyToDo;
}
