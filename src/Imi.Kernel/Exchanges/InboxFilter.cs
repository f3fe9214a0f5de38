using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Exchanges;

/// <summary>Selects and sorts the exchanges of a list. All conditions apply together.</summary>
public sealed record InboxFilter
{
    /// <summary>The view; null for all exchanges that the person may see, except inactive ones.</summary>
    public InboxView? View { get; init; }

    /// <summary>Whether to list only exchanges that need attention; <see cref="View"/> is then ignored.</summary>
    public bool NeedsAttention { get; init; }

    /// <summary>The module; null or empty for all.</summary>
    public string? Module { get; init; }

    /// <summary>The procedure of the module; null or empty for all.</summary>
    public string? Procedure { get; init; }

    /// <summary>
    /// The states, of which an exchange must be in one; empty for any. A state is written <c>module/procedure/state</c>, or as its name alone,
    /// which means the state of that name in every procedure.
    /// </summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>A country that must be the sender's or a recipient's; null or empty for any.</summary>
    public string? Country { get; init; }

    /// <summary>
    /// What to search for; null or empty for anything. A number or its beginning, in any spelling, or words: all of them must be in the texts of the
    /// exchange that the person may read, or in its number. Of the last word, the first three letters are enough.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Whether every word of <see cref="Search"/> must be found as a whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether to list only exchanges that are assigned to the person.</summary>
    public bool OnlyMine { get; init; }

    /// <summary>
    /// Whether to list only exchanges in which the person may act: by role, and because the exchange is assigned to the person or not assigned.
    /// </summary>
    public bool OnlyToDo { get; init; }

    /// <summary>The sort order.</summary>
    public InboxSort Sort { get; init; }

    /// <summary>Whether the order is reversed: the latest deadline, or the oldest change, first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>The number of exchanges on a page.</summary>
    public int PageSize { get; init; } = 25;

    /// <summary>Where the previous page ended; null for the first page.</summary>
    public InboxCursor? After { get; init; }

    /// <summary>The effective sort order: exchanges that need attention are always sorted by its first day, regardless of <see cref="Sort"/>.</summary>
    internal InboxSort Order => NeedsAttention ? InboxSort.Attention : Sort;

    /// <summary>The names of <see cref="States"/> without their procedures.</summary>
    internal IReadOnlyList<string> StateNames => [.. States.Select(state => state[(state.LastIndexOf('/') + 1)..]).Distinct(StringComparer.Ordinal)];

    /// <summary>The <see cref="States"/>, if all of them name their procedure; otherwise empty.</summary>
    internal IReadOnlyList<string> QualifiedStates => States.All(state => state.Contains('/', StringComparison.Ordinal)) ? States : [];

    /// <summary>Whether a condition other than the view restricts the list.</summary>
    internal bool IsNarrowed =>
        Module is { Length: > 0 }
        || Procedure is { Length: > 0 }
        || States.Count > 0
        || Country is { Length: > 0 }
        || !string.IsNullOrWhiteSpace(Search)
        || OnlyMine
        || OnlyToDo;
}
