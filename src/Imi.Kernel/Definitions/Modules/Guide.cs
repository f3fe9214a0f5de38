namespace Imi.Kernel.Definitions.Modules;

/// <summary>A module's part of the guide "which procedure do I use?": its questions, answers and outcomes.</summary>
/// <param name="Questions">Its own questions, and its answers to shared questions of the platform or other modules.</param>
/// <param name="Outcomes">The outcomes that the answers lead to.</param>
public sealed record Guide(IReadOnlyList<GuideQuestion> Questions, IReadOnlyList<GuideOutcome> Outcomes)
{
    /// <summary>A guide without questions and outcomes.</summary>
    public static Guide None { get; } = new([], []);
}

/// <summary>A question with the answers that this part of the guide offers.</summary>
public sealed record GuideQuestion(string Name, IReadOnlyList<string> Answers);

/// <summary>An outcome of the guide: a procedure, a link outside the platform, or another answer to continue with.</summary>
public sealed record GuideOutcome
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The answers that lead here: any one of these sets, each from question to accepted answers.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> When { get; init; }

    /// <summary>The module's procedure to use; null if the outcome is not a procedure.</summary>
    public string? Procedure { get; init; }

    /// <summary>The address outside the platform; null if none.</summary>
    public Uri? Outside { get; init; }

    /// <summary>The question and answer to continue with; null if the guide ends here.</summary>
    public GuideAnswer? LeadsTo { get; init; }

    /// <summary>Fields of the procedure's form, each with the question whose answer fills it; <c>country</c> is the counterpart's country.</summary>
    public IReadOnlyDictionary<string, string> Fills { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Fields of the procedure's form with the answers that this outcome implies.</summary>
    public IReadOnlyDictionary<string, string> Sets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
