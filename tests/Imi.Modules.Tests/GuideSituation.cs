namespace Imi.Modules.Tests;

/// <summary>A situation of an officer, and where the guide must lead.</summary>
/// <param name="Sentence">What happens.</param>
/// <param name="Answers">The answers to all questions that the guide asks: <c>question=answer question=answer</c>.</param>
/// <param name="Outcome">The module and the outcome; the platform is an empty module.</param>
/// <param name="Provision">The provision that the guide shows in English.</param>
public sealed record GuideSituation(string Sentence, string Answers, string Outcome, string Provision)
{
    /// <summary>The answers by question.</summary>
    public IReadOnlyDictionary<string, string> Given =>
        Answers.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
