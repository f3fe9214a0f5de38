using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>An action that is available in certain states.</summary>
public sealed record ActionDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who may take it.</summary>
    public required IReadOnlyList<ActorRule> By { get; init; }

    /// <summary>Whether the platform takes it when the due date of a state has passed.</summary>
    public bool IsByPlatform { get; init; }

    /// <summary>The states in which it is available.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The state that it leads to; null if the state does not change.</summary>
    public string? To { get; init; }

    /// <summary>Whether the exchange's form must be complete and valid.</summary>
    public bool ChecksForm { get; init; }

    /// <summary>The form that the action opens; null if none.</summary>
    public Form? Asks { get; init; }

    /// <summary>The condition that must hold; null if none.</summary>
    public Condition? When { get; init; }

    /// <summary>What it does besides changing the state.</summary>
    public required IReadOnlyList<Verb> Does { get; init; }

    /// <summary>How far it extends the state's due date; null if it does not.</summary>
    public ExtensionRule? Extends { get; init; }

    /// <summary>Whether the period of the target state starts again, even if the exchange was in that state before.</summary>
    public bool RestartsClock { get; init; }

    /// <summary>Whether it informs the Commission, which reads the exchange from then on.</summary>
    public bool InformsCommission { get; init; }

    /// <summary>
    /// Whether it informs the other countries that take part: their coordinators of the procedure read the form that it asks, without personal and
    /// confidential fields, and the fields of <see cref="Shows"/>.
    /// </summary>
    public bool InformsCountries { get; init; }

    /// <summary>The fields that the informed countries read besides: of the exchange's form, and personal fields of the form that it asks.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];

    /// <summary>Whether its effect cannot be undone.</summary>
    public bool IsDanger { get; init; }

    /// <summary>Whether it has the given effect.</summary>
    public bool DoesVerb(Verb verb) => Does.Contains(verb);
}
