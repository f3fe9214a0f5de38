namespace Imi.Kernel.Definitions.Modules;

/// <summary>Checks that no two modules use the same prefix of exchange numbers, which identify a case permanently.</summary>
public static class ModuleCodes
{
    /// <summary>Reports the codes of a module that another module uses, at their position in the procedure.</summary>
    /// <param name="module">The module.</param>
    /// <param name="files">Its files, as path to content.</param>
    /// <param name="others">The other modules; a module of the same name is ignored.</param>
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
