namespace Imi.Kernel.Definitions.Modules;

/// <summary>The result of reading a module's definitions: the module or its problems.</summary>
/// <param name="Module">The module; null if there are problems, except for a stored module, which is returned all the same.</param>
/// <param name="Problems">The problems, ordered by file and position.</param>
public sealed record DefinitionResult(PolicyModule? Module, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>Information that is not a problem, such as a language without an interface; empty if there are problems.</summary>
    public IReadOnlyList<DefinitionProblem> Notes { get; init; } = [];
}
