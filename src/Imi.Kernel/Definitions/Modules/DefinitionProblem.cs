namespace Imi.Kernel.Definitions.Modules;

/// <summary>A problem in a module's definitions.</summary>
/// <param name="File">The file, relative to the module's folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong and how to correct it.</param>
public sealed record DefinitionProblem(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}({Line},{Column}): {Message}";
}
