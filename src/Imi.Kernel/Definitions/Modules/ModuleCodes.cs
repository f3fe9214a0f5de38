namespace Imi.Kernel.Definitions.Modules;

/// <summary>Numbers name a case for life: no two modules may begin theirs alike.</summary>
public static class ModuleCodes
{
    /// <summary>The codes of a module that another one has already; told as mistakes of its procedures, at their place.</summary>
    /// <param name="module">The module.</param>
    /// <param name="files">Its files: path to content.</param>
    /// <param name="others">The modules that are there; one of the same name is the same module.</param>
    public static IReadOnlyList<DefinitionProblem> Taken(PolicyModule module, IReadOnlyDictionary<string, string> files, IEnumerable<PolicyModule> others)
    {
        var problems = new List<DefinitionProblem>();
        var read = new DefinitionFiles(files, problems);
        foreach (var procedure in module.Procedures)
        {
            foreach (var other in others.Where(other => other.Name != module.Name && other.Procedures.Any(one => one.Code == procedure.Code)))
                read.Root($"procedures/{procedure.Name}.yaml")
                    ?.Find("code")
                    ?.Wrong($"The numbers of the module '{other.Name}' begin with '{procedure.Code}' already: choose another code.");
        }

        return problems;
    }
}
