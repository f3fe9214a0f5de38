namespace Imi.Kernel.Definitions.Modules;

/// <summary>An answer to a question of the guide.</summary>
public sealed record GuideAnswer(string Question, string Answer);
