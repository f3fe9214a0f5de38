using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>A period of a procedure: when it begins, how long it lasts, where it stands still, and what follows its end.</summary>
/// <param name="Name">Its name, such as <c>standstill</c>; for the period of a single state the name of the state.</param>
/// <param name="Lasts">How long it lasts; nothing if the date that a form asks is itself the last day.</param>
public sealed record ClockDefinition(string Name, Period Lasts)
{
    /// <summary>The actions that begin it. Each of them begins it again.</summary>
    public IReadOnlyList<string> Begins { get; init; } = [];

    /// <summary>The states that begin it when the exchange first enters one of them. If the exchange returns, it goes on.</summary>
    public IReadOnlyList<string> BeginsIn { get; init; } = [];

    /// <summary>The date field of a form from whose answer it counts; null if none.</summary>
    public AskedField? BeginsOn { get; init; }

    /// <summary>Other lengths, each under a condition; the first that holds replaces <see cref="Lasts"/>.</summary>
    public IReadOnlyList<ClockLength> Changes { get; init; } = [];

    /// <summary>The states in which it stands still.</summary>
    public IReadOnlyList<string> PausedIn { get; init; } = [];

    /// <summary>The actions that end it before its last day.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>The party whose public holidays count; null if parties of several States act.</summary>
    public Party? For { get; init; }

    /// <summary>The action that the platform takes after the last day; null if none.</summary>
    public string? Then { get; init; }
}

/// <summary>The length of a period under a condition.</summary>
/// <param name="When">The condition.</param>
/// <param name="Lasts">The length from the beginning of the period.</param>
public sealed record ClockLength(Condition When, Period Lasts);
