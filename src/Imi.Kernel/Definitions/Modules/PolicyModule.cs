using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A policy area as its folder defines it: identity, legal basis, retention, procedures, texts.</summary>
public sealed record PolicyModule
{
    /// <summary>The key of the text that cites the legal basis of the pilot.</summary>
    internal const string PilotText = "module.pilot";

    /// <summary>The module's name, such as <c>road-transport</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The Union act that the module serves.</summary>
    public required LegalBasis LegalBasis { get; init; }

    /// <summary>The first day and legal basis of the pilot; null where the module is no pilot.</summary>
    public PilotBasis? Pilot { get; init; }

    /// <summary>How long personal data stay after formal closure (Regulation (EU) No 1024/2012, Article 14).</summary>
    public required RetentionPeriods Retention { get; init; }

    /// <summary>The special categories of data that its forms may hold, with the grounds for it; empty for none.</summary>
    public IReadOnlyList<SpecialData> Special { get; init; } = [];

    /// <summary>The languages in which all of the module's texts stand.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The procedures in the order in which they are offered.</summary>
    public required IReadOnlyList<Procedure> Procedures { get; init; }

    /// <summary>Its part of the guide "which procedure do I use?"; without questions where it has none.</summary>
    public Guide Guide { get; init; } = Guide.None;

    /// <summary>The keywords by which authorities say what they are competent for; empty where it has none.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>All forms by name: those that procedures open with and those that actions ask.</summary>
    public required IReadOnlyDictionary<string, Form> Forms { get; init; }

    /// <summary>The module's texts, every language.</summary>
    public required Imi.Kernel.Foundation.Texts.TextCatalogue Texts { get; init; }

    /// <summary>The SHA-256 of the definitions without the texts and keywords, in hexadecimal: what an exchange is pinned to.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it was taken back: exchanges under way go on, no new ones begin.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether new exchanges can begin on a day: it is in force, and its pilot runs if it is one.</summary>
    public bool TakesNewOn(DateOnly day) => !IsWithdrawn && (Pilot is null || (Pilot.Launched <= day && (Pilot.Until is not { } last || day <= last)));

    /// <summary>The Union act that a procedure serves: its own where it names one, else the module's.</summary>
    public LegalBasis BasisOf(Procedure? procedure) => procedure?.OwnBasis ?? LegalBasis;

    /// <summary>The Union act that the module serves, as a language's version cites it; as the definition cites it where that language has no text for it.</summary>
    public LegalBasis BasisIn(string language) =>
        LegalBasis with
        {
            Act = Texts.Find("module.act", language) ?? LegalBasis.Act,
            Provisions = Texts.Find("module.provisions", language) ?? LegalBasis.Provisions,
        };

    /// <summary>What the area in force rests on, as a language cites it. What a policy officer typed at the activation stays as it was typed. Null for no area in force.</summary>
    public string? PilotBasisIn(string language) =>
        Pilot is { } pilot && Texts.Find(PilotText, TextCatalogue.Reference) == pilot.Basis ? Texts.Find(PilotText, language) : Pilot?.Basis;

    /// <summary>The procedure of that name, or null.</summary>
    public Procedure? Procedure(string name) => Procedures.FirstOrDefault(procedure => procedure.Name == name);
}

/// <summary>The Union act that a module serves.</summary>
/// <param name="Act">As cited: <c>Regulation (EC) No 1071/2009</c>.</param>
/// <param name="Celex">Its number in EUR-Lex: <c>32009R1071</c>.</param>
/// <param name="Provisions">The provisions that the module serves.</param>
public sealed record LegalBasis(string Act, string Celex, string Provisions);

/// <summary>When exchanges of a pilot can begin, and what it rests on.</summary>
/// <param name="Launched">The first day.</param>
/// <param name="Basis">Its legal basis.</param>
/// <param name="Until">The last day; null for no end.</param>
/// <param name="IsPilot">Whether it is a pilot; an area that is none rests on its act, from its first day on.</param>
public sealed record PilotBasis(DateOnly Launched, string Basis, DateOnly? Until = null, bool IsPilot = true);

/// <summary>Periods from formal closure after which personal data are hidden and deleted.</summary>
/// <param name="Block">Until they are hidden.</param>
/// <param name="Delete">Until they are deleted.</param>
/// <param name="LongerBy">The Union act that provides for more than the general six months or three years; null where neither is exceeded.</param>
public sealed record RetentionPeriods(Period Block, Period Delete, LegalBasis? LongerBy = null);
