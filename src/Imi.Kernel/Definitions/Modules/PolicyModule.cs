using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A policy module: the definition of a policy area, with legal basis, retention, procedures and texts.</summary>
public sealed record PolicyModule
{
    /// <summary>The key of the text that cites the legal basis of the pilot.</summary>
    internal const string PilotText = "module.pilot";

    /// <summary>The module's name, such as <c>road-transport</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The key of the text that cites the provision behind <see cref="RetentionPeriods.Open"/>.</summary>
    internal const string OpenText = "module.open";

    /// <summary>The Union act that the module serves.</summary>
    public required LegalBasis LegalBasis { get; init; }

    /// <summary>The period and legal basis in which exchanges can begin; null if neither the definition nor an activation sets one.</summary>
    public PilotBasis? Pilot { get; init; }

    /// <summary>How long personal data are kept after formal closure (Regulation (EU) No 1024/2012, Article 14).</summary>
    public required RetentionPeriods Retention { get; init; }

    /// <summary>The special categories of data that its forms may contain, with their grounds.</summary>
    public IReadOnlyList<SpecialData> Special { get; init; } = [];

    /// <summary>Whether only machine-translation engines that an institution of the Union runs may translate texts of its exchanges.</summary>
    public bool IsTranslatedInUnionOnly { get; init; }

    /// <summary>The languages for which the module has all texts.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The procedures in the order in which they are offered.</summary>
    public required IReadOnlyList<Procedure> Procedures { get; init; }

    /// <summary>Its part of the guide "which procedure do I use?"; empty if it has none.</summary>
    public Guide Guide { get; init; } = Guide.None;

    /// <summary>The keywords that describe what authorities are competent for.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>All forms by name: those of procedures and those of actions.</summary>
    public required IReadOnlyDictionary<string, Form> Forms { get; init; }

    /// <summary>The module's texts in all languages.</summary>
    public required Imi.Kernel.Foundation.Texts.TextCatalogue Texts { get; init; }

    /// <summary>The SHA-256 of the definitions without texts and keywords, in hexadecimal; exchanges are pinned to it.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it was withdrawn: exchanges under way continue, but no new ones can begin.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether new exchanges can begin on a day: it is not withdrawn, and the day is in the period of <see cref="Pilot"/> if there is one.</summary>
    public bool TakesNewOn(DateOnly day) => !IsWithdrawn && (Pilot is null || (Pilot.Launched <= day && (Pilot.Until is not { } last || day <= last)));

    /// <summary>Returns the Union act that a procedure serves: its own if it has one, otherwise the module's.</summary>
    public LegalBasis BasisOf(Procedure? procedure) => procedure?.OwnBasis ?? LegalBasis;

    /// <summary>Returns the Union act that the module serves as cited in a language, or as the definition cites it if that language has no text.</summary>
    public LegalBasis BasisIn(string language) =>
        LegalBasis with
        {
            Act = Texts.Find("module.act", language) ?? LegalBasis.Act,
            Provisions = Texts.Find("module.provisions", language) ?? LegalBasis.Provisions,
        };

    /// <summary>
    /// Returns the legal basis of <see cref="Pilot"/>: the module's text in a language or, if a policy officer typed another basis at the activation, that
    /// basis. Null without a basis.
    /// </summary>
    public string? PilotBasisIn(string language) =>
        Pilot is { } pilot && Texts.Find(PilotText, TextCatalogue.Reference) == pilot.Basis ? Texts.Find(PilotText, language) : Pilot?.Basis;

    /// <summary>Returns the provision that limits how long an exchange stays open, as cited in a language; null if there is no such limit.</summary>
    public string? OpenBasisIn(string language) => Retention.Open is null ? null : Texts.Find(OpenText, language);

    /// <summary>Returns the terms of the module's glossary in a language by name; empty if it has none.</summary>
    public IReadOnlyDictionary<string, string> GlossaryIn(string language) =>
        Texts
            .Keys(language)
            .Where(key => key.StartsWith(TextKeys.Glossary, StringComparison.Ordinal))
            .ToDictionary(key => key[TextKeys.Glossary.Length..], key => Texts.Find(key, language)!, StringComparer.Ordinal);

    /// <summary>Finds a procedure by name; null if there is none.</summary>
    public Procedure? Procedure(string name) => Procedures.FirstOrDefault(procedure => procedure.Name == name);
}

/// <summary>The Union act that a module serves.</summary>
/// <param name="Act">The act as cited: <c>Regulation (EC) No 1071/2009</c>.</param>
/// <param name="Celex">Its CELEX number in EUR-Lex: <c>32009R1071</c>.</param>
/// <param name="Provisions">The provisions that the module serves.</param>
public sealed record LegalBasis(string Act, string Celex, string Provisions);

/// <summary>The period in which exchanges of a module can begin, and its legal basis.</summary>
/// <param name="Launched">The first day.</param>
/// <param name="Basis">Its legal basis.</param>
/// <param name="Until">The last day; null for no end.</param>
/// <param name="IsPilot">Whether the module is a pilot project; otherwise it rests on its act.</param>
public sealed record PilotBasis(DateOnly Launched, string Basis, DateOnly? Until = null, bool IsPilot = true);

/// <summary>The periods from formal closure after which personal data are blocked and deleted.</summary>
/// <param name="Block">The period until they are blocked.</param>
/// <param name="Delete">The period until they are deleted.</param>
/// <param name="LongerBy">The Union act that provides for more than the general six months or three years; null if neither is exceeded.</param>
/// <param name="Open">
/// The longest period from its beginning for which an exchange is kept without formal closure; then the platform ends it and deletes its content. Null for no
/// limit.
/// </param>
public sealed record RetentionPeriods(Period Block, Period Delete, LegalBasis? LongerBy = null, Period? Open = null);
