namespace Imi.Kernel.Definitions.Modules;

/// <summary>What came of reading a module's definitions: a module, or what is wrong with it.</summary>
/// <param name="Module">The module; null where there are problems. What the platform keeps is there all the same.</param>
/// <param name="Problems">What is wrong, by file and place.</param>
public sealed record DefinitionResult(PolicyModule? Module, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>What is right but worth knowing, such as a language that the interface does not speak; empty where there are problems.</summary>
    public IReadOnlyList<DefinitionProblem> Notes { get; init; } = [];
}
