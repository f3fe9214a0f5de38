namespace Imi.Kernel.Definitions.Modules;

/// <summary>A module's part of the guide "which procedure do I use?": its answers, and where they lead.</summary>
/// <param name="Questions">Its own questions, and its answers to questions that the platform or another module asks too.</param>
/// <param name="Outcomes">Where the answers lead.</param>
public sealed record Guide(IReadOnlyList<GuideQuestion> Questions, IReadOnlyList<GuideOutcome> Outcomes)
{
    /// <summary>No part.</summary>
    public static Guide None { get; } = new([], []);
}

/// <summary>A question and the answers that this part of the guide has for it.</summary>
public sealed record GuideQuestion(string Name, IReadOnlyList<string> Answers);

/// <summary>Where answers lead: to a procedure, to another way outside the platform, or on with another answer.</summary>
public sealed record GuideOutcome
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The answers that lead here: one of these sets, each of them question to answers that fit.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> When { get; init; }

    /// <summary>The module's procedure to begin; null where the way is another.</summary>
    public string? Procedure { get; init; }

    /// <summary>Where the way leads outside the platform; null where there is none.</summary>
    public Uri? Outside { get; init; }

    /// <summary>The question with the answer that it leads on to; null where the guide ends here.</summary>
    public GuideAnswer? LeadsTo { get; init; }

    /// <summary>Fields of the procedure's form by the question whose answer fills them; <c>country</c> is the other side's.</summary>
    public IReadOnlyDictionary<string, string> Fills { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Fields of the procedure's form with what follows from being here.</summary>
    public IReadOnlyDictionary<string, string> Sets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
