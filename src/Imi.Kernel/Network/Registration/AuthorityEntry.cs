using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>What somebody writes of an authority to register it, or to correct its entry.</summary>
public sealed record AuthorityEntry
{
    /// <summary>The authority: a new id to register one. The same id twice registers once.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its country by the EU institutions' code. It does not change afterwards.</summary>
    public string Country { get; init; } = "";

    /// <summary>What it is in the network. It does not change afterwards.</summary>
    public AuthorityKind Kind { get; init; }

    /// <summary>Its identifier in a national register, unique in its country; empty where it has none.</summary>
    public string NationalIdentifier { get; init; } = "";

    /// <summary>Its official names: by language, BCP 47.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it is called in English, informally.</summary>
    public string InformalTitle { get; init; } = "";

    /// <summary>The region that it works for, by its code; empty for the whole country.</summary>
    public string Region { get; init; } = "";

    /// <summary>The languages that it understands, by BCP 47.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Contact point: e-mail address of the office.</summary>
    public string Email { get; init; } = "";

    /// <summary>Contact point: telephone.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Contact point: postal address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether people who are added begin in the light mode: for an authority that comes once a year.</summary>
    public bool PeopleBeginLight { get; init; }

    /// <summary>How it works, module by module: said in tables only. What is not said stays as it is.</summary>
    public IReadOnlyList<EntrySetup> Setups { get; init; } = [];
}

/// <summary>How an authority works in a module, as a table says it.</summary>
/// <param name="Module">The module.</param>
/// <param name="IsCentral">Whether it is its country's central authority there; null where the table does not say.</param>
/// <param name="Keywords">What it is competent for; null where the table does not say.</param>
public sealed record EntrySetup(string Module, bool? IsCentral, IReadOnlyList<string>? Keywords);
