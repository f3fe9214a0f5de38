using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>The data entered to register an authority or to correct its entry.</summary>
public sealed record AuthorityEntry
{
    /// <summary>The authority's id; a new id to register one. Registering the same id again has no effect.</summary>
    public required Guid Id { get; init; }

    /// <summary>The revision of the authority that the person saw, to detect changes made meanwhile; null to skip the check.</summary>
    public int? Revision { get; init; }

    /// <summary>The country, by the EU institutions' code. Cannot be changed later.</summary>
    public string Country { get; init; } = "";

    /// <summary>The kind of authority. Cannot be changed later.</summary>
    public AuthorityKind Kind { get; init; }

    /// <summary>The identifier in a national register, unique within the country; empty if there is none.</summary>
    public string NationalIdentifier { get; init; } = "";

    /// <summary>The official names by language (BCP 47).</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>An informal title in English.</summary>
    public string InformalTitle { get; init; } = "";

    /// <summary>The code of its region; empty for the whole country.</summary>
    public string Region { get; init; } = "";

    /// <summary>The languages that the authority understands, by BCP 47.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Contact point: e-mail address.</summary>
    public string Email { get; init; } = "";

    /// <summary>Contact point: telephone number.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Contact point: postal address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether new users start in the simple view, for authorities that rarely use the platform.</summary>
    public bool PeopleBeginInSimpleView { get; init; }

    /// <summary>The settings for each module, only filled from tables. Missing modules remain unchanged.</summary>
    public IReadOnlyList<EntrySetup> Setups { get; init; } = [];
}

/// <summary>The settings of an authority in a module, as given in a table.</summary>
/// <param name="Module">The module.</param>
/// <param name="IsCentral">Whether it is its country's central authority there; null if the table does not specify it.</param>
/// <param name="Keywords">The keywords of its competence; null if the table does not specify them.</param>
public sealed record EntrySetup(string Module, bool? IsCentral, IReadOnlyList<string>? Keywords);
