namespace Imi.Kernel.Exchanges;

/// <summary>Counts how many exchanges of a view each filter would leave while the other filters stay the same.</summary>
public sealed class InboxFacets
{
    private readonly IReadOnlyList<InboxFacetRow> _rows;
    private readonly InboxFilter _query;

    internal InboxFacets(IReadOnlyList<InboxFacetRow> rows, InboxFilter query)
    {
        _rows = rows;
        _query = query;
    }

    /// <summary>
    /// Returns a filter without the conditions that the counts vary: module, states and country. The database applies the others, as for the list.
    /// </summary>
    internal static InboxFilter WithoutCounted(InboxFilter query) => query with { Module = null, States = [], Country = null, After = null };

    /// <summary>Counts the exchanges of a module.</summary>
    public int OfModule(string module) => _rows.Count(row => row.Module == module && HasState(row) && HasCountry(row));

    /// <summary>Counts the exchanges in one of several states.</summary>
    /// <param name="states">The states, written as in <see cref="InboxFilter.States"/>.</param>
    public int InStates(IReadOnlyCollection<string> states) =>
        _rows.Count(row => (states.Contains(row.State) || states.Contains(row.QualifiedState)) && HasModule(row) && HasCountry(row));

    /// <summary>Counts the exchanges with a country as the sender's or a recipient's.</summary>
    public int With(string country) => _rows.Count(row => Involves(row, country) && HasModule(row) && HasState(row));

    private bool HasModule(InboxFacetRow row) => string.IsNullOrEmpty(_query.Module) || row.Module == _query.Module;

    private bool HasState(InboxFacetRow row) => _query.States.Count == 0 || _query.States.Contains(row.State) || _query.States.Contains(row.QualifiedState);

    private bool HasCountry(InboxFacetRow row) => string.IsNullOrEmpty(_query.Country) || Involves(row, _query.Country);

    private static bool Involves(InboxFacetRow row, string country) =>
        row.SenderCountry == country || row.RecipientCountry == country || row.Reached?.Contains($" {country} ", StringComparison.Ordinal) == true;
}

/// <summary>The data of an exchange by which <see cref="InboxFacets"/> counts.</summary>
internal sealed record InboxFacetRow
{
    public required string Module { get; init; }

    public required string Procedure { get; init; }

    public required string State { get; init; }

    public required string SenderCountry { get; init; }

    public required string? RecipientCountry { get; init; }

    public required string? Reached { get; init; }

    public string QualifiedState => $"{Module}/{Procedure}/{State}";
}
