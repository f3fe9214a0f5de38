using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>An action that somebody may take in certain states.</summary>
public sealed record ActionDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who may take it.</summary>
    public required IReadOnlyList<ActorRule> By { get; init; }

    /// <summary>Whether the platform takes it itself when a state's last day has passed.</summary>
    public bool IsByPlatform { get; init; }

    /// <summary>The states in which it may be taken.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The state reached; null where the state stays.</summary>
    public string? To { get; init; }

    /// <summary>Whether the exchange's form must be complete and right.</summary>
    public bool ChecksForm { get; init; }

    /// <summary>The form that the action opens; null where it asks nothing.</summary>
    public Form? Asks { get; init; }

    /// <summary>The condition that must hold; null where there is none.</summary>
    public Condition? When { get; init; }

    /// <summary>What it does beyond moving to a state.</summary>
    public required IReadOnlyList<Verb> Does { get; init; }

    /// <summary>How far it moves the state's last day; null where it does not.</summary>
    public ExtensionRule? Extends { get; init; }

    /// <summary>Whether the period of the state that it leads to begins again, although the exchange was in that state before.</summary>
    public bool RestartsClock { get; init; }

    /// <summary>Whether it ends something that cannot be taken back.</summary>
    public bool IsDanger { get; init; }

    /// <summary>Whether it does the given thing.</summary>
    public bool DoesVerb(Verb verb) => Does.Contains(verb);
}
